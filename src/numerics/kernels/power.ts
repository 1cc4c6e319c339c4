/** base^exponent; the engines' own powers differ in their last bits. */
export function power(base: f64, exponent: f64): f64 {
  return Math.pow(base, exponent);
}
