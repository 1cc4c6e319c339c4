import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Distribution, Spectrum } from '../../../src/report/report';
import { renderBracket } from '../../../src/report/svg/bracket';
import { renderDistribution } from '../../../src/report/svg/distribution';
import { renderLayers } from '../../../src/report/svg/layers';
import type { Palette } from '../../../src/report/svg/palette';
import { renderSpectrum } from '../../../src/report/svg/spectrum';
import { elementsOf, type ReadElement, textOf } from '../../support/read-markup';
import { linearReport } from '../../support/sample-reports/linear';
import { density } from '../../support/sample-reports/density';
import { skippedReport } from '../../support/sample-reports/skipped';

/** Each role by its own name, so that a test sees which one was used. */
const palette: Palette = {
  background: 'background',
  foreground: 'foreground',
  muted: 'muted',
  grid: 'grid',
  top: 'top',
  bottom: 'bottom',
  baseline: 'baseline',
  certified: 'certified',
  doubt: 'doubt',
  font: 'font',
};
const options = { palette, width: 500 };

function painted(svg: string, colour: string, name?: string): readonly ReadElement[] {
  return elementsOf(svg).filter(
    (element) =>
      (name === undefined || element.name === name) &&
      (element.attributes.fill === colour || element.attributes.stroke === colour),
  );
}

function one(label: string, change: Partial<Spectrum> = {}) {
  return { label, value: { ...linearReport.spectrum, ...change } };
}

describe('bracket', () => {
  const svg = renderBracket([{ label: 'now', value: linearReport }], options);

  test('a band from 650 to 712.3 with kappa inside, on an axis from 500 to 2000', () => {
    const [band] = painted(svg, 'certified');
    const [dot] = painted(svg, 'top', 'circle');
    const place = (value: number) => 24 + (Math.log10(value / 500) / Math.log10(4)) * 452;
    expect(Number(band.attributes.x)).toBeCloseTo(place(650), 0);
    expect(Number(band.attributes.x) + Number(band.attributes.width)).toBeCloseTo(place(712.3), 0);
    expect(Number(dot.attributes.cx)).toBeCloseTo(place(680.658), 0);
  });

  test('a triangle a bound, with its name and value', () => {
    expect(painted(svg, 'muted', 'path')).toHaveLength(3);
    const titles = [...svg.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title]) => title);
    expect(titles).toContain('Kronecker extremes (U0): 712.3');
  });

  test('an open end runs off the axis', () => {
    const open = renderBracket(
      [{ label: 'now', value: { ...linearReport, bracket: { low: null, high: 712.3 } } }],
      options,
    );
    expect(painted(open, 'certified')[0].attributes.x).toBe('0');
  });

  test('a baseline has a row and a colour of its own', () => {
    const both = renderBracket(
      [
        { label: 'now', value: linearReport },
        { label: 'saved', value: linearReport },
      ],
      options,
    );
    expect(painted(both, 'baseline', 'circle')).toHaveLength(1);
    expect(textOf(both)).toContain('saved: κ 680.658');
  });

  test('nothing to draw is an empty text', () => {
    expect(renderBracket([{ label: 'now', value: skippedReport }], options)).toBe('');
  });
});

