// Floating-point operations that kappa of a dense net takes: what its time is measured against.

/** Forward and backward passes, two symmetric products a layer, and a Cholesky factor of the Gram matrix. `widths`: from inputs to outputs. */
export function operationsOf({ widths, samples }) {
  const rows = samples * widths.at(-1);
  const layers = widths.slice(1).map((units, at) => {
    const passes = 2 * (samples + rows) * units * widths[at];
    return passes + rows ** 2 * units + samples ** 2 * widths[at];
  });
  return layers.reduce((sum, each) => sum + each, rows ** 3 / 3);
}
