import { figure } from '../figures';
import { certifyEquilibrium } from '../fixes/certify-equilibrium';
import { rule } from '../rule';
import { equilibriumFigures } from '../structure/equilibrium-layers';
import { onePerStatement } from '../structure/statements';

export const equilibriumDivergent = rule('K504', {
  title: 'Iteration of an implicit layer diverges',
  severity: 'warning',
  summary:
    'The spectral radius of D W is not below 1 at the states found: iteration moves away from them, and small changes may lose them.',
  check({ report, architecture }) {
    const found = equilibriumFigures(report, architecture).filter(({ level }) => level === 'none');
    return onePerStatement(found).map(({ item, more }) => ({
      message:
        `Iteration of ${item.layer.name}${more} moves away from the states that were found: the spectral radius of D W is ` +
        `${figure(item.own('localRadius') ?? 0)}, not below 1.`,
      value: item.own('localRadius') ?? null,
      layer: item.layer,
      hint: 'Draw smaller weights.',
      fixes: certifyEquilibrium(architecture, item),
    }));
  },
});
