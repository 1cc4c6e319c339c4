/** The pages' examples "In the product", run again: specification in, quoted figures out. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { completeTheory, quickTheory } from '../../src/analysis/theory/sections';
import { instantiate } from '../../src/network/instantiate';
import { theoryTopics } from '../../src/report/theory';
import { readSpecification } from '../../src/spec/specification';
import { noFiles } from '../network/build';

/** Figures are quoted to four digits. */
const tolerance = 1e-3;

it.each(theoryTopics)('$name: the page quotes the figures of its example', async ({ key, name }) => {
  const { source, rows } = example(name);
  const { architecture } = readSpecification(source, { syntax: 'arch' });
  const { value: network } = await instantiate(architecture!, noFiles);
  const { figures } = completeTheory(network!, quickTheory(network!))[key];
  expect(rows.length).toBeGreaterThan(2);
  for (const [title, quoted, certainty] of rows) {
    const found = figures.find((figure) => figure.title === title);
    expect([title, found?.certainty]).toEqual([title, certainty]);
    if (typeof found?.value === 'number')
      expect(Math.abs(Number(quoted) - found.value), title).toBeLessThanOrEqual(tolerance * Math.abs(found.value));
    else expect([title, found?.value]).toEqual([title, quoted]);
  }
});

function example(page: string) {
  const text = readFileSync(`docs/theory/${page}.md`, 'utf8');
  const [, source, table] = /## In the product[\s\S]*?```arch\n([\s\S]*?)```\n\n([\s\S]*?)\n\n/.exec(text)!;
  const rows = table
    .split('\n')
    .slice(2)
    .map((row) => row.split('|').map((cell) => cell.trim()))
    .map(([, title, value, certainty]) => [title, value, certainty] as const);
  return { source, rows };
}
