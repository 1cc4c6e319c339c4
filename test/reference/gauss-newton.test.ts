import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import type { Report } from '../../src/report/report';
import { readSpecification } from '../../src/spec/specification';
import { gaussNewtonKinds } from './kinds/registry';
import { referenceFiles } from './stored-cases';
import { type ReferenceCase, specificationOf } from '../support/reference-specification';

/** 60-digit truth. */
const cases = referenceFiles
  .flatMap((file) => file.cases as readonly ReferenceCase[])
  .filter(({ kind }) => gaussNewtonKinds.has(kind));

async function report(reference: ReferenceCase): Promise<Report> {
  const { source, files } = specificationOf(reference);
  const { architecture, problems } = readSpecification(source, { syntax: 'arch' });
  expect(problems).toEqual([]);
  const result = await analyse(architecture!, { files, source: null, budgetSeconds: 60 });
  expect(result.problems).toEqual([]);
  return result.report!;
}

const relative = (actual: number | null | undefined, expected: number) => Math.abs((actual ?? NaN) / expected - 1);
const kappaTolerance = (kappa: number) => (kappa <= 1e12 ? 1e-9 : 2 ** -52 * 4 * Math.sqrt(kappa));
const boundIds: Record<string, string> = { U_staircase: 'staircase', Lweyl: 'weyl', U_schur: 'schur' };

it('tells the cases apart', () => {
  const ids = cases.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(cases.map((reference) => [reference.id, reference] as const))('%s', (_, reference) => {
  it('has the reference spectrum, rank, kappa, bounds and layer figures', async () => {
    const { spectrum, bounds, layers } = await report(reference);
    // The mlp cases give eigenvalues of J J^T without 1/n.
    const scale = reference.kind === 'mlp' ? reference.X[0].length : 1;
    const kappa = Number(reference.kappa);
    expect(spectrum.rank).toBe(reference.rank);
    expect(spectrum.rankCertain).toBe(true);
    expect(relative(spectrum.kappa, kappa)).toBeLessThan(kappaTolerance(kappa));
    expect(spectrum.kappaInterval![0]).toBeLessThanOrEqual(kappa * (1 + 1e-15));
    expect(spectrum.kappaInterval![1]).toBeGreaterThanOrEqual(kappa * (1 - 1e-15));
    expect(relative(spectrum.lambdaMin! * scale, Number(reference.lambda_min_nz))).toBeLessThan(
      spectrum.relativeError!,
    );
    reference.eigenvalues.forEach((value, at) =>
      expect(relative(spectrum.eigenvalues![at] * scale, value)).toBeLessThan(
        kappaTolerance(reference.eigenvalues[0] / value),
      ),
    );

    for (const [name, value] of Object.entries(reference.bounds)) {
      const bound = bounds.find(({ id }) => id === (boundIds[name] ?? name))!;
      if (value === null) expect([name, bound.applies]).toEqual([name, false]);
      else expect([name, relative(bound.value, Number(value)) < 1e-9]).toEqual([name, true]);
    }
    for (const { direction, value } of bounds.filter(({ applies }) => applies)) {
      if (direction === 'upper') expect(value! / kappa).toBeGreaterThan(1 - 1e-9);
      else expect(value! / kappa).toBeLessThan(1 + 1e-9);
    }

    const learned = layers.filter(({ parameters }) => parameters > 0);
    const table: Record<string, readonly (string | number)[] | undefined> = {
      alpha: reference.alpha,
      term: reference.layer_terms_k2k2,
      top: reference.layer_top,
      bottom: reference.layer_bottom,
      rankLeft: reference.rank_left,
      rankRight: reference.rank_right,
    };
    for (const [key, values] of Object.entries(table))
      values?.forEach((value, at) => {
        const actual = learned[at][key as 'alpha'];
        expect([key, at, relative(actual, Number(value)) < 1e-9]).toEqual([key, at, true]);
      });
    expect(learned.reduce((sum, { bottomShare }) => sum + bottomShare!, 0)).toBeCloseTo(1, 12);
  });
});
