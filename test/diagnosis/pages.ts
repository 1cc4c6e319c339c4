import { readFileSync, readdirSync } from 'node:fs';

const folder = new URL('../../docs/rules/', import.meta.url);

export interface Page {
  readonly code: string;
  readonly heading: string;
  readonly text: string;
  /** Specifications in order: the first shows the code, the second is cured of it. */
  readonly examples: readonly { readonly syntax: 'arch' | 'json'; readonly source: string }[];
  /** Tables that the examples read, by file name. */
  readonly tables: ReadonlyMap<string, string>;
}

/** The table of all codes. */
export function readIndex(): string {
  return readFileSync(new URL('README.md', folder), 'utf8');
}

/** Every page of docs/rules, by code. */
export function readPages(): readonly Page[] {
  const names = readdirSync(folder).filter((name) => /^K\d{3}\.md$/.test(name));
  return names.map((name) => readPage(name, readFileSync(new URL(name, folder), 'utf8')));
}

function readPage(name: string, text: string): Page {
  const blocks = [...text.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(([, language, file, source]) => ({
    language,
    file,
    source,
  }));
  return {
    code: name.replace('.md', ''),
    heading: text.slice(0, text.indexOf('\n')),
    text,
    examples: blocks.flatMap(({ language, source }) =>
      language === 'arch' || language === 'json' ? [{ syntax: language, source }] : [],
    ),
    tables: new Map(blocks.flatMap(({ file, source }) => (file ? [[file, source]] : []))),
  };
}
