import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyse } from '../../../src/analysis/analyse';
import type { ToPanel } from '../../../src/panel/messages';
import { fingerprint } from '../../../src/report/fingerprint';
import type { Report } from '../../../src/report/report';
import { readSpecification } from '../../../src/spec/specification';

const examples = join(dirname(fileURLToPath(import.meta.url)), '../../../examples');

export interface Example {
  readonly name: string;
  readonly text: string;
  readonly hash: string;
  readonly report: Report;
}

/** An example of the repository as the product analyses it; `change` edits its text first. */
export async function analysedExample(name: string, change = (text: string) => text): Promise<Example> {
  const text = change(readFileSync(join(examples, name), 'utf8'));
  return { name, text, hash: fingerprint(text), report: await analysed(name, text) };
}

export async function analysed(name: string, text: string): Promise<Report> {
  const { architecture, problems } = readSpecification(text, { syntax: name.endsWith('.json') ? 'json' : 'arch' });
  if (!architecture) throw new Error(`${name}: ${problems.map(({ message }) => message).join(' ')}`);
  const files = { read: async (path: string) => new Uint8Array(readFileSync(join(examples, path))) };
  const { report } = await analyse(architecture, { files, source: name, budgetSeconds: 60 });
  if (!report) throw new Error(`${name} has no report`);
  return report;
}

/** The message that shows a finished analysis. */
export function freshState({ name, hash, report }: Example): ToPanel {
  const document = { uri: `file:///${name}`, name, version: 1 };
  return { type: 'state', document, state: { status: 'fresh', hash, report, problems: [] } };
}
