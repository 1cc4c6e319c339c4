import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import type { Report } from '../../src/report/report';
import { readSpecification } from '../../src/spec/specification';
import { benchmarkNet } from '../support/benchmark-nets';
import { memoryFiles } from '../support/tensor-files';

/**
 * Nets with given weights and inputs. Truth: float64 numpy, singular values of the explicit Jacobian (depth nets, tiny), eigenvalues of
 * the explicit Gram matrix (mlp100, and of PyTorch's convolutional net) and of the explicit 640 x 640 Kronecker sum (linear64).
 */
interface Benchmark {
  readonly file: string;
  readonly rank: number;
  readonly lambdaMax: number;
  readonly lambdaMin: number;
  /** Of the convolutions, which come first. */
  readonly strides?: readonly number[];
}

const table: readonly Benchmark[] = [
  { file: 'f_tiny', rank: 24, lambdaMax: 11.663354899216055, lambdaMin: 0.23557510313888264 },
  { file: 'a_mlp_n100', rank: 1000, lambdaMax: 195.5192008784, lambdaMin: 3.5571991527 },
  { file: 'b_linear_64_10_128_3', rank: 640, lambdaMax: 31.321441744185485, lambdaMin: 0.4876827667258788 },
  { file: 'd_cnn_n64', rank: 640, lambdaMax: 1575.9027778895, lambdaMin: 20.0810225239, strides: [1, 2] },
  { file: 'e_depth1', rank: 640, lambdaMax: 45.96082277457054, lambdaMin: 0.7082083075567527 },
  { file: 'e_depth5', rank: 640, lambdaMax: 415.88621718409365, lambdaMin: 0.7738832725025219 },
  { file: 'e_depth10', rank: 640, lambdaMax: 1295.848212154243, lambdaMin: 0.6666473801487353 },
  { file: 'e_depth20', rank: 640, lambdaMax: 3076.747278077938, lambdaMin: 0.2575169835660193 },
];

describe('kappa of nets given by weights and inputs', () => {
  it.each(table)('$file', async ({ file, rank, lambdaMax, lambdaMin, strides }) => {
    const { spectrum } = await analyseBenchmark(file, strides);
    expect(spectrum.rank).toBe(rank);
    expect(Math.abs(spectrum.lambdaMax! / lambdaMax - 1)).toBeLessThan(1e-9);
    expect(Math.abs(spectrum.lambdaMin! / lambdaMin - 1)).toBeLessThan(1e-9);
    expect(Math.abs(spectrum.kappa! / (lambdaMax / lambdaMin) - 1)).toBeLessThan(1e-9);
  });
});

async function analyseBenchmark(file: string, strides?: readonly number[]): Promise<Report> {
  const { source, files } = benchmarkNet(file, strides);
  const { architecture, problems } = readSpecification(source, { syntax: 'arch' });
  expect(problems).toEqual([]);
  const result = await analyse(architecture!, { files: memoryFiles(files), source: null, budgetSeconds: 120 });
  expect(result.problems).toEqual([]);
  return result.report!;
}
