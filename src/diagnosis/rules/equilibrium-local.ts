import { figure } from '../figures';
import { certifyEquilibrium } from '../fixes/certify-equilibrium';
import { rule } from '../rule';
import { equilibriumFigures } from '../structure/equilibrium-layers';
import { onePerStatement } from '../structure/statements';

export const equilibriumLocal = rule('K503', {
  title: 'An implicit layer has a state near by only',
  severity: 'warning',
  summary:
    'Iteration converges near the states found, since the spectral radius of D W is below 1 there, but nothing excludes other states for the same input.',
  check({ report, architecture }) {
    const found = equilibriumFigures(report, architecture).filter(({ level }) => level === 'local');
    return onePerStatement(found).map(({ item, more }) => ({
      message:
        `${item.layer.name}${more} converges near the states that were found, with a spectral radius of ` +
        `${figure(item.own('localRadius') ?? 0)}, but may have others: the steepest slope times |W| is ${figure(item.own('contraction') ?? 0)}.`,
      value: item.own('localRadius') ?? null,
      layer: item.layer,
      hint: 'Draw smaller weights, or an activation with slopes in [0, 1] and a symmetric part of W below 1.',
      fixes: certifyEquilibrium(architecture, item),
    }));
  },
});
