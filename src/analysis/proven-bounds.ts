import type { FactoredJacobian } from '../gauss-newton/factored-jacobian';
import { dearTerms } from '../gauss-newton/kronecker-sum';
import { linearFactors } from '../gauss-newton/linear-factors';
import type { SecondMomentFactor } from '../gauss-newton/second-moment-factor';
import type { Network } from '../network/network';
import { linearTheorems, nonlinearTheorems, type TheoremValues, whyNotSchur } from './bounds-section';
import { type Budget, type Cost, jacobianCost, layerGramCost, linearBoundsCost } from './budget';

/** Bounds of a linear network, as far as the budget allows; undefined for any other. */
export function proveLinear(
  network: Network,
  moment: SecondMomentFactor | undefined,
  budget: Budget,
): TheoremValues | undefined {
  if (!moment) return undefined;
  const may = budget.allows('bounds', costOfBounds(network, moment, budget), 'the measured kappa alone');
  return may ? linearTheorems(network, moment) : { bounds: [], linear: null };
}

/** Known better from the factors themselves, where there is time for these. */
function costOfBounds(network: Network, moment: SecondMomentFactor, budget: Budget): Cost {
  const least = linearBoundsCost(network, 0);
  if (!budget.covers(least)) return least;
  const sum = budget.covers(jacobianCost(network)) ? linearFactors(network, moment).sum : undefined;
  return linearBoundsCost(network, sum ? dearTerms(sum) : network.architecture.layers.length);
}

/** Bounds of a network with activations, as far as the budget allows. */
export function proveNonlinear(
  network: Network,
  jacobian: FactoredJacobian | undefined,
  budget: Budget,
): TheoremValues {
  const isFree = jacobian && whyNotSchur(network, jacobian) !== undefined;
  const may = jacobian && (isFree || budget.allows('Schur bound', layerGramCost(jacobian), 'the measured kappa alone'));
  return may ? nonlinearTheorems(network, jacobian) : { bounds: [], linear: null };
}
