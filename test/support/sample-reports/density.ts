import type { Outcome } from '../../../src/report/outcome';
import type { Report, SpectralDensity } from '../../../src/report/report';
import { skippedReport, skippedSource } from './skipped';

/** A tenth of the eigenvalues near zero, the others even on a logarithmic scale from 1e-4 to 100. */
export const density: SpectralDensity = {
  size: 2000,
  probes: 12,
  steps: 40,
  points: Array.from({ length: 61 }, (_, at) => [10 ** (at / 10 - 4), 0.1 + (0.9 * at) / 60] as const),
  unresolved: { level: 1e-4, share: 0.1 },
  error: 0.0123,
  certainty: 'heuristic',
};

/** Products alone were within reach: the largest eigenvalue and the density. */
export const densityReport: Report = {
  ...skippedReport,
  spectrum: {
    ...skippedReport.spectrum,
    lambdaMax: 100,
    trace: 2400,
    density,
    method: 'products with J and its transpose (31 Lanczos steps, relative residual 1e-10)',
  },
};

export const densityOutcome: Outcome = {
  file: 'huge.arch',
  source: skippedSource,
  report: densityReport,
  problems: [],
};
