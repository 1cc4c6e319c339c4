import { Matrix } from '../../numerics/matrix';
import { multiply } from '../../numerics/products';
import { reduceSymmetric } from '../../numerics/symmetric-reduction';
import type { FactoredJacobian, JacobianPart } from '../factored-jacobian';
import { columnsOf } from '../jacobian-columns';
import { jacobianGram } from '../jacobian-gram';
import type { RayleighQuotients } from './als-rayleigh';

const SWEEPS = 6;
/** A sweep that gains a smaller share is the last. */
const ENOUGH = 1e-3;

/**
 * `largest` <= lambda_max(Ghat) and `smallest` >= lambda_min(Ghat), which may be 0. jacobian: Z of a linear network, one
 * pseudo-sample a direction of the data. |Z^T (u (x) v)|^2 for unit u, v, improved by alternating eigenvectors. Undefined where
 * some part has no factors. Source: docs/theory/gauss-newton.md 3.2.
 */
export function bilinearRayleighQuotients(jacobian: FactoredJacobian): RayleighQuotients | undefined {
  const parts = jacobian.parts.filter(isBilinear);
  if (parts.length < jacobian.parts.length || parts.length === 0) return undefined;
  const pencil = { parts, samples: jacobian.samples, outputs: jacobian.rowsPerSample };
  return { largest: alternate(pencil, 'top'), smallest: alternate(pencil, 'bottom') };
}

type Bilinear = JacobianPart & { readonly jacobian: Exclude<JacobianPart['jacobian'], { form: 'columns' }> };

function isBilinear(part: JacobianPart): part is Bilinear {
  return part.shared && part.jacobian.form !== 'columns';
}

interface Pencil {
  readonly parts: readonly Bilinear[];
  readonly samples: number;
  readonly outputs: number;
}

type End = 'top' | 'bottom';

/** From each end of the data, u and v in turn. Eigenvectors may be inexact, the quotients are evaluated as they are. */
function alternate(pencil: Pencil, end: End): number {
  const quotients = [0, pencil.samples - 1].map((start) => {
    let v: Float64Array = Float64Array.from({ length: pencil.samples }, (_, i) => (i === start ? 1 : 0));
    let best = end === 'top' ? 0 : Infinity;
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      const across = onDirection(pencil, v);
      const u = extremeVector(across, end);
      const along = onOutput(pencil, u);
      v = extremeVector(along, end);
      const value = squaredNorm(onDirection(along, v));
      const gained = Math.abs(value - best) > ENOUGH * value;
      best = end === 'top' ? Math.max(best, value) : Math.min(best, value);
      if (!gained) break;
    }
    return best;
  });
  return end === 'top' ? Math.max(...quotients) : Math.min(...quotients);
}

/** Z^T (. (x) v): one row an output. */
function onDirection({ parts, outputs }: Pencil, v: Float64Array): Pencil {
  const moved = parts.map(({ jacobian, ...part }) => {
    return { ...part, samples: 1, jacobian: { ...jacobian, right: combined(v, jacobian.right) } };
  });
  return { parts: moved, outputs, samples: 1 };
}

/** Z^T (u (x) .): one row a direction of the data. */
function onOutput({ parts, samples }: Pencil, u: Float64Array): Pencil {
  const moved = parts.map(({ jacobian, ...part }) => {
    return { ...part, jacobian: { ...jacobian, left: combined(u, jacobian.left) } };
  });
  return { parts: moved, outputs: 1, samples };
}

function combined(weights: Float64Array, rows: Matrix): Matrix {
  return multiply(new Matrix(1, weights.length, weights), rows);
}

function extremeVector({ parts, samples, outputs }: Pencil, end: End): Float64Array {
  const { values, vectors } = reduceSymmetric(jacobianGram({ rows: samples * outputs, parts }));
  return vectors([end === 'top' ? 0 : values.length - 1])[0];
}

function squaredNorm({ parts }: Pencil): number {
  return parts.reduce((sum, part) => columnsOf(1, part).data.reduce((total, value) => total + value * value, sum), 0);
}
