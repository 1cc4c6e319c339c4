import { figure } from '../figures';
import { certifyEquilibrium } from '../fixes/certify-equilibrium';
import { rule } from '../rule';
import { equilibriumFigures } from '../structure/equilibrium-layers';
import { onePerStatement } from '../structure/statements';

export const equilibriumUncertain = rule('K501', {
  title: 'Another draw of an implicit layer may not contract',
  severity: 'information',
  summary:
    'These weights contract, so the layer has one state. Weights drawn anew at this scale and width do so only with the probability that ' +
    'the tail of their norm allows.',
  threshold: {
    setting: 'kappa.thresholds.contractionFailure',
    default: 1e-3,
    description: 'Probability, at most, with which an implicit layer may be drawn that does not contract.',
  },
  check({ report, architecture, threshold }) {
    const uncertain = equilibriumFigures(report, architecture).flatMap((found) => {
      const failure = found.drawn('failureProbability');
      return found.level === 'contracting' && failure !== undefined && failure > threshold
        ? [{ ...found, failure }]
        : [];
    });
    return onePerStatement(uncertain).map(({ item, more }) => ({
      message:
        `${item.layer.name}${more} contracts as drawn, but another seed may not: the certain bound on that probability is ` +
        `${figure(item.failure)}, above ${figure(threshold)}.`,
      value: item.failure,
      layer: item.layer,
      hint: `Keep sigma_w below ${figure(item.drawn('certifiedDeviation') ?? 0)} at this width, or widen the layer.`,
      fixes: certifyEquilibrium(architecture, item),
    }));
  },
});
