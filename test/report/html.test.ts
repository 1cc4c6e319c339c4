import { describe, expect, test } from 'vitest';
import { renderHtml } from '../../src/report/html';
import { formatNumber } from '../../src/report/numbers';
import type { Outcome } from '../../src/report/outcome';
import { badOutcome } from '../support/sample-reports/bad';
import { linearOutcome, linearReport } from '../support/sample-reports/linear';
import { reluOutcome } from '../support/sample-reports/relu';
import { densityOutcome } from '../support/sample-reports/density';
import { skippedOutcome } from '../support/sample-reports/skipped';
import { elementsOf, textOf } from '../support/read-markup';

const page = renderHtml(linearOutcome);

describe('a report as a page', () => {
  test.each([
    ['kappa', formatNumber(linearReport.spectrum.kappa)],
    ['verdict', 'moderately conditioned'],
    ['exactness', 'every digit shown is certain'],
    ['rank', 'rank 18 of 103 parameters, exact from the structure'],
    ['a bound', 'Kronecker extremes (U0)κ\u00a0≤712.3'],
    ['why a bound does not apply', 'hidden widths differ'],
    ['a layer', 'waistdense8 → 4'],
    ['owner', 'owner of the bottom'],
    ['a learning rate', 'gradient descent0.0166667'],
    ['a prediction', 'Slope of the correlation map'],
    ['the distribution', 'Median 680 over 16 seeds, nine in ten between 220 and 5100.'],
    ['an expectation that fails', '✗ kappa < 10 failed kappa is 680.658'],
    ['a finding with its place', 'Layer waist is narrower than the data and limits the rank. examples/chain.arch:9:'],
    ['a fix with its gain', 'Fix: Widen waist to 6 units (κ about 420, predicted)'],
    ['data', 'condition of the second moment10.5'],
    ['timings', 'spectrum 12 ms'],
  ])('says %s', (_, text) => {
    expect(textOf(page)).toContain(text);
  });

  test('stands alone: no scripts, nothing to load', () => {
    const elements = elementsOf(page);
    expect(elements.map(({ name }) => name)).not.toContain('script');
    const loading = elements.filter(({ attributes }) =>
      ['src', 'href', 'xlink:href'].some((name) => name in attributes),
    );
    expect(loading).toEqual([]);
    expect(page).not.toMatch(/url\(|@import/);
  });

  test('draws bounds, layers, spectrum and distribution', () => {
    const titles = elementsOf(page).filter(({ name }) => name === 'svg').length;
    expect(titles).toBe(4);
  });
});

test.each<[string, Outcome, string]>([
  ['nothing could be measured', skippedOutcome, 'not measured, and no bound applies'],
  ['only a density could be had', densityOutcome, 'Density of 2,000 eigenvalues estimated (heuristic)'],
  ['a network is nonlinear', reluOutcome, 'Relu'],
  ['a specification cannot be analysed', badOutcome, 'error K023 dense has no argument "activatoin". bad.arch:3:'],
])('shows what there is when %s', (_, outcome, text) => {
  const rendered = renderHtml(outcome);
  expect(textOf(rendered)).toContain(text);
  expect(rendered.endsWith('</html>\n')).toBe(true);
});

test('several specifications are articles of one page', () => {
  const rendered = renderHtml(linearOutcome, badOutcome);
  expect(elementsOf(rendered).filter(({ name }) => name === 'article')).toHaveLength(2);
  expect(rendered.match(/<!DOCTYPE/g)).toHaveLength(1);
});

test('names and messages are text, whatever they hold', () => {
  const evil = '<img src=x onerror="1">&amp;\u0000';
  const outcome: Outcome = {
    ...linearOutcome,
    file: evil,
    report: {
      ...linearReport,
      model: { ...linearReport.model, name: evil },
      layers: linearReport.layers.map((layer) => ({ ...layer, name: evil, kind: evil })),
      findings: linearReport.findings.map((finding) => ({ ...finding, message: evil, hint: evil, code: evil })),
      bounds: linearReport.bounds.map((bound) => ({ ...bound, title: evil, reference: evil, reason: evil })),
      skipped: [{ stage: evil, reason: evil, estimate: evil, instead: evil }],
    },
  };
  const rendered = renderHtml(outcome);
  expect(elementsOf(rendered).map(({ name }) => name)).not.toContain('img');
  expect(textOf(rendered)).toContain('<img src=x onerror="1">&amp;\ufffd');
});
