import { instantiate } from '../../../src/network/instantiate';
import type { Network } from '../../../src/network/network';
import type { TheoryFigure, TheorySection } from '../../../src/report/theory';
import { readSpecification } from '../../../src/spec/specification';
import { memoryFiles } from '../../support/tensor-files';

/** Two samples of unit length whose correlation is 1/2, as `data csv("two.csv")`. */
const two = new TextEncoder().encode(`1,0\n0.5,${Math.sqrt(0.75)}\n`);

/** One topic's section of a model given by its lines. */
export async function sectionOf(topic: (network: Network) => TheorySection, lines: string): Promise<TheorySection> {
  const { architecture, problems } = readSpecification(`model M {\n${lines}\n}\n`, { syntax: 'arch' });
  if (!architecture) throw new Error(problems.map(({ message }) => message).join(' '));
  const { value: network, problems: more } = await instantiate(architecture, memoryFiles({ 'two.csv': two }));
  if (!network) throw new Error(more.map(({ message }) => message).join(' '));
  return topic(network);
}

/** Values by id. */
export function valuesOf(figures: readonly TheoryFigure[]): Readonly<Record<string, TheoryFigure['value']>> {
  return Object.fromEntries(figures.map(({ id, value }) => [id, value]));
}
