/** What depth buys and costs: a kernel conditioned well enough on one side, gradients grown a thousandfold on the other. */
import type { TheoryCurve, TheoryFigure } from '../../report/theory';
import { depthForGradientGrowth, depthForKappa } from '../../theory/deep-conditioning/depth-for-kappa';
import { correlationsByDepth } from '../../theory/deep-conditioning/depth-recursion';
import { gershgorinLimits } from '../../theory/deep-conditioning/gershgorin';
import { iteratedOffDiagonalBounds } from '../../theory/deep-conditioning/off-diagonal-bounds';
import { depthOfSignalLoss, linearSignalShare } from '../../theory/deep-conditioning/signal-decay';
import { equicorrelatedKappa, limitingCorrelation } from '../../theory/deep-conditioning/uncentred-limit';
import { activationMoments } from '../../theory/dual-activations/moments';
import { normalisedDual } from '../../theory/dual-activations/normalised-dual';
import type { HiddenLayer } from './dense-chain';
import { figure } from './figure';

const page = 'docs/theory/deep-conditioning.md';
const exact = { certainty: 'exact' as const };
const wide = { certainty: 'infinite-width' as const };
/** Growth of gradients that counts as an explosion, kappa that counts as conditioned. */
const EXPLOSION = 1e3;
const TARGET = 2;

export interface InputGeometry {
  readonly samples: number;
  /** Largest |x_i . x_j|, i != j, of the unit inputs. */
  readonly largest: number;
}

export function depthFigures({ phi }: HiddenLayer, { samples, largest }: InputGeometry, depth: number): TheoryFigure[] {
  const { nonlinearity, normalisedSlope, mean, secondMoment } = activationMoments(phi);
  const needed = depthForKappa(normalisedDual(phi), samples, largest, TARGET);
  const explosion = depthForGradientGrowth(normalisedSlope, EXPLOSION);
  const centred = mean ** 2 / secondMoment < 1e-3;
  const limit = limitingCorrelation(phi);
  return [
    figure('depthNeeded', `depth for kappa ${TARGET}, normalised`, needed, {
      ...wide,
      reference: `${page} 6`,
      note: needed === null ? 'no depth gets there: parallel inputs or a linear activation' : null,
    }),
    figure('depthOfExplosion', 'depth of thousandfold gradients, normalised', explosion, {
      ...wide,
      reference: `${page} 6`,
      note: Number.isFinite(explosion) ? null : 'never: the activation is linear',
    }),
    figure('window', 'window: deep enough to exploding', windowVerdict(needed, explosion), {
      ...wide,
      reference: `${page} 6`,
      note:
        needed !== null && needed > explosion
          ? 'layer norm with residual connections, or an activation with a lower mu, opens it'
          : null,
    }),
    figure('signalShare', 'linear share of the signal at the end', linearSignalShare(nonlinearity, depth), {
      ...wide,
      reference: `${page} 7`,
    }),
    figure('signalDepth', 'depth that leaves one per cent of it', depthOfSignalLoss(nonlinearity, 0.01), {
      ...exact,
      reference: `${page} 7`,
      note: nonlinearity > 0 ? null : 'never: the activation is linear',
    }),
    ...(centred
      ? []
      : [
          figure('limitingKappa', 'kappa that depth leads to, not normalised', equicorrelatedKappa(samples, limit), {
            ...wide,
            reference: `${page} 9`,
            note:
              limit >= 1
                ? 'all inputs become parallel: it grows without limit'
                : 'the activation is not centred, so that all pairs of inputs become equally correlated',
          }),
        ]),
  ];
}

/** Conditioning that depth buys against gradients that it costs. */
export function windowCurve(
  { phi, activation }: HiddenLayer,
  { samples, largest }: InputGeometry,
  depth: number,
): TheoryCurve {
  const { normalisedSlope, nonlinearity } = activationMoments(phi);
  const map = normalisedDual(phi);
  const needed = depthForKappa(map, samples, largest, TARGET);
  const explosion = depthForGradientGrowth(normalisedSlope, EXPLOSION);
  const longest = Math.min(
    400,
    Math.ceil(Math.max(8, 1.3 * depth, ...[needed ?? 0, explosion].filter(Number.isFinite).map((l) => 1.15 * l))),
  );
  const kappas = (correlations: readonly number[]) =>
    correlations.flatMap((r, at) => {
      const { kappa } = gershgorinLimits(samples, Math.abs(r));
      return kappa === null ? [] : [[at + 1, kappa] as const];
    });
  return {
    id: 'window',
    title: `Depth: conditioning gained, gradients lost (${activation}, normalised)`,
    horizontal: { title: 'hidden layers', scale: 'linear' },
    vertical: { title: 'kappa, growth', scale: 'log' },
    series: [
      {
        name: 'bound on kappa of the kernel',
        certainty: 'infinite-width',
        points: kappas(correlationsByDepth(map, largest, longest)),
      },
      {
        name: 'the same from mu alone',
        certainty: 'infinite-width',
        points: kappas(iteratedOffDiagonalBounds(nonlinearity, largest, longest)),
      },
      {
        name: 'growth of squared gradients',
        certainty: 'infinite-width',
        points: Array.from({ length: longest }, (_, at) => [at + 1, normalisedSlope ** (at + 1)] as const).filter(
          ([, value]) => value < 1e12,
        ),
      },
    ],
    marks: [
      { title: 'this network', at: depth },
      ...(needed === null || needed > longest ? [] : [{ title: 'deep enough', at: needed }]),
      ...(explosion > longest ? [] : [{ title: 'gradients x1000', at: explosion }]),
    ],
  };
}

function windowVerdict(needed: number | null, explosion: number): string {
  if (needed === null) return 'none';
  if (!Number.isFinite(explosion)) return `from ${needed}`;
  return needed <= explosion ? `${needed} to ${Math.floor(explosion)} layers` : 'empty';
}
