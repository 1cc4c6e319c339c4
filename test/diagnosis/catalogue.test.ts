import { describe, expect, it } from 'vitest';
import { ruleCatalogue } from '../../src/diagnosis/catalogue';
import { rules } from '../../src/diagnosis/rules/rules';
import { readIndex, readPages } from './pages';

const pages = readPages();
const codes = ruleCatalogue.map(({ code }) => code);

describe('the catalogue', () => {
  it('has every code once, ascending', () => {
    expect(codes).toEqual([...new Set(codes)].sort());
  });

  it('has a page for each code, and each page has a code', () => {
    expect(pages.map(({ code }) => code).sort()).toEqual(codes);
  });

  it.each(ruleCatalogue)(
    '$code: $title heads its page, with its threshold',
    ({ code, title, documentation, threshold }) => {
      const page = pages.find((candidate) => candidate.code === code)!;
      expect(page.heading).toBe(`# ${code}: ${title}`);
      expect(documentation).toBe(`docs/rules/${code}.md`);
      if (threshold) expect(page.text).toContain(`\`${threshold.setting}\``);
      if (threshold)
        expect(page.text).toMatch(new RegExp(`${threshold.setting}\`[ ,]*\\(?${writtenAs(threshold.default)}\\)`));
    },
  );

  it('is the table of docs/rules, row by row', () => {
    const rows = ruleCatalogue.map(({ code, title, severity, threshold }) => {
      const setting = threshold ? `\`${threshold.setting}\` (${writtenAs(threshold.default)})` : '';
      return `| [${code}](${code}.md) | ${title} | ${severity ?? ''} | ${setting} |`;
    });
    expect(readIndex().match(/^\| \[.*$/gm)).toEqual(rows);
  });

  it('links only pages that exist', () => {
    const links = pages.flatMap(({ text }) => [...text.matchAll(/\]\((K\d{3})\.md\)/g)].map(([, code]) => code));
    expect(links.filter((code) => !codes.includes(code))).toEqual([]);
  });
});

describe('rules', () => {
  it('run in the order of their codes', () => {
    expect(rules.map(({ code }) => code)).toEqual(rules.map(({ code }) => code).sort());
  });

  it('have a setting of their own each', () => {
    const settings = rules.flatMap(({ threshold }) => (threshold ? [threshold.setting] : []));
    expect(new Set(settings).size).toBe(settings.length);
    expect(settings.every((setting) => /^kappa\.thresholds\.\w+$/.test(setting))).toBe(true);
  });

  it('have a page that gives a formula or a rule, a paper or a reason, an example and a cure', () => {
    for (const { code } of rules) {
      const { text, examples } = pages.find((page) => page.code === code)!;
      expect(text, code).toMatch(/## Why it matters[\s\S]*## Example[\s\S]*## Cure/);
      expect(examples, code).toHaveLength(2);
    }
  });
});

function writtenAs(value: number): string {
  return value >= 1e3 ? value.toExponential().replace('+', '') : String(value);
}
