/** An implicit layer before its weights are drawn: whether layers of its scale have a state, and their kernels at large width. */
import { Matrix } from '../../numerics/matrix';
import type { TheoryFigure } from '../../report/theory';
import { isUnavailable } from '../../theory/certainty';
import { degeneracies, type Degeneracy } from '../../theory/equilibrium/degeneracy';
import { effectiveDepth, equilibriumRates } from '../../theory/equilibrium/depth';
import { pairCost } from '../../theory/dual-activations/prepared-dual';
import {
  type EquilibriumDeviations,
  type EquilibriumKernel,
  equilibriumKernel,
  equilibriumVariance,
  sourceCovariance,
} from '../../theory/equilibrium/kernel';
import type { EquilibriumLayer } from '../../theory/equilibrium/layers';
import { certifiedDeviation, gaussianWellPosedness } from '../../theory/equilibrium/well-posedness';
import { equilibriumWidthRule } from '../../theory/equilibrium/width-rule';
import { figure } from './figure';

const page = 'docs/theory/equilibrium.md';

/** Positions in a kernel, and evaluations of the activation that it may cost with twenty looks at each pair. */
const POSITIONS = 48;
const EVALUATIONS = 2e7;
const LOOKS = 20;
/** Eigenvalues below this share of the largest are rounding. */
const SINGULAR = 1e-12;
/** Error that counts as none. */
const PRECISION = 1e-6;
/** Probability of a layer without a certified state. */
const FAILURE = 1e-3;

/** read: what the layer reads, a position a row. None where the weights are no independent draws. */
export function equilibriumOfDrawnWeights(layer: EquilibriumLayer, read: Matrix): readonly TheoryFigure[] {
  const { deviations } = layer;
  if (!deviations) return [];
  const inputs = withinReach(layer, deviations, read);
  const kernel = equilibriumKernel(layer.phi, inputs, deviations);
  const known = isUnavailable(kernel) ? undefined : kernel;
  return [
    ...stateFigures(layer, deviations, known),
    ...(isUnavailable(kernel)
      ? [figure('kernelKappa', 'kappa of the output kernel', null, kernelTrust(3, kernel.reason))]
      : kernelFigures(layer, deviations, inputs, kernel)),
  ];
}

/** The first positions; fewer where their kernel would take long. */
function withinReach({ phi }: EquilibriumLayer, deviations: EquilibriumDeviations, read: Matrix): Matrix {
  const first = (rows: number) => new Matrix(rows, read.cols, read.data.slice(0, rows * read.cols));
  const all = first(Math.min(POSITIONS, read.rows));
  const source = sourceCovariance(all, deviations);
  const variances = Array.from({ length: all.rows }, (_, i) =>
    equilibriumVariance(phi, deviations.weight, source.get(i, i)),
  );
  if (!variances.every(Number.isFinite)) return all;
  const pairs = EVALUATIONS / (LOOKS * pairCost(phi, variances));
  return first(Math.max(1, Math.min(all.rows, Math.floor(Math.sqrt(2 * pairs)))));
}

function stateFigures(
  { phi, units }: EquilibriumLayer,
  { weight }: EquilibriumDeviations,
  kernel: EquilibriumKernel | undefined,
): readonly TheoryFigure[] {
  const slopes = kernel && Math.max(...Array.from({ length: kernel.slopes.rows }, (_, i) => kernel.slopes.get(i, i)));
  const posed = gaussianWellPosedness(weight, phi, units, slopes);
  const bound = (note?: string) => ({ certainty: 'bound', reference: `${page} 1, certified scale`, note }) as const;
  return [
    figure('drawnLevel', 'certain for drawn weights, at large width', posed.level, {
      certainty: posed.certainty,
      reference: `${page} 1`,
    }),
    figure('weightDeviation', 'sigma_w, the scale of W', weight, { certainty: 'exact', reference: `${page} 1` }),
    figure(
      'certifiedDeviation',
      'largest sigma_w that contracts',
      certifiedDeviation(phi, units, FAILURE),
      bound('But for one draw in 1000.'),
    ),
    figure('failureProbability', 'chance that a draw does not contract', posed.failureProbability, bound('At most.')),
    figure(
      'widthForCertainty',
      'units from which one draw in 1000 fails',
      posed.widthForCertainty,
      bound(
        Number.isFinite(posed.widthForCertainty)
          ? 'At most one.'
          : 'No width is enough: sigma_w times the steepest slope must be below 1/2.',
      ),
    ),
    figure('localRadius', 'spectral radius of D W at large width', posed.localRadius, {
      certainty: 'infinite-width',
      reference: `${page} 1`,
      note:
        posed.localRadius === null ? 'The kernel that it is read from has no limit.' : 'Iteration diverges from 1 on.',
    }),
  ];
}

