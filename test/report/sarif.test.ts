import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/report/fingerprint';
import type { Outcome } from '../../src/report/outcome';
import { renderSarif, type SarifOptions } from '../../src/report/sarif';
import { badOutcome } from '../support/sample-reports/bad';
import { linearOutcome } from '../support/sample-reports/linear';
import { skippedOutcome } from '../support/sample-reports/skipped';

const options: SarifOptions = {
  toolVersion: '0.1.0',
  rule: (code) =>
    code === 'K111'
      ? {
          title: 'A bottleneck',
          summary: 'A layer limits the rank.',
          severity: 'warning',
          page: '# K111\nWhy.',
          pageUri: 'file:///docs/K111.md',
        }
      : code === 'K023'
        ? { title: 'An unknown argument', summary: null, severity: null }
        : undefined,
};

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly invocations: readonly object[];
    readonly artifacts: readonly { readonly location: { readonly uri: string } }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: object } }[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
    }[];
  }[];
}

const runOf = (outcomes: readonly Outcome[]) => (JSON.parse(renderSarif(outcomes, options)) as Log).runs[0];

it('is version 2.1.0 with columns in UTF-16 units', () => {
  expect(JSON.parse(renderSarif([linearOutcome], options))).toMatchObject({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ columnKind: 'utf16CodeUnits', tool: { driver: { name: 'Kappa Lens', semanticVersion: '0.1.0' } } }],
  });
});

it('gives a finding its region, layer, related places, fixes and rule', () => {
  const { results, tool } = runOf([linearOutcome]);
  const location = { uri: 'examples/chain.arch', index: 0 };
  expect(results[0]).toEqual({
    ruleId: 'K111',
    ruleIndex: 0,
    level: 'warning',
    message: { text: 'Layer waist is narrower than the data and limits the rank. Give it at least 6 units.' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: location,
          region: { startLine: 9, startColumn: 10, endLine: 9, endColumn: 18 },
        },
        logicalLocations: [{ name: 'waist', kind: 'module' }],
      },
    ],
    relatedLocations: [
      {
        id: 0,
        message: { text: 'the input has 6 dimensions' },
        physicalLocation: {
          artifactLocation: location,
          region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 10 },
        },
      },
    ],
    fixes: [
      {
        description: { text: 'Widen waist to 6 units' },
        artifactChanges: [
          {
            artifactLocation: location,
            replacements: [
              {
                deletedRegion: { startLine: 9, startColumn: 16, endLine: 9, endColumn: 18 },
                insertedContent: { text: '6)' },
              },
            ],
          },
        ],
      },
    ],
    partialFingerprints: { 'kappaLens/v1': `${fingerprint('K111\nwaist\ndense(4)')}:1` },
  });
  expect(tool.driver.rules).toEqual([
    {
      id: 'K111',
      shortDescription: { text: 'A bottleneck' },
      fullDescription: { text: 'A layer limits the rank.' },
      help: { text: '# K111\nWhy.', markdown: '# K111\nWhy.' },
      helpUri: 'file:///docs/K111.md',
      defaultConfiguration: { level: 'warning' },
    },
    { id: 'K203' },
  ]);
});

it('points every result at its rule', () => {
  const { results, tool } = runOf([badOutcome, linearOutcome]);
  expect(results.map(({ ruleId }) => ruleId)).toEqual(['K023', 'K111', 'K203']);
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  expect(results.map(({ level }) => level)).toEqual(['error', 'warning', 'note']);
  expect(results.map(({ locations }) => locations[0].physicalLocation.artifactLocation)).toEqual([
    { uri: 'bad.arch', index: 0 },
    { uri: 'examples/chain.arch', index: 1 },
    { uri: 'examples/chain.arch', index: 1 },
  ]);
});

it('says whether all specifications could be analysed', () => {
  expect(runOf([linearOutcome]).invocations).toEqual([{ executionSuccessful: true }]);
  expect(runOf([linearOutcome, badOutcome]).invocations).toEqual([{ executionSuccessful: false }]);
  expect(runOf([skippedOutcome]).results).toEqual([]);
});

it.each([
  ['models/a b.arch', 'models/a%20b.arch'],
  ['/home/x/a.arch', 'file:///home/x/a.arch'],
  ['C:\\models\\a.arch', 'file:///C:/models/a.arch'],
  ['<stdin>', '%3Cstdin%3E'],
  ['a:b.arch', 'a%3Ab.arch'],
])('names %s as %s', (file, uri) => {
  expect(runOf([{ ...badOutcome, file }]).artifacts[0].location.uri).toBe(uri);
});

describe('fingerprints', () => {
  const printsOf = (outcome: Outcome) =>
    runOf([outcome]).results.map(({ partialFingerprints }) => partialFingerprints['kappaLens/v1']);
  const [problem] = badOutcome.problems;

  it('stay when lines are inserted above', () => {
    const moved = {
      ...badOutcome,
      source: `// new\n${badOutcome.source}`,
      problems: [{ ...problem, range: { start: problem.range.start + 7, end: problem.range.end + 7 } }],
    };
    expect(printsOf(moved)).toEqual(printsOf(badOutcome));
  });

  it('tell equal messages on equal text apart', () => {
    const prints = printsOf({ ...badOutcome, problems: [problem, problem] });
    expect(new Set(prints).size).toBe(2);
  });

  it('are FNV-1a', () => {
    // Offset basis, and the reference value of "a" (draft-eastlake-fnv, 64 bit).
    expect(fingerprint('')).toBe('cbf29ce484222325');
    expect(fingerprint('a')).toBe('af63dc4c8601ec8c');
  });
});

it('has no fix without an edit', () => {
  const fix = { title: 'Think again', edits: [] };
  expect(runOf([{ ...badOutcome, problems: [{ ...badOutcome.problems[0], fix }] }]).results[0]).not.toHaveProperty(
    'fixes',
  );
});
