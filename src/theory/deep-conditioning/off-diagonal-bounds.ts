/**
 * Bounds on |K_l| off the diagonal, l = 1, ..., depth, by the nonlinear share mu of a normalised activation and the largest |x_i . x_j|, i != j,
 * of unit inputs (Agarwal, Awasthi and Kale, arXiv 2002.01523; constants derived from |shat(r)| <= |r| (1 - mu (1 - |r|))). Infinite width.
 */

/** b_{l+1} = b_l (1 - mu (1 - b_l)): never above the closed form. Source: docs/theory/deep-conditioning.md 3. */
export function iteratedOffDiagonalBounds(mu: number, largest: number, depth: number): readonly number[] {
  const bounds: number[] = [];
  for (let bound = largest; bounds.length < depth;) {
    bound *= 1 - mu * (1 - bound);
    bounds.push(bound);
  }
  return bounds;
}

/**
 * 1 - delta (1 + mu/2)^l up to layer L0 = max(0, ceil(ln(1/(2 delta)) / ln(1 + mu/2))), then halves that shrink by 1 - mu/2 a layer; delta =
 * 1 - largest. Source: docs/theory/deep-conditioning.md 3.
 */
export function closedOffDiagonalBounds(mu: number, largest: number, depth: number): readonly number[] {
  const delta = 1 - largest;
  const turn = Math.max(0, Math.ceil(Math.log(1 / (2 * delta)) / Math.log1p(mu / 2)));
  return Array.from({ length: depth }, (_, i) => {
    const layer = i + 1;
    return layer < turn ? 1 - delta * (1 + mu / 2) ** layer : (1 - mu / 2) ** (layer - turn) / 2;
  });
}