function kernelFigures(
  { phi, biased, units }: EquilibriumLayer,
  deviations: EquilibriumDeviations,
  inputs: Matrix,
  kernel: EquilibriumKernel,
): readonly TheoryFigure[] {
  const [degenerate] = degeneracies(phi, inputs, { input: deviations.input, biased: biased && deviations.bias !== 0 });
  const rates = equilibriumRates(phi, deviations.weight, kernel);
  const rule = equilibriumWidthRule(phi, { weight: deviations.weight, output: 1 }, kernel);
  const on = `Of the first ${inputs.rows} positions.`;
  return [
    conditionFigure('kernelKappa', 'kappa of the output kernel', kernel.outputEigenvalues, on),
    conditionFigure('tangentKappa', 'kappa of the tangent kernel', kernel.tangentEigenvalues, on),
    ...(degenerate
      ? [
          figure('degeneracy', 'why the output kernel is singular', degenerate.kind, {
            certainty: 'exact',
            reference: `${page} 3, degeneracy`,
            note: degeneracyNote(degenerate, inputs),
          }),
        ]
      : []),
    figure(
      'kernelRate',
      'rate of the kernel, an iteration',
      Math.max(rates.kernelDiagonal, rates.kernelOffDiagonal),
      kernelTrust(4, 'Factor by which it approaches its limit.'),
    ),
    figure(
      'effectiveDepth',
      'layers that the equilibrium is worth',
      effectiveDepth(rates.state, PRECISION),
      kernelTrust(4, rates.state < 1 ? 'Iterations to an error of 1e-6.' : 'Iteration does not converge.'),
    ),
    figure('widthRule', 'units that resolve the smallest eigenvalue', degenerate ? Infinity : rule.width, {
      certainty: 'heuristic',
      reference: `${page} 6, width`,
      note: widthNote(units, degenerate ? Infinity : rule.width),
    }),
  ];
}

function widthNote(units: number, width: number): string {
  return Number.isFinite(width)
    ? `Of the output kernel; this layer has ${units}.`
    : 'The kernel is singular, so no width does.';
}

function conditionFigure(id: string, title: string, ascending: readonly number[], on: string): TheoryFigure {
  const [least, most] = [ascending[0], ascending[ascending.length - 1]];
  const isSingular = !(least > SINGULAR * most);
  return figure(
    id,
    title,
    isSingular ? null : most / least,
    kernelTrust(3, isSingular ? 'The kernel is singular.' : on),
  );
}

function kernelTrust(section: number, note: string | null = null) {
  return { certainty: 'infinite-width', reference: `${page} ${section}, kernel`, note } as const;
}

function degeneracyNote(degenerate: Degeneracy, inputs: Matrix): string {
  switch (degenerate.kind) {
    case 'no input':
      return 'The layer does not read its input.';
    case 'affine':
      return `The layer is affine: rank ${degenerate.rank} at most for ${inputs.rows} positions.`;
    default: {
      const [[i, j]] = degenerate.pairs;
      return `Positions ${i + 1} and ${j + 1}${degenerate.pairs.length > 1 ? ` and ${degenerate.pairs.length - 1} more pairs` : ''}.`;
    }
  }
}
