import { describe, expect, it } from 'vitest';
import { factorCost, jacobianCost, kappaCost, linearBoundsCost, spectrumCost } from '../../src/analysis/budget';
import type { FactoredJacobian } from '../../src/gauss-newton/factored-jacobian';
import type { Matrix } from '../../src/numerics/matrix';
import { instantiate } from '../../src/network/instantiate';
import type { Network } from '../../src/network/network';
import { validArch } from '../support/elaborate-arch';
import { memoryFiles } from '../support/tensor-files';

async function networkOf(body: string): Promise<Network> {
  return (await instantiate(validArch(`model M { ${body} }`), memoryFiles({}))).value!;
}

/** A convolution in shape only: nothing that the estimates read is in the entries. */
function convolution(
  samples: number,
  outputs: number,
  [positions, filters, patch]: readonly number[],
): FactoredJacobian {
  const rows = samples * outputs;
  const shape = (height: number, width: number) => ({ rows: height, cols: width, data: { length: height * width } });
  const jacobian = {
    form: 'outer',
    positions,
    left: shape(rows, positions * filters) as unknown as Matrix,
    leftWidth: filters,
    right: shape(samples, positions * patch) as unknown as Matrix,
    rightWidth: patch,
  } as const;
  const part = { layer: 0, node: 1, samples, shared: false, jacobian };
  return { samples, rowsPerSample: outputs, rows, columns: filters * patch, parts: [part] };
}

it('bounds of a linear network: singular values of a factor cost several times what eigenvalues of its square do', async () => {
  const wide = await networkOf('input 700 data gaussian(samples: 700) dense(10, bias: false) dense(10, bias: false)');
  const [least, dear] = [0, 2].map((count) => linearBoundsCost(wide, count).seconds);
  expect(least).toBeLessThan(3);
  expect(dear / least).toBeGreaterThan(5);
});

describe('what a spectrum costs', () => {
  it('five million parameters, 256 rows: no more memory than their Gram matrix', () => {
    const { seconds, bytes } = spectrumCost(convolution(64, 4, [16, 1024, 4900]));
    expect(bytes).toBe(8 * 5 * 256 ** 2);
    expect(seconds).toBeLessThan(10);
  });

  it('grows with the rows: cubed once they outweigh the products', () => {
    const small = spectrumCost(convolution(100, 10, [49, 32, 200]));
    const large = spectrumCost(convolution(400, 10, [49, 32, 200]));
    expect(large.seconds / small.seconds).toBeGreaterThan(16);
    expect(large.bytes / small.bytes).toBe(16);
  });

  it('both ends cost a fraction of all eigenvalues once these outweigh the products', () => {
    const large = convolution(600, 10, [1, 32, 200]);
    expect(spectrumCost(large).seconds / kappaCost(large).seconds).toBeGreaterThan(3);
    expect(kappaCost(large).bytes).toBeLessThan(spectrumCost(large).bytes);
  });

  it('both ends of a dense layer, 10 000 rows: half a Gram matrix, its factors, and a Cholesky factor with a copy', () => {
    const rows = 1e4;
    const { bytes } = kappaCost(convolution(1000, 10, [1, 1024, 1025]));
    expect(bytes).toBe(8 * (2 * rows ** 2 + rows * 1024 + 1000 * 1025));
  });

  it('singular values count the columns that compression leaves', () => {
    // 2 samples of 3 positions: no more than 6 of 1000 patch entries matter.
    const narrow = factorCost(convolution(2, 5, [3, 4, 6]));
    expect(factorCost(convolution(2, 5, [3, 4, 1000]))).toEqual(narrow);
  });
});

describe('what a Jacobian costs', () => {
  const conv = 'conv2d(8, kernel: 3, padding: same)';
  const tail = 'activation(relu) flatten dense(10)';
  const seconds = async (body: string) => jacobianCost(await networkOf(`input 8x8x1 ${body}`)).seconds;

  it('a weight counts at every position', async () => {
    const data = 'data gaussian(samples: 16)';
    const many = await seconds(`${data} ${conv} ${conv} ${tail}`);
    const few = await seconds(`${data} ${conv.replace('same', 'same, stride: 2')} ${conv} ${tail}`);
    expect(many / few).toBeGreaterThan(3);
  });

  it('cotangents count for the samples that are together, what is kept of J for all', async () => {
    const bytes = async (samples: number, layers: string) =>
      jacobianCost(await networkOf(`input 64x64x1 data gaussian(samples: ${samples}) ${layers} ${tail}`)).bytes;
    // By sample 10 seeds and 8 + 72 weights; the dense layer's factor of 10 seeds and 32768 inputs is 2 x 11 x 10 numbers.
    expect((await bytes(96, conv)) - (await bytes(32, conv))).toBe(8 * 64 * (10 * 80 + 2 * 11 * 10));
    const standardised = conv.replace('same', 'same, weight_standardized: true');
    expect((await bytes(96, standardised)) - (await bytes(32, standardised))).toBe(8 * 64 * 2 * 11 * (32768 + 10));
  });

  it('before a coupling its statistics go through every sample, or every seed where these are fewer', async () => {
    const wide = conv.replace('8', '400');
    const growth = async (from: number, layers: string) => {
      const of = (samples: number) => seconds(`data gaussian(samples: ${samples}) ${layers} ${tail}`);
      return (await of(4 * from)) / (await of(from));
    };
    expect(await growth(16, `${conv} batch_norm`)).toBeCloseTo(4, 1);
    expect(await growth(4, `${wide} batch_norm`)).toBeGreaterThan(12);
    expect(await growth(16, `${conv} layer_norm`)).toBeCloseTo(4, 1);
  });
});
