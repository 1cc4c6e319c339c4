import { UNUSED_ALLOWANCE } from '../diagnosis/allowances';
import { diagnose } from '../diagnosis/diagnose';
import type { Measurements } from '../diagnosis/rule';
import type { FactoredJacobian } from '../gauss-newton/factored-jacobian';
import { factoredJacobian } from '../gauss-newton/jacobian';
import { type SecondMomentFactor, secondMomentFactor } from '../gauss-newton/second-moment-factor';
import { instantiate } from '../network/instantiate';
import type { Network } from '../network/network';
import { forwardOnData } from '../network/passes';
import type { Matrix } from '../numerics/matrix';
import { memoise } from '../numerics/memoise';
import { prepareThreads } from '../numerics/wasm';
import type { Distribution, Report, Spectrum } from '../report/report';
import { silentTheory } from '../report/theory';
import type { Architecture } from '../spec/architecture';
import type { Files } from '../spec/files';
import type { Problem } from '../spec/problem';
import { optimisationFigures } from '../theory/optimisation/optimisation';
import { activity } from './activity';
import { AnalysisCache } from './analysis-cache';
import { branchRadii } from '../gauss-newton/chain-structure';
import { boundsSection, bracketOf, type TheoremValues } from './bounds-section';
import { Budget, factorCost, jacobianCost, kroneckerCost, PRODUCT_RATE } from './budget';
import { summariseData } from './data-summary';
import { DISTRIBUTION_STAGE, distributionOverSeeds } from './distribution';
import { endsOfLinear, prepareEnds } from './linear-ends';
import { type Behaviour, layersSection, type Shares } from './layers-section';
import { initialisationSeed, summariseModel } from './model-summary';
import { predictInitialisation } from './predictions-section';
import { noteMissing, type RequestedEngine } from './requested-engine';
import { completeTheory, quickTheory } from './theory/sections';
import { proveLinear, proveNonlinear } from './proven-bounds';
import { spectrumInstead } from './spectrum-instead';
import { describeKroneckerEnds, endsSection, pendingSpectrum } from './spectrum-section';
import { describeSpectrum, firstLook, firstLookCost, nothingKnown, type SpectrumSource } from './spectrum-stages';
import { type StageOptions, Stages } from './stages';
import { withinBracket } from './within-bracket';

