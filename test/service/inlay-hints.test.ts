import { describe, expect, it } from 'vitest';
import type { AnalysisState } from '../../src/report/analysis-state';
import { formatNumber, formatShare } from '../../src/report/numbers';
import type { LayerReport, Report } from '../../src/report/report';
import type { SpecificationDocument } from '../../src/service/document';
import { doInlayHints } from '../../src/service/inlay-hints';
import type { InlayHintKind } from '../../src/service/types';
import type { Syntax } from '../../src/spec/syntax/tree';
import { linearReport } from '../support/sample-reports/linear';
import { analysed, examples, open } from './documents';

const all: readonly InlayHintKind[] = ['shape', 'share', 'kappa'];

/** The text as the editor shows it. */
function shown(document: SpecificationDocument, state?: AnalysisState, kinds = all): string {
  const whole = { start: 0, end: document.text.length };
  const hints = doInlayHints(document, whole, { state, kinds: new Set(kinds) });
  return hints.reduceRight(
    (text, { offset, label }) => `${text.slice(0, offset)}⟨${label}⟩${text.slice(offset)}`,
    document.text,
  );
}

/** One line, shown inside a model on four features. */
function line(text: string, syntax: Syntax = 'arch'): string {
  if (syntax === 'json') return shown(open(`{ "input": [4], "layers": [${text}] }`, 'json')).slice(27, -3);
  return shown(open(`model M {\n  input 4\n  ${text}\n}\n`))
    .slice(22)
    .replace(/\n\}\n$/, '');
}

describe('shapes', () => {
  it.each([
    ['dense(8)', 'dense(8)⟨→ 8⟩'],
    ['stem: dense(8) allow K110', 'stem: dense(8) allow K110⟨→ 8⟩'],
    ['dense(8) dense(2)', 'dense(8)⟨→ 8⟩ dense(2)⟨→ 2⟩'],
    ['dense(8) // narrow', 'dense(8)⟨→ 8⟩ // narrow'],
    ['reshape(2x2)', 'reshape(2x2)⟨→ 2x2⟩'],
    ['repeat(3) { dense(4) }', 'repeat(3) { dense(4)⟨→ 4⟩ }'],
    ['a: dense(4) repeat(2) { concat(a, a) }', 'a: dense(4)⟨→ 4⟩ repeat(2) { concat(a, a)⟨→ 8⟩ }'],
    [
      'repeat(2) { x: dense(4) concat(x, x) dense(4) }',
      'repeat(2) { x: dense(4)⟨→ 4⟩ concat(x, x)⟨→ 8⟩ dense(4)⟨→ 4⟩ }',
    ],
    ['repeat(2) { parallel(merge: concat) { {} {} } }', 'repeat(2) { parallel(merge: concat) { {} {} }⟨→ 8 … 16⟩ }'],
    ['residual { dense(2) }', 'residual { dense(2)⟨→ 2⟩ }⟨→ 2⟩'],
    ['repeat(0) { dense(8) }', 'repeat(0) { dense(8) }'],
  ])('%s', (text, expected) => expect(line(text)).toBe(expected));

  it('in JSON', () => {
    expect(line('{ "dense": 8 }, { "repeat": { "times": 2, "layers": [{ "dense": 4 }] } }', 'json')).toBe(
      '{ "dense": 8 }⟨→ 8⟩, { "repeat": { "times": 2, "layers": [{ "dense": 4 }⟨→ 4⟩] } }',
    );
  });

  it.each([
    ['an error in a layer', 'dense(8) dense(units: -1) dense(2)', 'dense(8)⟨→ 8⟩ dense(units: -1) dense(2)'],
    ['an error in the data', 'data gaussian(samples: 0)\n  dense(8)', 'data gaussian(samples: 0)\n  dense(8)⟨→ 8⟩'],
    ['an error in the input', 'input qwerty\n  dense(8)', 'input qwerty\n  dense(8)'],
  ])('are left out where they may be wrong: %s', (_, text, expected) => expect(line(text)).toBe(expected));
});

