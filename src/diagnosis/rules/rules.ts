/** Every rule, in the order of the codes. */
import type { Rule } from '../rule';
import { alignmentUnproved } from './alignment-unproved';
import { antipodalSamples } from './antipodal-samples';
import { batchEntropy } from './batch-entropy';
import { bottleneck } from './bottleneck';
import { boundVacuous } from './bound-vacuous';
import { convergenceCertain } from './convergence-certain';
import { convergenceUncertain } from './convergence-uncertain';
import { correlatedData } from './correlated-data';
import { deadUnits } from './dead-units';
import { duplicateSamples } from './duplicate-samples';
import { emptyWindow } from './empty-window';
import { equilibriumDegenerate } from './equilibrium-degenerate';
import { equilibriumDivergent } from './equilibrium-divergent';
import { equilibriumLocal } from './equilibrium-local';
import { equilibriumMonotone } from './equilibrium-monotone';
import { equilibriumNearlySingular } from './equilibrium-nearly-singular';
import { equilibriumUncertain } from './equilibrium-uncertain';
import { fewSamples } from './few-samples';
import { float32Misleads } from './float32-misleads';
import { gradientsOffCriticality } from './gradients-off-criticality';
import { kappaHigh } from './kappa-high';
import { kernelIllConditioned } from './kernel-ill-conditioned';
import { kinks } from './kinks';
import { layerImbalance } from './layer-imbalance';
import { lazyScale } from './lazy-scale';
import { lengthMap } from './length-map';
import { maxPoolTies } from './max-pool-ties';
import { nearlyLinear } from './nearly-linear';
import { narrowForTheory } from './narrow-for-theory';
import { plateau } from './plateau';
import { productBoundInvalid } from './product-bound-invalid';
import { rankLoss } from './rank-loss';
import { rankOneStart } from './rank-one-start';
import { rankUndecidable } from './rank-undecidable';
import { signalLost } from './signal-lost';
import { skipBelowRadius } from './skip-below-radius';
import { slowTraining } from './slow-training';
import { smallBatchStatistics } from './small-batch-statistics';
import { smallLearningRate } from './small-learning-rate';
import { stageOverBudget } from './stage-over-budget';
import { uncentredActivation } from './uncentred-activation';
import { uncentredData } from './uncentred-data';
import { unscaledBranches } from './unscaled-branches';
import { unsupportedLayer } from './unsupported-layer';
import { unusedTokens } from './unused-tokens';
import { widthSmallForDepth } from './width-small-for-depth';

export const rules: readonly Rule[] = [
  kappaHigh,
  bottleneck,
  rankLoss,
  widthSmallForDepth,
  skipBelowRadius,
  unscaledBranches,
  productBoundInvalid,
  boundVacuous,
  rankUndecidable,
  float32Misleads,
  layerImbalance,
  deadUnits,
  kinks,
  maxPoolTies,
  unusedTokens,
  smallBatchStatistics,
  correlatedData,
  uncentredData,
  fewSamples,
  duplicateSamples,
  antipodalSamples,
  uncentredActivation,
  signalLost,
  gradientsOffCriticality,
  lengthMap,
  narrowForTheory,
  batchEntropy,
  emptyWindow,
  nearlyLinear,
  kernelIllConditioned,
  alignmentUnproved,
  plateau,
  rankOneStart,
  equilibriumUncertain,
  equilibriumMonotone,
  equilibriumLocal,
  equilibriumDivergent,
  equilibriumDegenerate,
  equilibriumNearlySingular,
  smallLearningRate,
  slowTraining,
  convergenceCertain,
  convergenceUncertain,
  lazyScale,
  stageOverBudget,
  unsupportedLayer,
];
