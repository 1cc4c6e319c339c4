import type { LinearBounds } from '../gauss-newton/bounds/linear-bounds';
import type { FactoredJacobian } from '../gauss-newton/factored-jacobian';
import type { Network } from '../network/network';
import type { Spectrum } from '../report/report';
import type { TheoremValues } from './bounds-section';
import type { Budget } from './budget';
import { type TopOfSpectrum, topOfSpectrum } from './largest-eigenvalue';
import type { RequestedEngine } from './requested-engine';
import { skippedSpectrum, topSection } from './spectrum-section';
import { refusal } from './spectrum-stages';
import type { Stages } from './stages';

export interface SpectrumInsteadOptions {
  readonly theorems: TheoremValues;
  readonly budget: Budget;
  readonly stages: Stages;
  readonly engine: RequestedEngine | undefined;
  /** The largest eigenvalue before the density. */
  readonly onTop: (spectrum: Spectrum) => void;
}

/** What is known where neither the spectrum nor its two ends could be measured. */
export async function spectrumInstead(
  network: Network,
  jacobian: FactoredJacobian | undefined,
  { theorems, budget, stages, engine, onTop }: SpectrumInsteadOptions,
): Promise<Spectrum> {
  const refused = refusal(budget);
  const { reason, estimate } = refused ?? { reason: 'no learnable parameter moves the outputs', estimate: 'nothing' };
  const empty = skippedSpectrum(network.parameterCount, reason, estimate);
  const exact = exactKappa(theorems);
  if (exact) return { ...empty, ...exactSection(exact) };
  if (!refused) return empty;
  const withTop = (top: TopOfSpectrum) => ({ ...empty, ...topSection(top) });
  const source = { jacobian, engine, onTop: (top: TopOfSpectrum) => onTop(withTop(top)) };
  const top = await topOfSpectrum(network, source, budget, stages);
  return top ? withTop(top) : empty;
}

interface ExactKappa {
  readonly linear: LinearBounds;
  readonly title: string;
  readonly value: number;
}

/** Two layers have an exact kappa even where the spectrum is out of reach. */
function exactKappa({ bounds, linear }: TheoremValues): ExactKappa | undefined {
  const exact = bounds.find(({ certainty, value }) => certainty === 'exact' && value !== null);
  return linear && exact && exact.value !== null ? { linear, title: exact.title, value: exact.value } : undefined;
}

function exactSection({ linear, title, value }: ExactKappa): Partial<Spectrum> {
  return {
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
