import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from './host';

export function packageVersion({ packageFolder }: Host): string {
  const description = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return description.version;
}
