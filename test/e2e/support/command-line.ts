import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Report } from '../../../src/report/report';
import { hostPaths, root } from './paths';

/** The report of `kappa analyze --format json` on a file, which every other view is compared with. */
export function analyseByCommandLine(file: string): Report {
  const cli = join(root, 'dist/cli.js');
  const output = execFileSync(hostPaths.node, [cli, 'analyze', file, '--format', 'json'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(output) as Report;
}

/** A specification in the other syntax. */
export function formatSpecification(text: string, to: 'arch' | 'json'): string {
  return execFileSync(hostPaths.node, [join(root, 'dist/cli.js'), 'format', '-', '--to', to], {
    input: text,
    encoding: 'utf8',
  });
}
