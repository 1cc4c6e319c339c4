import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from './host';

/** Path of a code's page on this machine. */
export function pagePath(code: string, { packageFolder }: Host): string {
  return join(packageFolder, 'docs', 'rules', `${code}.md`);
}

/** A code's page, Markdown; undefined for a code without one. */
export function readPage(code: string, host: Host): string | undefined {
  return pageCodes(host).includes(code) ? readFileSync(pagePath(code, host), 'utf8') : undefined;
}

/** Codes with a page, ascending. */
export function pageCodes({ packageFolder }: Host): readonly string[] {
  return readdirSync(join(packageFolder, 'docs', 'rules'))
    .filter((name) => /^K\d{3}\.md$/.test(name))
    .map((name) => name.slice(0, -'.md'.length))
    .sort();
}
