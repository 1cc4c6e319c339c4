import { figure } from '../figures';
import { certifyEquilibrium } from '../fixes/certify-equilibrium';
import { rule } from '../rule';
import { equilibriumFigures } from '../structure/equilibrium-layers';
import { onePerStatement } from '../structure/statements';

export const equilibriumMonotone = rule('K502', {
  title: 'An implicit layer is monotone only',
  severity: 'information',
  summary:
    'The layer has one state, but plain iteration may diverge from it: L |W| is not below 1, only the largest eigenvalue of (W + W^T) / 2 is.',
  check({ report, architecture }) {
    const found = equilibriumFigures(report, architecture).filter(({ level }) => level === 'monotone');
    return onePerStatement(found).map(({ item, more }) => ({
      message:
        `${item.layer.name}${more} has one state, but plain iteration need not reach it: the steepest slope times |W| is ` +
        `${figure(item.own('contraction') ?? 0)}, not below 1; the largest eigenvalue of (W + W^T) / 2 is ${figure(item.own('symmetricEdge') ?? 0)}.`,
      value: item.own('contraction') ?? null,
      layer: item.layer,
      hint: 'Solve it by forward-backward splitting, as the analysis does, or draw smaller weights.',
      fixes: certifyEquilibrium(architecture, item),
    }));
  },
});
