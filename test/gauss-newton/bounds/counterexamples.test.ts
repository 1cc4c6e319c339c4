import { describe, expect, it } from 'vitest';
import { layerProductBound } from '../../../src/gauss-newton/bounds/layer-product';
import { linearBounds } from '../../../src/gauss-newton/bounds/linear-bounds';
import { Matrix } from '../../../src/numerics/matrix';
import { explicitSpectrum } from '../../support/explicit-gauss-newton';
import { caseSum, chainSum, linearCases } from '../../support/reference-linear';

const valueOf = (sum: ReturnType<typeof chainSum>, id: string) =>
  linearBounds(sum).bounds.find((bound) => bound.id === id && bound.direction === 'upper')?.value ?? NaN;
const white = (d: number) => Matrix.identity(d).scale(Math.sqrt(d));

describe('product of layer condition numbers (U4)', () => {
  // docs/theory/gauss-newton.md 3.1: orthonormal layers that expand and shrink, kappa(W^i) = 1, kappa(G) = 1.498.
  const e = 0.05;
  const expanding = Matrix.fromRows([
    [1, 0],
    [0, e],
    [0, 0],
    [0, Math.sqrt(1 - e * e)],
  ]);
  const shrinking = Matrix.fromRows([
    [1, 0, 0, 0],
    [0, 1, 0, 0],
  ]);
  const sum = chainSum([expanding, shrinking, Matrix.identity(2)], white(2));

  it('is refuted by widths that differ, and not offered there', () => {
    expect(explicitSpectrum(sum).kappa).toBeCloseTo(1.498, 3);
    expect(layerProductBound({ widths: [2, 4, 2, 2], layerConditions: () => [1, 1, 1], kappaSigma: 1 })).toMatchObject({
      value: null,
      reason: 'The hidden widths differ.',
    });
    expect(
      layerProductBound({ widths: [4, 3, 3, 2], layerConditions: () => [1, 1, 1], kappaSigma: 1 }).value,
    ).toBeNull();
  });

  it('U0 to U3 hold there', () => {
    for (const id of ['U0', 'U1', 'staircase']) expect(valueOf(sum, id)).toBeGreaterThan(1.497);
  });

  it('leaves out the best conditioned layer', () => {
    const product = layerProductBound({ widths: [2, 3, 3, 2], layerConditions: () => [2, 3, 5], kappaSigma: 7 });
    expect(product.value).toBeCloseTo(7 * 9 * 25, 10);
    expect(layerProductBound({ widths: [2, 3, 2], layerConditions: () => [2, 3], kappaSigma: 1 }).value).toBeCloseTo(
      9,
      10,
    );
    expect(layerProductBound({ widths: [2, 3], layerConditions: () => [2], kappaSigma: 7 }).value).toBe(7);
    expect(layerProductBound({ widths: [2, 3], layerConditions: () => [2], kappaSigma: null }).value).toBeNull();
  });
});

describe('bottlenecks', () => {
  // docs/theory/gauss-newton.md 3.3: summing the smallest nonzero products over all layers is wrong.
  it('the sum over all layers lies below kappa; the staircase does not', () => {
    const naive = linearCases
      .filter(({ id }) => id.startsWith('bottleneck'))
      .map((item) => {
        const { layers } = linearBounds(caseSum(item));
        const total = (pick: (layer: (typeof layers)[number]) => number) =>
          layers.reduce((sum, layer) => sum + pick(layer), 0);
        expect(valueOf(caseSum(item), 'staircase')).toBeGreaterThan(Number(item.kappa) * (1 - 1e-9));
        return total(({ top }) => top) / total(({ bottom }) => bottom) / Number(item.kappa);
      });
    expect(Math.min(...naive)).toBeLessThan(0.9);
  });

  it('one hidden unit, by hand', () => {
    // x -> w v^T x with |w| = 2, |v| = 3, white: A_1 = w w^T, B_2 = v v^T; eigenvalues 13 on w (x) v, 4 and 9 beside it.
    const sum = chainSum([Matrix.fromRows([[3, 0]]), Matrix.fromRows([[2], [0]])], white(2));
    const found = linearBounds(sum);
    expect(explicitSpectrum(sum).eigenvalues).toEqual([13, 9, 4].map((value) => expect.closeTo(value, 12)));
    expect(found.structuralRank).toBe(3);
    for (const id of ['two_layer_exact', 'U0', 'staircase']) expect(valueOf(sum, id)).toBeCloseTo(13 / 4, 12);
    // Wolkowicz and Styan: mean 26/3, variance 122/9, rank 3.
    const step = Math.sqrt(122 / 9 / 2);
    const traces = found.bounds.find(({ id }) => id === 'wolkowicz_styan');
    expect(traces?.value).toBeCloseTo((26 / 3 + step) / (26 / 3 - step), 12);
    expect(found.lambdaMax).toEqual([expect.closeTo(13, 12), expect.closeTo(13, 12)]);
    expect(found.lambdaMin).toEqual([expect.closeTo(4, 12), expect.closeTo(4, 12)]);
  });
});

