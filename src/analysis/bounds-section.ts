import type { BoundValue } from '../gauss-newton/bounds/bound-value';
import { bilinearRayleighQuotients } from '../gauss-newton/bounds/bilinear-rayleigh';
import { centredLogits, centringBasis } from '../gauss-newton/bounds/centred-logits';
import { circularBounds } from '../gauss-newton/bounds/circular-convolution';
import {
  binaryCrossEntropyCurvature,
  crossEntropyBounds,
  crossEntropyCurvature,
  type CurvatureRange,
} from '../gauss-newton/bounds/cross-entropy';
import { type LinearBounds, linearBounds } from '../gauss-newton/bounds/linear-bounds';
import { layerProductBound } from '../gauss-newton/bounds/layer-product';
import { deepResidualBound, residualBound } from '../gauss-newton/bounds/residual';
import { schurBound } from '../gauss-newton/bounds/schur';
import { noSharedWeightBound, sharedWeightBounds } from '../gauss-newton/bounds/shared-weights';
import { extremeSingularValues } from '../gauss-newton/certified-singular-values';
import type { FactoredJacobian, JacobianPart } from '../gauss-newton/factored-jacobian';
import { linearJacobianOn } from '../gauss-newton/jacobian';
import { conditionOfSigma, type KroneckerSum } from '../gauss-newton/kronecker-sum';
import { linearFactors } from '../gauss-newton/linear-factors';
import { classProbabilities } from '../gauss-newton/loss-factor';
import { plainDenseChain, residualStages, weightOf } from '../gauss-newton/chain-structure';
import type { SecondMomentFactor } from '../gauss-newton/second-moment-factor';
import { loewnerBracket } from '../gauss-newton/shared-weights';
import { Matrix } from '../numerics/matrix';
import { forwardOnData, outputOf } from '../network/passes';
import type { Network } from '../network/network';
import type { Bound, Report } from '../report/report';
import { classScores } from '../spec/class-scores';

/** What the theorems give, and the figures of linear networks that the layers' table shows. */
export interface TheoremValues {
  readonly bounds: readonly BoundValue[];
  /** Of a linear network under mse; null for any other. */
  readonly linear: LinearBounds | null;
}

/** Bounds of a linear network, from its Kronecker sum and under cross-entropies from the loss' curvature. */
export function linearTheorems(network: Network, moment: SecondMomentFactor): TheoremValues {
  const factors = linearFactors(network, moment);
  if (!factors.sum) return sharedWeightTheorems(network, moment, notLinear(factors.reason));
  const { loss } = network.architecture;
  const sum = loss === 'cross_entropy' ? centredLogits(factors.sum, classScores(network.architecture)) : factors.sum;
  const bounds = linearBounds(sum);
  const linear = moment.rankCertain ? bounds : { ...bounds, structuralRank: null };
  if (loss === 'mse')
    return { bounds: [...linear.bounds, ...productTheorem(network, sum), ...residualTheorems(network, sum)], linear };
  return { bounds: crossEntropyBounds(range(linear), curvature(network)), linear: null };
}

/** Bounds of a linear network whose weights act at several places, or not all; `plain` says why the others do not apply. */
function sharedWeightTheorems(network: Network, moment: SecondMomentFactor, plain: BoundValue): TheoremValues {
  const { architecture } = network;
  const centred = architecture.loss === 'cross_entropy';
  const scores = classScores(architecture);
  const seeds = centred ? centringBasis(scores) : Matrix.identity(scores.classes * scores.positions);
  const bracket = loewnerBracket(network, moment, seeds);
  if (!bracket) return { bounds: [plain, noSharedWeightBound()], linear: null };
  const linear = sharedWeightBounds(bracket, () =>
    centred ? undefined : bilinearRayleighQuotients(linearJacobianOn(network, moment.samples, moment.ones)),
  );
  if (architecture.loss !== 'mse')
    return { bounds: [plain, ...crossEntropyBounds(range(linear), curvature(network))], linear: null };
  const circular = circularBounds(network, moment);
  return { bounds: [plain, ...circular.bounds, ...linear.bounds], linear: { ...linear, ...circular.limits } };
}

/** Bounds of any network of plain dense layers, from the Gram matrices of its features and derivatives. */
export function nonlinearTheorems(network: Network, jacobian: FactoredJacobian): TheoremValues {
  const reason = whyNotSchur(network, jacobian);
  if (reason !== undefined) return { bounds: [{ ...schurBound([]), value: null, reason }], linear: null };
  const plain = jacobian.parts.flatMap((part) => (part.jacobian.form === 'outer' ? [part.jacobian] : []));
  return { bounds: [schurBound(plain)], linear: null };
}

