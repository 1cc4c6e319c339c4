/** T and Tdot by variances q1, q2 > 0 and correlation r in [-1, 1], which is exactly +-1 for parallel inputs. */
export interface CorrelatedExpectation {
  value(q1: number, q2: number, r: number): number;
  derivative(q1: number, q2: number, r: number): number;
}
