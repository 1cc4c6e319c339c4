import { formatMomentum } from './numbers';
import type { Optimisation } from './report';

export interface OptimisationMethod {
  readonly name: string;
  /** Largest that is stable; null where there is none. */
  readonly learningRate: number | null;
  /** Iterations for ten times less error, rounded up. */
  readonly iterations: number;
}

/** Gradient descent at its best rate, then at half the largest, then what is faster. */
export function optimisationMethods(figures: Optimisation): readonly OptimisationMethod[] {
  const { maximalLearningRate: rate, iterationsPerDecade: count, momentum } = figures;
  const methods: readonly (readonly [string, number | null, number])[] = [
    ['gradient descent', rate.gradientDescent, count.gradientDescent],
    ['gradient descent at half that rate', rate.gradientDescent / 2, count.gradientDescentSafe],
    [`heavy ball, momentum ${formatMomentum(momentum)}`, rate.heavyBall, count.heavyBall],
    ['Nesterov', rate.nesterov, count.nesterov],
    ['damped Gauss-Newton', null, count.dampedGaussNewton],
  ];
  return methods.map(([name, learningRate, iterations]) => ({ name, learningRate, iterations: Math.ceil(iterations) }));
}
