import { areEqualJacobians, factorBytes } from '../gauss-newton/equal-jacobians';
import type { FactoredJacobian } from '../gauss-newton/factored-jacobian';
import type { GramMatrix } from '../gauss-newton/gram-matrix';
import type { MeasuredKappa } from '../gauss-newton/measured-kappa';
import type { MeasuredSpectrum } from '../gauss-newton/spectrum';
import { InstantiationCache } from '../network/instantiation-cache';
import { ByteCache } from '../numerics/byte-cache';
import { giveUpArray } from '../numerics/spare-arrays';

const SPECTRA_CAPACITY = 2 ** 28;
/** Square matrices of the smaller side's size that a measured spectrum holds. */
const SQUARES = 6;

/** What was measured of one Jacobian; filled in as it is. */
export interface SpectrumEntry {
  readonly jacobian: FactoredJacobian;
  readonly structuralRank: number | null;
  gram?: GramMatrix;
  /** Null: both ends alone do not tell. */
  ends?: MeasuredKappa | null;
  whole?: MeasuredSpectrum;
}

/**
 * What one analysis leaves to the next, by the content of everything that it depends on: a report is the same with it and without. Bounded
 * in bytes.
 */
export class AnalysisCache {
  private readonly spectra = new ByteCache<SpectrumEntry>(SPECTRA_CAPACITY);
  private count = 0;

  constructor(readonly network = new InstantiationCache()) {}

  /** What is known of an equal Jacobian, or nothing yet. */
  spectrumOf(jacobian: FactoredJacobian, structuralRank: number | null): SpectrumEntry {
    const known = this.spectra
      .values()
      .find((entry) => entry.structuralRank === structuralRank && areEqualJacobians(entry.jacobian, jacobian));
    if (known) return known;
    const entry: SpectrumEntry = { jacobian, structuralRank };
    const size = Math.min(jacobian.rows, jacobian.columns);
    this.spectra.set(String(++this.count), entry, factorBytes(jacobian) + 8 * SQUARES * size ** 2);
    return entry;
  }

  /** Gives back the memory of the spectra's matrices, which nobody may be using; nothing is known of these spectra afterwards. */
  release(): void {
    for (const { gram, jacobian } of this.spectra.values()) {
      gram?.resident?.release();
      for (const { jacobian: factors } of jacobian.parts) if (factors.form === 'outer') giveUpArray(factors.left.data);
    }
    this.spectra.clear();
  }
}
