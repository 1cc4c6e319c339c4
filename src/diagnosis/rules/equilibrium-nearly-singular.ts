import { figure } from '../figures';
import { certifyEquilibrium } from '../fixes/certify-equilibrium';
import { rule } from '../rule';
import { equilibriumFigures } from '../structure/equilibrium-layers';
import { onePerStatement } from '../structure/statements';

export const equilibriumNearlySingular = rule('K506', {
  title: 'The state of an implicit layer is nearly lost',
  severity: 'warning',
  summary:
    'The derivative of the state is (I - D W)^-1 times that of one step: where I - D W is nearly singular, gradients explode and the state ' +
    'vanishes with a small change of the weights.',
  threshold: {
    setting: 'kappa.thresholds.equilibriumSingularValue',
    default: 0.1,
    description: 'Least singular value of I - D W at the states of an implicit layer that still counts as safe.',
  },
  check({ report, architecture, threshold }) {
    const near = equilibriumFigures(report, architecture).flatMap((found) => {
      const least = found.own('smallestSingularValue');
      return least !== undefined && least < threshold && found.level !== 'none' ? [{ ...found, least }] : [];
    });
    return onePerStatement(near).map(({ item, more }) => ({
      message:
        `The smallest singular value of I - D W in ${item.layer.name}${more} is ${figure(item.least)}, below ${figure(threshold)}: ` +
        `gradients through the layer grow up to ${figure(1 / item.least)} times.`,
      value: item.least,
      layer: item.layer,
      hint: 'Draw smaller weights: certified scales keep it above 1 - L |W|.',
      fixes: certifyEquilibrium(architecture, item),
    }));
  },
});