/** Why the bound of dense layers says nothing of this network; undefined where it does. */
export function whyNotSchur({ architecture }: Network, { parts }: FactoredJacobian): string | undefined {
  if (parts.length === 0) return 'No learnable weight moves the outputs.';
  const odd = parts.find((part) => !isPlainDense(part));
  return odd && `${architecture.layers[odd.layer].name} is not a plain dense layer.`;
}

/** Bounds beside the measured value. */
export function boundsSection(bounds: readonly BoundValue[], kappa: number | null): readonly Bound[] {
  return bounds.map(({ value, ...theorem }) => ({
    ...theorem,
    value,
    gap: value !== null && kappa !== null ? value / kappa : null,
    applies: value !== null,
  }));
}

/** Tightest certified interval that the bounds alone give. */
export function bracketOf(bounds: readonly BoundValue[]): Report['bracket'] {
  const certified = bounds.filter(({ certainty }) => certainty === 'bound' || certainty === 'exact');
  const values = (direction: Bound['direction']) =>
    certified.flatMap((bound) =>
      bound.value !== null && (bound.direction === direction || bound.certainty === 'exact') ? [bound.value] : [],
    );
  const high = Math.min(...values('upper'));
  // An exact value bounds from both sides; rounding must not turn the ends around.
  const low = Math.min(Math.max(...values('lower')), high);
  return { low: Number.isFinite(low) ? low : null, high: Number.isFinite(high) ? high : null };
}

/** Asked of chains only: nowhere else would anybody multiply the layers' condition numbers. */
function productTheorem(network: Network, sum: KroneckerSum): readonly BoundValue[] {
  const weights = plainDenseChain(network)?.map((node) => weightOf(network, node));
  if (!weights) return [];
  const bound = layerProductBound({
    widths: [sum.rank, ...weights.map(({ rows }) => rows)],
    layerConditions: () => weights.map(extremeSingularValues).map(({ largest, smallest }) => largest / smallest),
    kappaSigma: sum.sigma.full ? conditionOfSigma(sum) : null,
  });
  return [bound];
}

function residualTheorems(network: Network, sum: KroneckerSum): readonly BoundValue[] {
  const structure = residualStages(network);
  const none = (reason: string) => [{ ...residualBound([], 1), value: null, reason }];
  if ('reason' in structure) return none(structure.reason);
  const narrowest = Math.min(...sum.terms.map(({ left }) => left.cols));
  if (!sum.sigma.full || narrowest < Math.max(sum.outputs, sum.rank))
    return none('Some width is below the rank of the data or the number of outputs.');
  const { stages, branchNorm } = structure;
  const kappaSigma = conditionOfSigma(sum);
  const depth = stages.length;
  const deep = branchNorm === null ? [] : [deepResidualBound(depth * branchNorm, depth, kappaSigma)];
  return [residualBound(stages, kappaSigma), ...deep];
}

function notLinear(reason: string): BoundValue {
  return {
    id: 'U0',
    title: 'Kronecker extremes (U0)',
    direction: 'upper',
    certainty: 'bound',
    reference: 'docs/theory/gauss-newton.md 3.1',
    value: null,
    reason,
  };
}

function range({ lambdaMax, lambdaMin }: LinearBounds): { lower: number | null; upper: number | null } {
  const upper = lambdaMax[1] / lambdaMin[0];
  const lower = lambdaMin[1] < Infinity ? Math.max(1, lambdaMax[0] / lambdaMin[1]) : null;
  return { lower, upper: Number.isFinite(upper) ? upper : null };
}

function curvature(network: Network): CurvatureRange {
  const logits = outputOf(network, forwardOnData(network));
  if (network.architecture.loss === 'binary_cross_entropy')
    return binaryCrossEntropyCurvature(
      new Matrix(
        logits.rows,
        logits.cols,
        logits.data.map((value) => 1 / (1 + Math.exp(-value))),
      ),
    );
  return crossEntropyCurvature(classProbabilities(logits, classScores(network.architecture)));
}

function isPlainDense({ jacobian, shared }: JacobianPart): boolean {
  return jacobian.form === 'outer' && jacobian.positions === 1 && !jacobian.mask && !shared;
}
