import type { Matrix } from '../../numerics/matrix';

type Pullback<Saved, Result> = (saved: Saved, cotangent: Matrix, rowsPerSample: number) => Result;

/** The same, computed once for each cotangent: `parameterJacobian` and `vjp` are asked for the same one after the other. */
export function computedOnce<Saved, Result>(pullback: Pullback<Saved, Result>): Pullback<Saved, Result> {
  const known = new WeakMap<Matrix, { readonly saved: Saved; readonly result: Result }>();
  return (saved, cotangent, rowsPerSample) => {
    const last = known.get(cotangent);
    if (last && last.saved === saved) return last.result;
    const result = pullback(saved, cotangent, rowsPerSample);
    known.set(cotangent, { saved, result });
    return result;
  };
}
