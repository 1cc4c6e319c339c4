import { gaussLegendre, type QuadratureNode } from '../../numerics/gauss-legendre';

/** Ends of the radial panels; beyond the last a standard normal pair holds 5e-27. */
const RADII = [0, 4.4, 11];
const RADIAL = gaussLegendre(48);
const ANGULAR = gaussLegendre(32);
/** Nodes of weight R e^{-R^2/2} / (2 pi). */
const RADIAL_NODES: readonly QuadratureNode[] = RADII.slice(1).flatMap((to, i) =>
  RADIAL.map(({ x, weight }) => {
    const half = (to - RADII[i]) / 2;
    const radius = RADII[i] + half * (1 + x);
    return { x: radius, weight: (half * weight * radius * Math.exp((-radius * radius) / 2)) / (2 * Math.PI) };
  }),
);

/**
 * E f(u) f(v) for f analytic on either side of 0, |r| < 1: u = sqrt(q1) R cos t, v = sqrt(q2) R cos(t - acos r), Gauss-Legendre in R and, in
 * each of the four sectors where neither changes sign, in t.
 */
export function sectorExpectation(f: (x: number) => number, q1: number, q2: number, r: number): number {
  const angle = Math.acos(r);
  const ends = [-Math.PI / 2, angle - Math.PI / 2, Math.PI / 2, angle + Math.PI / 2, (3 * Math.PI) / 2];
  let sum = 0;
  for (let sector = 0; sector < 4; sector++) {
    const half = (ends[sector + 1] - ends[sector]) / 2;
    for (const { x, weight } of ANGULAR) {
      const t = ends[sector] + half * (1 + x);
      sum += half * weight * radialIntegral(f, Math.sqrt(q1) * Math.cos(t), Math.sqrt(q2) * Math.cos(t - angle));
    }
  }
  return sum;
}

function radialIntegral(f: (x: number) => number, one: number, other: number): number {
  let sum = 0;
  for (const { x, weight } of RADIAL_NODES) sum += weight * f(one * x) * f(other * x);
  return sum;
}