export interface AnalysisOptions extends StageOptions {
  readonly files: Files;
  /** The file's name as the user gave it; null for text without a file. */
  readonly source: string | null;
  readonly budgetSeconds: number;
  /** What products with G are computed with where the network is large; our own kernels when absent. */
  readonly engine?: RequestedEngine;
  /** What earlier analyses left; the report is the same without. */
  readonly cache?: AnalysisCache;
  /** Thresholds by setting key. */
  readonly thresholds?: Readonly<Record<string, number>>;
  /**
   * The report so far, complete in form: after the bounds of a linear network with kappa still to come (its `kappa` and `skipped` null),
   * after kappa, after the theories, after the spectrum. What is still to come is null or silent, findings are those that can be decided
   * already.
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
  const { cache = new AnalysisCache() } = options;
  const { value: network, problems } = await stages.run('weights and data', () =>
    instantiate(architecture, options.files, { cache: cache.network }),
  );
  if (!network) return { problems };
  const complete = (measurements: Measurements): Report => ({
    ...measurements,
    ...diagnose({ report: measurements, architecture }, options.thresholds),
  });
  const { onReport } = options;
  const publish = (soFar: () => Measurements) => {
    if (!onReport) return;
    const { findings, ...report } = complete(soFar());
    // What an allowance is for may be found by a later stage.
    onReport({ ...report, findings: findings.filter(({ code }) => code !== UNUSED_ALLOWANCE) });
  };
  return { report: complete(await measure(network, { ...options, cache }, stages, publish)), problems };
}

async function measure(
  network: Network,
  options: AnalysisOptions & { readonly cache: AnalysisCache },
  stages: Stages,
  publish: (soFar: () => Measurements) => void,
): Promise<Measurements> {
  const budget = new Budget(options.budgetSeconds);
  noteMissing(options.engine, budget);
  prepareEnds(network, budget);
  const { data, moment } = await stages.run('data', () => describeData(network));
  let theorems: TheoremValues | undefined;
  const predictions = predictInitialisation(network, data);
  let behaviour: Behaviour | null = null;
  let theory = silentTheory('Still to come.');
  let spectrum = pendingSpectrum(network.parameterCount);
  let shares: Shares | null = null;
  const soFar = (distribution: Distribution | null = null): Measurements => {
    const proven = theorems?.bounds ?? [];
    const bracket = bracketOf(proven);
    const narrowed = withinBracket(spectrum, bracket);
    return {
      schemaVersion: 1,
      model: summariseModel(network, options.source),
      data,
      spectrum: narrowed,
      bounds: boundsSection(proven, narrowed.kappa),
      bracket,
      layers: layersSection(network, {
        behaviour,
        shares,
        figures: theorems?.linear?.layers ?? [],
        predictions: predictions.layers,
      }),
      theory: { ...theory, optimisation: optimisationOf(narrowed), initialisation: predictions.model },
      distribution,
      timings: [...stages.timings],
      skipped: [...budget.skipped],
    };
  };
  const ends = moment && (await endsOfLinear(network, moment, budget, stages));
  if (ends) {
    const method = describeKroneckerEnds(ends);
    spectrum = endsSection(network.parameterCount, ends, { method, structuralRank: null, skipped: null });
    publish(soFar);
  }
  theorems = moment && (await stages.run('bounds of linear networks', () => proveLinear(network, moment, budget)));
  if (theorems) publish(soFar);

  const jacobian = await stages.run('Jacobian', () => jacobianWithin(network, moment, budget));
  const structuralRank = theorems?.linear?.structuralRank ?? null;
  const { cache, onReport } = options;
  const kappaFirst = onReport !== undefined;
  const source = jacobian && { network, jacobian, structuralRank, budget, stages, ends, cache, kappaFirst };
  const look = source && (await firstLook(source));
  let known = look?.known ?? nothingKnown;
  if (source && known.extent !== 'nothing') {
    ({ spectrum, shares } = await describeSpectrum(source, known));
    publish(soFar);
  }

  theorems ??= await stages.run('bounds', () => proveNonlinear(network, jacobian, budget));
  behaviour = await stages.run('layers', () => layerBehaviour(network));
  theory = await stages.run('theory', () => quickTheory(network));
  publish(soFar);

  if (source && look && known.extent !== 'whole') {
    known = await look.rest();
    if (known.extent !== 'nothing') {
      ({ spectrum, shares } = await describeSpectrum(source, known));
      publish(soFar);
    }
  }
  if (known.extent === 'nothing' && !ends)
    spectrum = await spectrumInstead(network, jacobian, {
      theorems,
      budget,
      stages,
      engine: options.engine,
      onTop(top) {
        spectrum = top;
        publish(soFar);
      },
    });
  theory = await stages.run('kernels of infinite width', () => completeTheory(network, theory));
  if (!source || known.extent === 'nothing') return soFar();

  const { kappa } = known.measured;
  return soFar(await stages.run(DISTRIBUTION_STAGE, () => spread(source, moment, kappa)));
}

/** The data's own second moment, and the one of [x; 1] that a linear network with biases sees. */
function describeData({ architecture, data: { inputs }, linear, biased }: Network) {
  const plain = plainMoment(inputs);
  const moment = linear ? (biased ? biasedMoment(inputs) : plain) : undefined;
  return { data: summariseData(architecture, inputs, plain), moment };
}

/** The cache gives the next network the same inputs. */
const plainMoment = memoise((inputs: Matrix) => secondMomentFactor(inputs, false));
const biasedMoment = memoise((inputs: Matrix) => secondMomentFactor(inputs, true));

function jacobianWithin(
  network: Network,
  moment: SecondMomentFactor | undefined,
  budget: Budget,
): FactoredJacobian | undefined {
  const cost = jacobianCost(network);
  if (!budget.allows('Jacobian', cost, 'what needs no derivatives of the outputs')) return undefined;
  prepareThreads(cost.seconds * PRODUCT_RATE);
  return factoredJacobian(network, moment);
}

function layerBehaviour(network: Network): Behaviour {
  return { ...activity(network, forwardOnData(network)), branchRadii: branchRadii(network) };
}

function optimisationOf({ lambdaMax, lambdaMin }: Spectrum) {
  return lambdaMax !== null && lambdaMin !== null ? optimisationFigures(lambdaMax, lambdaMin) : null;
}

async function spread(
  { network, jacobian, budget, stages, ends }: SpectrumSource,
  moment: SecondMomentFactor | undefined,
  kappa: number,
): Promise<Distribution | null> {
  const { seeds, weights } = network.architecture;
  if (seeds < 2 || weights) return null;
  const gramOnly = firstLookCost(jacobian, null);
  const cost = ends && moment ? kroneckerCost(network, moment.samples.rows) : gramOnly;
  const all = { seconds: cost.seconds * (seeds - 1), bytes: cost.bytes };
  if (!budget.allows(DISTRIBUTION_STAGE, all, 'one draw')) return null;
  return distributionOverSeeds(network, moment, {
    seeds,
    firstSeed: initialisationSeed(network.architecture),
    first: kappa,
    stages,
    routes: {
      kronecker: ends !== undefined,
      mayFormGram: () => !ends || budget.covers(gramOnly),
      mayFactorise: () => budget.allows('singular values over seeds', factorCost(jacobian), 'the Gram matrix'),
    },
  });
}
