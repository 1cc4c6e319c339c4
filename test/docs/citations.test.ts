import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** By page, the numbers of its sections. */
const sections = new Map(
  readdirSync('docs/theory').map((file) => {
    const text = readFileSync(join('docs/theory', file), 'utf8');
    return [
      file.replace('.md', ''),
      new Set([...text.matchAll(/^#+ (\d+(?:\.\d+)?)\.? /gm)].map(([, number]) => number)),
    ];
  }),
);

it('cites sections of docs/theory that exist', () => {
  const files = (readdirSync('src', { recursive: true }) as string[]).filter((file) => file.endsWith('.ts'));
  const cited = files.flatMap((file) => {
    const text = readFileSync(join('src', file), 'utf8').replace(/\n\s*\*\s/g, ' ');
    return [...text.matchAll(/docs\/theory\/([\w-]+)\.md((?:(?:, | and |-| )\d+(?:\.\d+)?)+)/g)].flatMap(
      ([, page, numbers]) => numbers.match(/\d+(?:\.\d+)?/g)!.map((number) => ({ file, page, number })),
    );
  });
  expect(cited.length).toBeGreaterThan(50);
  expect(cited.filter(({ page, number }) => !sections.get(page)?.has(number))).toEqual([]);
});