describe('spectrum', () => {
  test('every eigenvalue as a dot, the first at the top left, the last at the bottom right', () => {
    const dots = painted(renderSpectrum([one('now')], options), 'top', 'circle').map(({ attributes }) => attributes);
    expect(dots).toHaveLength(linearReport.spectrum.eigenvalues?.length ?? 0);
    const [first, last] = [dots[0], dots[dots.length - 1]];
    expect([Number(first.cx), Number(last.cx)]).toEqual([56, 480]);
    expect(Number(first.cy)).toBeLessThan(Number(last.cy));
  });

  test('the cut as a dashed line, what is undecided hollow on a ground of its own', () => {
    const svg = renderSpectrum(
      [one('now', { eigenvalues: [1, 1e-3, 2e-9], cut: 1e-9, undecided: [2e-9, 5e-10] })],
      options,
    );
    expect(elementsOf(svg).filter(({ attributes }) => 'stroke-dasharray' in attributes)).toHaveLength(1);
    expect(painted(svg, 'doubt')).toHaveLength(1);
    expect(painted(svg, 'background', 'circle')).toHaveLength(2);
    expect(textOf(svg)).toContain('zero below 1e-9');
  });

  test('a baseline behind, named', () => {
    const svg = renderSpectrum([one('now'), one('saved', { eigenvalues: [3, 2, 1] })], options);
    expect(painted(svg, 'baseline', 'path')).toHaveLength(1);
    expect(textOf(svg)).toContain('saved');
  });

  test('20,000 eigenvalues stay a small drawing that ends where they end', () => {
    const eigenvalues = Array.from({ length: 20_000 }, (_, index) => 1e6 * 0.999 ** index);
    const svg = renderSpectrum([one('now', { eigenvalues })], options);
    expect(svg.length).toBeLessThan(40_000);
    const [path] = painted(svg, 'top', 'path');
    expect(path.attributes.d).toMatch(/^M56 .*L480 [\d.]+$/);
  });

  test('a density as a dashed curve without dots, from the first rank to where it cannot tell from zero', () => {
    const svg = renderSpectrum([one('now', { eigenvalues: null, cut: null, undecided: [], density })], options);
    const [path] = painted(svg, 'top', 'path');
    expect(path.attributes['stroke-dasharray']).toBe('6 3');
    expect(path.attributes.d).toMatch(/^M56 .*L437.6 [\d.]+$/);
    expect(painted(svg, 'top', 'circle')).toEqual([]);
    expect(textOf(svg)).toContain('cannot be told from zero below 0.0001');
    expect(svg).toContain('<title>Estimated density of 2,000 eigenvalues');
  });

  test('nothing to draw is an empty text', () => {
    expect(renderSpectrum([one('now', { eigenvalues: null })], options)).toBe('');
  });
});

describe('layers', () => {
  const svg = renderLayers(linearReport.layers, options);

  test('two bars a layer in proportion, the owner marked', () => {
    const widths = (colour: string) =>
      painted(svg, colour, 'rect')
        .slice(1)
        .map(({ attributes }) => Number(attributes.width));
    const [stem, waist, head] = widths('top');
    expect(stem / waist).toBeCloseTo(0.25 / 0.75, 1);
    expect(head).toBe(1);
    expect(widths('bottom')[1]).toBeGreaterThan(waist);
    expect(textOf(svg)).toContain('► waist');
  });

  test('beyond forty layers those with the largest shares, and how many more there are', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      ...linearReport.layers[0],
      name: `l${index}`,
      topShare: index / 1770,
      bottomShare: null,
    }));
    const text = textOf(renderLayers(many, options));
    expect(text).toContain('20 more layers with smaller shares');
    expect(text).toContain('l59');
    expect(text).not.toContain('l19');
  });

  test('no layers, no drawing', () => {
    expect(renderLayers([], options)).toBe('');
  });
});

test('a distribution has a ring a draw and its quartiles as a box', () => {
  const { distribution } = linearReport;
  const svg = renderDistribution([{ label: 'now', value: distribution as Distribution }], options);
  expect(painted(svg, 'top', 'circle')).toHaveLength(distribution?.values.length ?? 0);
  expect(painted(svg, 'certified', 'rect')).toHaveLength(1);
});

test('whatever the figures are, every coordinate is finite and inside the drawing', () => {
  const positive = fc.double({ min: 1e-300, max: 1e300, noNaN: true });
  fc.assert(
    fc.property(fc.array(positive, { minLength: 1, maxLength: 60 }), fc.option(positive), (values, cut) => {
      const eigenvalues = [...values].sort((a, b) => b - a);
      const svg = renderSpectrum([one('now', { eigenvalues, cut, undecided: cut === null ? [] : [cut] })], options);
      for (const { attributes } of elementsOf(svg))
        for (const [name, end] of [
          ['cx', 500],
          ['cy', 280],
          ['x1', 500],
          ['x2', 500],
          ['y1', 280],
          ['y2', 280],
        ] as const)
          if (name in attributes) {
            expect(Number(attributes[name])).toBeGreaterThanOrEqual(0);
            expect(Number(attributes[name])).toBeLessThanOrEqual(end);
          }
    }),
  );
});