describe('figures', () => {
  const document = open('model M {\n  input 4\n  stem: dense(4)\n  repeat(2) { dense(4) }\n  head: dense(2)\n}\n');
  const layer = (name: string, part: string, bottomShare: number | null, owner = false): LayerReport => {
    const start = document.text.indexOf(part);
    return { ...linearReport.layers[0], name, range: { start, end: start + part.length }, bottomShare, owner };
  };
  const report = (shares: readonly [number | null, number, number, number], owner: number): Report => ({
    ...linearReport,
    layers: [
      layer('stem', 'stem: dense(4)', shares[0], owner === 0),
      layer('repeat1.0.dense1', 'dense(4) }'.slice(0, 8), shares[1], owner === 1),
      layer('repeat1.1.dense1', 'dense(4) }'.slice(0, 8), shares[2], owner === 2),
      layer('head', 'head: dense(2)', shares[3], owner === 3),
    ].map((each, index) => (index === 1 || index === 2 ? { ...each, range: inRepeat } : each)),
  });
  const inRepeat = { start: document.text.indexOf('dense(4) }'), end: document.text.indexOf('dense(4) }') + 8 };
  const fresh = (of: Report): AnalysisState => ({ status: 'fresh', hash: document.hash, report: of, problems: [] });
  const share = (...parameters: Parameters<typeof report>) => shown(document, fresh(report(...parameters)), ['share']);

  it('shares of the slowest direction, iterations together, the owner marked', () => {
    expect(share([0.2, 0.25, 0.3, 0.25], 2)).toBe(
      'model M {\n  input 4\n  stem: dense(4)⟨· 20.0 % of λ_min⟩\n  repeat(2) { dense(4)⟨► 55.0 % of λ_min⟩ }\n  head: dense(2)⟨· 25.0 % of λ_min⟩\n}\n',
    );
  });

  it('small shares are left out, except the owner’s', () => {
    expect(share([0.049, 0.02, 0.02, 0.911], 0)).toBe(
      'model M {\n  input 4\n  stem: dense(4)⟨► 4.9 % of λ_min⟩\n  repeat(2) { dense(4) }\n  head: dense(2)⟨· 91.1 % of λ_min⟩\n}\n',
    );
  });

  it('layers that learn nothing have none', () => {
    expect(share([null, 0, 0, 1], 3)).not.toMatch(/stem.*⟨/);
  });

  it.each([
    ['measured', {}, 'κ 680.658'],
    ['known as an interval', { kappa: 1e4, kappaInterval: [9e3, 1.1e4] }, 'κ 10000, between 9000 and 11000'],
    ['still to come', { kappa: null, kappaInterval: null }, 'κ certified between 650 and 712.3'],
    [
      'not to be had',
      { kappa: null, kappaInterval: null, skipped: { reason: 'too large', estimate: '9 GB' } },
      'κ not measured; certified between 650 and 712.3',
    ],
  ] as const)('kappa, %s', (_, spectrum, label) => {
    const of: Report = {
      ...linearReport,
      bracket: { low: 650, high: 712.3 },
      spectrum: { ...linearReport.spectrum, ...(spectrum as Partial<Report['spectrum']>) },
    };
    expect(shown(document, fresh(of), ['kappa']).split('\n')[0]).toBe(`model M {⟨${label}⟩`);
  });

  it('kappa of which nothing is known says nothing', () => {
    const spectrum = { ...linearReport.spectrum, kappa: null, kappaInterval: null };
    const of = { ...linearReport, spectrum, bracket: { low: null, high: null } };
    expect(shown(document, fresh(of), ['kappa'])).toBe(document.text);
  });

  it.each(all)('of kind %s can be had alone', (kind) => {
    const state = fresh(report([0.2, 0.25, 0.3, 0.25], 2));
    const whole = { start: 0, end: document.text.length };
    const hints = doInlayHints(document, whole, { state, kinds: new Set([kind]) });
    expect(new Set(hints.map((hint) => hint.kind))).toEqual(new Set([kind]));
  });

  it('only those in the range asked for', () => {
    const state = fresh(report([0.2, 0.25, 0.3, 0.25], 2));
    const start = document.text.indexOf('head');
    const hints = doInlayHints(document, { start, end: start + 14 }, { state, kinds: new Set(all) });
    expect(hints.map(({ label }) => label)).toEqual(['→ 2', '· 25.0 % of λ_min']);
  });

  it('of another text are not shown', () => {
    const other = { ...fresh(report([0.2, 0.25, 0.3, 0.25], 2)), hash: 'other' };
    expect(shown(document, other)).toBe(shown(document));
    expect(shown(document)).toMatch(/⟨→ 4⟩/);
  });
});

it('come from the analysis', async () => {
  const document = open('model M {\n  input 4\n  data orthogonal(samples: 8)\n  dense(3, bias: false)\n}\n');
  const { state, report } = await analysed(document);
  expect(report.spectrum.kappa).toBeCloseTo(1, 12);
  expect(shown(document, state)).toBe(
    document.text
      .replace('{', `{⟨κ ${formatNumber(report.spectrum.kappa)}⟩`)
      .replace('false)', `false)⟨→ 3⟩⟨► ${formatShare(1)} of λ_min⟩`),
  );
});

describe('of every example', () => {
  it.each(examples())(
    '$name: every learned layer has a shape, shares sum to at most 1',
    async ({ document, folder }) => {
      const { state } = await analysed(document, { small: true, folder });
      const whole = { start: 0, end: document.text.length };
      const hints = doInlayHints(document, whole, { state, kinds: new Set(all) });
      const offsets = hints.map(({ offset }) => offset);
      expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
      const starts = new Set(document.specification.architecture!.layers.map(({ range }) => range.start));
      expect(hints.filter(({ kind }) => kind === 'shape')).toHaveLength(starts.size);
      const shares = hints.filter(({ kind }) => kind === 'share');
      expect(shares.filter(({ label }) => label.startsWith('►'))).toHaveLength(1);
      const sum = shares.reduce((total, { label }) => total + Number(/[\d.]+/.exec(label)![0]), 0);
      expect(sum).toBeLessThanOrEqual(100.5);
      for (const { label, tooltip } of hints) expect(label + tooltip).not.toMatch(/undefined|NaN|null/);
    },
  );
});
