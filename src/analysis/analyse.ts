import { diagnose } from '../diagnosis/diagnose';
import type { Measurements } from '../diagnosis/rule';
import type { FactoredJacobian } from '../gauss-newton/factored-jacobian';
import type { LinearBounds } from '../gauss-newton/bounds/linear-bounds';
import { factoredJacobian } from '../gauss-newton/jacobian';
import { type SecondMomentFactor, secondMomentFactor } from '../gauss-newton/second-moment-factor';
import { type MeasuredSpectrum, measureSpectrum } from '../gauss-newton/spectrum';
import { instantiate } from '../network/instantiate';
import type { Network } from '../network/network';
import { forwardOnData } from '../network/passes';
import type { Distribution, Report, Skipped, Spectrum } from '../report/report';
import type { Architecture } from '../spec/architecture';
import type { Files } from '../spec/files';
import type { Problem } from '../spec/problem';
import { optimisationFigures } from '../theory/optimisation/optimisation';
import { activity } from './activity';
import { branchRadii } from '../gauss-newton/chain-structure';
import {
  boundsSection,
  bracketOf,
  linearTheorems,
  nonlinearTheorems,
  type TheoremValues,
  whyNotSchur,
} from './bounds-section';
import { Budget, factorCost, gramCost, jacobianCost, layerGramCost, linearBoundsCost } from './budget';
import { summariseData } from './data-summary';
import { DISTRIBUTION_STAGE, distributionOverSeeds } from './distribution';
import { type TopOfSpectrum, topOfSpectrum } from './largest-eigenvalue';
import { layersSection, sharesByLayer, type Shares } from './layers-section';
import { initialisationSeed, summariseModel } from './model-summary';
import { predictInitialisation } from './predictions-section';
import { completeTheory, quickTheory } from './theory/sections';
import { pendingSpectrum, skippedSpectrum, spectrumSection, topSection } from './spectrum-section';
import { type StageOptions, Stages } from './stages';

export interface AnalysisOptions extends StageOptions {
  readonly files: Files;
  /** The file's name as the user gave it; null for text without a file. */
  readonly source: string | null;
  readonly budgetSeconds: number;
  /** Thresholds by setting key. */
  readonly thresholds?: Readonly<Record<string, number>>;
  /**
   * The report so far, complete in form: after the bounds with the spectrum still to come (its `kappa` and `skipped` null), after the
   * spectrum without the distribution over seeds. Findings are those that can be decided already.
   */
  readonly onReport?: (report: Report) => void;
}

/**
 * Everything the product knows of an architecture. No report when its weights or data cannot be had; the problems say why. Rejects only
 * when the signal aborts.
 */
export async function analyse(
  architecture: Architecture,
  options: AnalysisOptions,
): Promise<{ report?: Report; problems: readonly Problem[] }> {
  const stages = new Stages(options);
  const { value: network, problems } = await stages.run('weights and data', () =>
    instantiate(architecture, options.files),
  );
  if (!network) return { problems };
  const complete = (measurements: Measurements): Report => ({
    ...measurements,
    ...diagnose({ report: measurements, architecture }, options.thresholds),
  });
  const publish = (measurements: Measurements) => options.onReport?.(complete(measurements));
  return { report: complete(await measure(network, options, stages, publish)), problems };
}

async function measure(
  network: Network,
  options: AnalysisOptions,
  stages: Stages,
  publish: (measurements: Measurements) => void,
): Promise<Measurements> {
  const budget = new Budget(options.budgetSeconds);
  const { data, moment } = await stages.run('data', () => describeData(network));
  const theorems = await stages.run('bounds of linear networks', () => proveLinear(network, moment, budget));
  const jacobian = await stages.run('Jacobian', () => jacobianWithin(network, moment, budget));
  const { bounds, linear } = await stages.run('bounds', () => theorems ?? proveNonlinear(network, jacobian, budget));
  const predictions = predictInitialisation(network, data);
  let theory = await stages.run('theory', () => quickTheory(network));
  const behaviour = await stages.run('layers', () => ({
    ...activity(network, forwardOnData(network)),
    branchRadii: branchRadii(network),
  }));
  const assemble = (spectrum: Spectrum, shares: Shares | null, distribution: Distribution | null): Measurements => {
    const described = boundsSection(bounds, spectrum.kappa);
    return {
      schemaVersion: 1,
      model: summariseModel(network, options.source),
      data,
      spectrum,
      bounds: described,
      bracket: bracketOf(described),
      layers: layersSection(network, {
        ...behaviour,
        shares,
        figures: linear?.layers ?? [],
        predictions: predictions.layers,
      }),
      theory: { ...theory, optimisation: optimisationOf(spectrum), initialisation: predictions.model },
      distribution,
      timings: [...stages.timings],
      skipped: [...budget.skipped],
    };
  };
  publish(assemble(pendingSpectrum(network.parameterCount), null, null));

  const structuralRank = linear?.structuralRank ?? null;
  const measured = await stages.run('spectrum', () => jacobian && measureWithin(jacobian, structuralRank, budget));
  const refused = budget.skipped.find(({ stage }) => stage === 'spectrum' || stage === 'Jacobian');
  const exact = measured ? undefined : exactKappa({ bounds, linear });
  const top = refused && !exact ? await topOfSpectrum(network, jacobian, budget, stages) : undefined;
  const spectrum = await stages.run('float32', () =>
    jacobian && measured
      ? spectrumSection(jacobian, measured, structuralRank)
      : spectrumInstead(network, refused, { exact, top }),
  );
  const shares =
    jacobian && measured ? await stages.run('layer shares', () => sharesByLayer(network, jacobian, measured)) : null;
  if (shares) publish(assemble(spectrum, shares, null));
  theory = await stages.run('kernels of infinite width', () => completeTheory(network, theory));
  if (!jacobian || !measured) return assemble(spectrum, shares, null);

  const distribution = await stages.run(DISTRIBUTION_STAGE, () =>
    spread({ network, moment, jacobian, measured, budget, stages }),
  );
  return assemble(spectrum, shares, distribution);
}

