import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Report } from '../../../src/report/report';
import { hostPaths, root } from './paths';

const outputs = new Map<string, string>();

/** The report of `kappa analyze --format json` on a file, which every other view is compared with. */
export function analyseByCommandLine(file: string): Report {
  const key = JSON.stringify([basename(file), readFileSync(file, 'utf8')]);
  const output = outputs.get(key) ?? analyse(file);
  outputs.set(key, output);
  return JSON.parse(output) as Report;
}

/** A specification in the other syntax. */
export function formatSpecification(text: string, to: 'arch' | 'json'): string {
  return execFileSync(hostPaths.node, [join(root, 'dist/cli.js'), 'format', '-', '--to', to], {
    input: text,
    encoding: 'utf8',
  });
}

function analyse(file: string): string {
  const cli = join(root, 'dist/cli.js');
  return execFileSync(hostPaths.node, [cli, 'analyze', file, '--format', 'json'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
}
