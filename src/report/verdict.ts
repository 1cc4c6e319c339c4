import type { Report } from './report';

export type Verdict = 'well conditioned' | 'moderately conditioned' | 'ill-conditioned' | 'severely ill-conditioned';

/**
 * A condition number in words. Gradient descent needs about kappa iterations an e-fold, so: at most 1e2 well, 1e4 moderately, 1e7
 * ill-conditioned; beyond 1e7 a float32 Gram matrix has lost its smallest eigenvalue (1 / eps = 8.4e6), so severely.
 */
export function verdictOf(kappa: number): Verdict {
  if (kappa <= 1e2) return 'well conditioned';
  if (kappa <= 1e4) return 'moderately conditioned';
  if (kappa <= 1e7) return 'ill-conditioned';
  return 'severely ill-conditioned';
}

/** The verdict on a measured kappa; undefined when there is none or when the two ends of its interval disagree. */
export function verdictOn({ spectrum }: Report): Verdict | undefined {
  if (spectrum.kappa === null) return undefined;
  const [low, high] = spectrum.kappaInterval ?? [spectrum.kappa, spectrum.kappa];
  return verdictOf(low) === verdictOf(high ?? Infinity) ? verdictOf(low) : undefined;
}