/** The data's own second moment, and the one of [x; 1] that a linear network with biases sees. */
function describeData({ architecture, data: { inputs }, linear, biased }: Network) {
  const plain = secondMomentFactor(inputs, false);
  const moment = linear ? (biased ? secondMomentFactor(inputs, true) : plain) : undefined;
  return { data: summariseData(architecture, inputs, plain), moment };
}

function proveLinear(
  network: Network,
  moment: SecondMomentFactor | undefined,
  budget: Budget,
): TheoremValues | undefined {
  if (!moment) return undefined;
  const may = budget.allows('bounds', linearBoundsCost(network), 'the measured kappa alone');
  return may ? linearTheorems(network, moment) : { bounds: [], linear: null };
}

function proveNonlinear(network: Network, jacobian: FactoredJacobian | undefined, budget: Budget): TheoremValues {
  const isFree = jacobian && whyNotSchur(network, jacobian) !== undefined;
  const may = jacobian && (isFree || budget.allows('Schur bound', layerGramCost(jacobian), 'the measured kappa alone'));
  return may ? nonlinearTheorems(network, jacobian) : { bounds: [], linear: null };
}

function jacobianWithin(
  network: Network,
  moment: SecondMomentFactor | undefined,
  budget: Budget,
): FactoredJacobian | undefined {
  const may = budget.allows('Jacobian', jacobianCost(network), 'what needs no derivatives of the outputs');
  return may ? factoredJacobian(network, moment) : undefined;
}

function measureWithin(
  jacobian: FactoredJacobian,
  structuralRank: number | null,
  budget: Budget,
): MeasuredSpectrum | undefined {
  if (!budget.allows('spectrum', gramCost(jacobian), 'the certified bracket of the bounds')) return undefined;
  return measureSpectrum(jacobian, {
    structuralRank,
    mayFactorise: () =>
      budget.allows(
        'singular values of J',
        factorCost(jacobian),
        'eigenvalues of the Gram matrix with their error bar',
      ),
  });
}

function optimisationOf({ lambdaMax, lambdaMin }: Spectrum) {
  return lambdaMax !== null && lambdaMin !== null ? optimisationFigures(lambdaMax, lambdaMin) : null;
}

/** Two layers have an exact kappa even where the spectrum is out of reach. */
function exactKappa({ bounds, linear }: TheoremValues): ExactKappa | undefined {
  const exact = bounds.find(({ certainty, value }) => certainty === 'exact' && value !== null);
  return linear && exact && exact.value !== null ? { linear, title: exact.title, value: exact.value } : undefined;
}

interface ExactKappa {
  readonly linear: LinearBounds;
  readonly title: string;
  readonly value: number;
}

/** What is known without the spectrum. */
function spectrumInstead(
  { parameterCount }: Network,
  refused: Skipped | undefined,
  { exact, top }: { exact: ExactKappa | undefined; top: TopOfSpectrum | undefined },
): Spectrum {
  const { reason, estimate } = refused ?? { reason: 'no learnable parameter moves the outputs', estimate: 'nothing' };
  const empty = skippedSpectrum(parameterCount, reason, estimate);
  if (!exact) return top ? { ...empty, ...topSection(top) } : empty;
  const { linear, title, value } = exact;
  return {
    ...empty,
    rank: linear.structuralRank,
    structuralRank: linear.structuralRank,
    rankCertain: linear.structuralRank !== null,
    lambdaMax: linear.lambdaMax[1],
    lambdaMin: linear.lambdaMax[1] / value,
    kappa: value,
    kappaInterval: [value, value],
    method: title,
  };
}

interface Spread {
  readonly network: Network;
  readonly moment: SecondMomentFactor | undefined;
  readonly jacobian: FactoredJacobian;
  readonly measured: MeasuredSpectrum;
  readonly budget: Budget;
  readonly stages: Stages;
}

async function spread({ network, moment, jacobian, measured, budget, stages }: Spread) {
  const { seeds, weights } = network.architecture;
  if (seeds < 2 || weights) return null;
  const cost = gramCost(jacobian);
  const all = { seconds: cost.seconds * (seeds - 1), bytes: cost.bytes };
  if (!budget.allows(DISTRIBUTION_STAGE, all, 'one draw')) return null;
  return distributionOverSeeds(network, moment, {
    seeds,
    firstSeed: initialisationSeed(network.architecture),
    first: measured.kappa,
    stages,
    mayFactorise: () => budget.allows('singular values over seeds', factorCost(jacobian), 'the Gram matrix'),
  });
}
