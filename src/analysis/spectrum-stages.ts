import type { FactoredJacobian } from '../gauss-newton/factored-jacobian';
import { type GramMatrix, gramMatrix } from '../gauss-newton/gram-matrix';
import { isKappaWorthwhile, type MeasuredKappa, measureKappa } from '../gauss-newton/measured-kappa';
import { type MeasuredSpectrum, measureSpectrum } from '../gauss-newton/spectrum';
import type { Network } from '../network/network';
import type { Skipped, Spectrum } from '../report/report';
import type { AnalysisCache, SpectrumEntry } from './analysis-cache';
import { type Budget, type Cost, factorCost, kappaCost, spectrumCost } from './budget';
import { sharesByLayer, type Shares } from './layers-section';
import { describeEnds, describeKroneckerEnds, endsSection, spectrumSection } from './spectrum-section';
import type { Stages } from './stages';

export interface SpectrumSource {
  readonly network: Network;
  readonly jacobian: FactoredJacobian;
  /** Rank known from the structure of a linear network. */
  readonly structuralRank: number | null;
  readonly budget: Budget;
  readonly stages: Stages;
  /** Both ends where the Kronecker sum of a linear network has given them. */
  readonly ends?: MeasuredKappa;
  readonly cache: AnalysisCache;
  /** Whether somebody waits for kappa before the rest. */
  readonly kappaFirst: boolean;
}

/** How much of the spectrum is known: kappa needs its two ends. */
export type SpectrumKnown =
  | { readonly extent: 'nothing' }
  | { readonly extent: 'ends'; readonly measured: MeasuredKappa }
  | { readonly extent: 'whole'; readonly measured: MeasuredSpectrum };

/** What the cheapest measurement tells, and the whole spectrum for the asking, as far as the budget allows. */
export interface FirstLook {
  readonly known: SpectrumKnown;
  readonly rest: () => Promise<SpectrumKnown>;
}

export const nothingKnown: SpectrumKnown = { extent: 'nothing' };
const STAGE = 'spectrum';
const ENDS = 'kappa from both ends of the spectrum';

/**
 * Kappa as soon as it can be had: from both ends of the spectrum, or from all of it where that costs no more, or where nobody waits and the
 * budget covers it all.
 */
export async function firstLook(source: SpectrumSource): Promise<FirstLook> {
  const { jacobian, structuralRank, stages, cache, ends, budget, kappaFirst } = source;
  const final = (known: SpectrumKnown): FirstLook => ({ known, rest: () => Promise.resolve(known) });
  // Nothing of the Gram matrix' size before somebody asks for the rest.
  if (ends) return continued(source, ends, () => cache.spectrumOf(jacobian, structuralRank));
  if (!mayMeasure(source, firstLookCost(jacobian, structuralRank))) return final(nothingKnown);
  const entry = cache.spectrumOf(jacobian, structuralRank);
  const gram = await gramOf(source, entry);
  if (!gram) return final(nothingKnown);
  const atOnce = !kappaFirst && budget.covers(spectrumCost(jacobian));
  if (atOnce || !endsFirst(jacobian, structuralRank)) return final(await wholeSpectrum(source, entry));
  entry.ends = await stages.run('kappa', () =>
    entry.ends === undefined ? (measureKappa(gram, structuralRank) ?? null) : entry.ends,
  );
  return continued(source, entry.ends ?? undefined, () => entry);
}

/** The whole spectrum after its ends. */
function continued(source: SpectrumSource, ends: MeasuredKappa | undefined, entry: () => SpectrumEntry): FirstLook {
  const known: SpectrumKnown = ends ? { extent: 'ends', measured: ends } : nothingKnown;
  const instead = ends ? ENDS : undefined;
  const rest = async () =>
    mayMeasure(source, spectrumCost(source.jacobian), instead) ? await wholeSpectrum(source, entry()) : known;
  return { known, rest };
}

function gramOf({ jacobian, stages }: SpectrumSource, entry: SpectrumEntry): Promise<GramMatrix | undefined> {
  return stages.run('Gram matrix', () => (entry.gram ??= gramMatrix(jacobian)));
}

/** Of the first look. */
export function firstLookCost(jacobian: FactoredJacobian, structuralRank: number | null): Cost {
  return endsFirst(jacobian, structuralRank) ? kappaCost(jacobian) : spectrumCost(jacobian);
}

/** What the Report says of it; shares of the layers unless something better is still to come. */
export async function describeSpectrum(
  { network, jacobian, structuralRank, budget, stages, ends }: SpectrumSource,
  known: Exclude<SpectrumKnown, { extent: 'nothing' }>,
): Promise<{ readonly spectrum: Spectrum; readonly shares: Shares | null }> {
  const { measured, extent } = known;
  const shares = (bottom: number) =>
    stages.run('layer shares', () => sharesByLayer(network, jacobian, measured, Math.max(0, bottom)));
  if (extent === 'whole') {
    const spectrum = await stages.run('float32', () => spectrumSection(jacobian, known.measured, structuralRank));
    return { spectrum, shares: await shares(measured.rank - 1) };
  }
  const refused = refusal(budget);
  const skipped = refused ? { reason: refused.reason, estimate: refused.estimate } : null;
  const method = ends ? describeKroneckerEnds(ends) : describeEnds(jacobian, known.measured);
  const spectrum = endsSection(jacobian.columns, known.measured, { method, structuralRank, skipped });
  return { spectrum, shares: skipped && (await shares(measured.values.length - 1)) };
}

/** Why the spectrum is not known whole, where the budget is the reason. */
export function refusal({ skipped }: Budget): Skipped | undefined {
  return skipped.find(({ stage }) => stage === STAGE || stage === 'Jacobian');
}

function endsFirst({ rows, columns }: FactoredJacobian, structuralRank: number | null): boolean {
  return isKappaWorthwhile(Math.min(rows, columns), structuralRank);
}

function mayMeasure({ budget }: SpectrumSource, cost: Cost, instead = 'the certified bracket of the bounds'): boolean {
  return budget.allows(STAGE, cost, instead);
}

async function wholeSpectrum(source: SpectrumSource, entry: SpectrumEntry): Promise<SpectrumKnown> {
  const { jacobian, structuralRank, budget, stages } = source;
  const instead = 'eigenvalues of the Gram matrix with their error bar';
  let refused = false;
  const mayFactorise = () => {
    const may = budget.allows('singular values of J', factorCost(jacobian), instead);
    refused = !may;
    return may;
  };
  const gram = entry.gram ?? (await gramOf(source, entry));
  const measured = await stages.run(
    STAGE,
    () => entry.whole ?? measureSpectrum(jacobian, { structuralRank, mayFactorise, gram }),
  );
  // What a larger budget would measure better is not for the next run.
  if (!refused) entry.whole = measured;
  return measured ? { extent: 'whole', measured } : nothingKnown;
}
