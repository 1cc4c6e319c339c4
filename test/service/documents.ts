/** Documents and their analyses for tests of the language service. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { analyse } from '../../src/analysis/analyse';
import type { AnalysisState } from '../../src/report/analysis-state';
import type { Report } from '../../src/report/report';
import { openDocument, type SpecificationDocument } from '../../src/service/document';
import { readSpecification } from '../../src/spec/specification';
import type { Syntax } from '../../src/spec/syntax/tree';

export function open(text: string, syntax: Syntax = 'arch'): SpecificationDocument {
  return openDocument(`file:///model.arch${syntax === 'json' ? '.json' : ''}`, 1, text);
}

export interface Analysed {
  readonly document: SpecificationDocument;
  readonly report: Report;
  readonly state: Extract<AnalysisState, { status: 'fresh' }>;
}

/** `small`: few samples and narrow layers, for figures that are quick and not those of the text. */
export async function analysed(
  document: SpecificationDocument,
  { small = false, folder = '.' }: { readonly small?: boolean; readonly folder?: string } = {},
): Promise<Analysed> {
  const { text, syntax, hash, specification } = document;
  const hasWidth = specification.architecture?.parameters.some(({ name }) => name === 'width');
  const overrides = { samples: 12, ...(hasWidth && { parameters: { width: 16 } }) };
  const { architecture } = readSpecification(text, { syntax, ...(small && overrides) });
  if (!architecture) throw new Error('a specification with errors');
  const files = { read: async (path: string) => new Uint8Array(readFileSync(join(folder, path))) };
  const { report, problems } = await analyse(architecture, { files, source: null, budgetSeconds: 60 });
  if (!report) throw new Error(problems.map(({ message }) => message).join(' '));
  return { document, report, state: { status: 'fresh', hash, report, problems } };
}

export interface Example {
  readonly name: string;
  readonly folder: string;
  readonly document: SpecificationDocument;
}

/** Every specification under examples/. */
export function examples(): readonly Example[] {
  const names = readdirSync('examples', { recursive: true, encoding: 'utf8' }).sort();
  return names
    .filter((name) => /\.arch(\.json)?$/.test(name))
    .map((name) => {
      const path = join('examples', name);
      return { name, folder: dirname(path), document: openDocument(path, 1, readFileSync(path, 'utf8')) };
    });
}
