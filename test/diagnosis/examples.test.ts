import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import type { Finding } from '../../src/report/report';
import { readSpecification } from '../../src/spec/specification';
import { applyEdits } from '../../src/spec/apply-edits';
import { readPages, type Page } from './pages';

const pages = readPages().filter(({ examples }) => examples.length > 0);
/** Findings of the analysis; the codes below are about the text. */
const FIRST_FINDING = 'K091';
const ofFindings = pages.filter(({ code }) => code >= FIRST_FINDING);
const ofLanguage = pages.filter(({ code }) => code < FIRST_FINDING);

describe('examples about the language', () => {
  it.each(ofLanguage)('$code: the first shows it, the second has no problem', ({ code, examples: [bad, good] }) => {
    expect(readSpecification(bad.source, bad).problems.map((problem) => problem.code)).toContain(code);
    expect(readSpecification(good.source, good).problems).toEqual([]);
  });
});

describe('examples about findings', () => {
  it.each(ofFindings)('$code: the first shows it, neither the cure nor its fix does', async (page) => {
    const [bad, cured] = page.examples;
    const found = (await findingsIn(bad, page)).find(({ code }) => code === page.code);
    expect(found).toBeDefined();
    for (const fix of found!.fixes) {
      const repaired = { ...bad, source: applyEdits(bad.source, fix.edits) };
      expect(codesOf(await findingsIn(repaired, page)), fix.title).not.toContain(page.code);
    }
    expect(codesOf(await findingsIn(cured, page))).not.toContain(page.code);
  });
});

type Found = Pick<Finding, 'code' | 'fixes'>;

/** What the whole analysis finds, or why it could not. The budget lets all examples through but the one about budgets. */
async function findingsIn(example: Page['examples'][number], { tables }: Page): Promise<readonly Found[]> {
  const { architecture, problems } = readSpecification(example.source, example);
  if (!architecture) throw new Error(problems.map(({ message }) => message).join(' '));
  const files = { read: async (path: string) => new TextEncoder().encode(tables.get(path)) };
  const outcome = await analyse(architecture, { files, source: null, budgetSeconds: 10 });
  return outcome.report?.findings ?? outcome.problems.map(({ code }) => ({ code, fixes: [] }));
}

function codesOf(findings: readonly Found[]): readonly string[] {
  return findings.map(({ code }) => code);
}