describe('rank', () => {
  it('of a longer product is not raised by its rounding', () => {
    // W1 has rank one; W3 all but annihilates its image, so that what W3 W2 W1 rounds to has two clear singular values.
    const weights = [
      [
        [1, 3],
        [3, 9],
      ],
      [
        [0.1, 0.7],
        [0.3, 0.11],
      ],
      [
        [0.63, -2.2 + 1e-9],
        [1.26, -4.4],
      ],
      [
        [1, 2],
        [0.5, -1],
      ],
    ].map((rows) => Matrix.fromRows(rows));
    const found = linearBounds(chainSum(weights, white(2)));
    expect(found.layers.map(({ rankRight }) => rankRight)).toEqual([2, 1, 1, 1]);
    expect(found.structuralRank).toBe(4);
  });
});

describe('networks with parallel paths', () => {
  it('count a singular term with its true minimum, by hand', () => {
    // Ghat = I (x) diag(4, 1) + diag(2, 0) (x) I, kappa 6: tops 4 and 2, bottoms 1 and 0.
    const terms = [
      { layer: 0, left: Matrix.identity(2), data: Matrix.diagonal([2, 1]) },
      { layer: 1, left: Matrix.diagonal([Math.SQRT2, 0]), data: Matrix.identity(2) },
    ];
    const sum = {
      outputs: 2,
      rank: 2,
      terms,
      nested: false,
      sigma: { eigenvalues: Float64Array.of(4, 1), full: true },
    };
    const weyl = linearBounds(sum).bounds.find(({ id }) => id === 'weyl');
    expect(weyl?.value).toBeCloseTo(Math.max(4 + 0, 2 + 1) / Math.min(1 + 2, 0 + 4), 12);
    for (const id of ['U0', 'U1', 'two_term']) expect(valueOf(sum, id), id).toBeCloseTo(6, 12);
  });

  it('get no bound from theorems about nested ranges', () => {
    const terms = [
      { layer: 0, left: Matrix.diagonal([1, 0]), data: Matrix.diagonal([2, 0]) },
      { layer: 1, left: Matrix.identity(2), data: Matrix.diagonal([0, 1]) },
    ];
    const sum = {
      outputs: 2,
      rank: 2,
      terms,
      nested: false,
      sigma: { eigenvalues: Float64Array.of(1, 1), full: true },
    };
    for (const id of ['two_layer_exact', 'staircase', 'U0', 'U1']) expect(valueOf(sum, id), id).toBeNaN();
    expect(linearBounds(sum).structuralRank).toBeNull();
  });
});

describe('closed forms', () => {
  it('aligned balanced layers, white: sum_l s_i^{2(L-l)/L} s_j^{2(l-1)/L}', () => {
    const depth = 3;
    const s = [4, 1, 0.5];
    const layer = Matrix.diagonal(s.map((value) => value ** (1 / depth)));
    const sum = chainSum([layer, layer, layer], white(3));
    const eigenvalues = s.flatMap((si) =>
      s.map((sj) =>
        [1, 2, 3].reduce((total, l) => total + si ** ((2 * (depth - l)) / depth) * sj ** ((2 * (l - 1)) / depth), 0),
      ),
    );
    const kappa = Math.max(...eigenvalues) / Math.min(...eigenvalues);
    for (const id of ['U0', 'U1', 'U2', 'als']) {
      const bound = linearBounds(sum).bounds.find((found) => found.id === id);
      expect(bound?.value, id).toBeCloseTo(kappa, 10);
    }
  });

  it('zero weights leave nothing to condition', () => {
    const zero = { ...chainSum([new Matrix(2, 2), new Matrix(2, 2)], white(2)) };
    const dead = { ...zero, terms: zero.terms.slice(0, 1) };
    for (const { id, value, reason } of linearBounds(dead).bounds) {
      expect(value, id).toBeNull();
      expect(reason, id).not.toBe('');
    }
    expect(linearBounds(dead)).toMatchObject({ structuralRank: 0, lambdaMax: [0, 0], lambdaMin: [0, 0] });
  });
});
