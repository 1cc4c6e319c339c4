import { counted, percentage } from '../figures';
import { rule } from '../rule';
import { onePerStatement } from '../structure/statements';

export const deadUnits = rule('K123', {
  title: 'Units that no sample activates',
  severity: 'warning',
  summary:
    'A unit whose activation is flat on every sample passes no gradient: its parameters add nothing to the Gauss-Newton matrix, which loses ' +
    'rank or at least width.',
  threshold: {
    setting: 'kappa.thresholds.deadUnits',
    default: 0.05,
    description: "Share of a layer's units that may be dead.",
  },
  check({ report, architecture, threshold }) {
    const dead = report.layers.flatMap(({ name, deadUnits: count, outputShape }) => {
      const layer = architecture.layers.find((candidate) => candidate.name === name);
      const units = outputShape.reduce((product, size) => product * size, 1);
      return layer && count !== null && count > threshold * units ? [{ layer, count, units }] : [];
    });
    return onePerStatement(dead).map(({ item: { layer, count, units }, more }) => ({
      message:
        `${count} of the ${counted(units, 'unit')} of layer ${layer.name}${more} are dead, ${percentage(count / units)}, above ` +
        `${percentage(threshold)}: no sample activates them.`,
      value: count / units,
      layer,
      hint: 'Use leaky_relu or a smooth activation, start biases at or above zero, or centre the data.',
    }));
  },
});
