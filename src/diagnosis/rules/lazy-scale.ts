import { theoryNumber } from '../../report/theory';
import type { Fix } from '../../report/report';
import type { Architecture } from '../../spec/architecture';
import { setArgument } from '../../spec/edits';
import { figure } from '../figures';
import { offer, statementOf } from '../fixes/fix';
import { rule } from '../rule';

export const lazyScale = rule('K605', {
  title: 'Output weights are of the lazy scale',
  severity: 'information',
  summary:
    'With output weights of size width^-a the kernel moves like width^(2 (a - 1)) in training: below a = 1 features stop moving as the ' +
    'network grows wider.',
  threshold: {
    setting: 'kappa.thresholds.outputExponent',
    default: 0.9,
    description: 'Least exponent a, in output weights of size width^-a, that counts as the scale of feature learning.',
  },
  check({ report, architecture, threshold }) {
    const exponent = theoryNumber(report.theory.featureLearning, 'outputExponent');
    if (exponent === undefined || exponent >= threshold) return [];
    const readout = readoutOf(architecture);
    return [
      {
        message:
          `Output weights are of size width^-${figure(exponent)}, below width^-${figure(threshold)}: wide networks of this scale train their ` +
          `outputs and leave their features as they are (heuristic).`,
        value: exponent,
        layer: readout,
        hint: 'Draw the output weights at 1 / width, and multiply the learning rate by the width.',
        fixes: meanFieldScale(architecture),
      },
    ];
  },
});

function readoutOf({ layers, nodes, outputNode }: Architecture) {
  return layers[nodes[outputNode].layer];
}

function meanFieldScale(architecture: Architecture): readonly Fix[] {
  const readout = readoutOf(architecture);
  const statement = statementOf(architecture, readout);
  const [width] = architecture.nodes[architecture.outputNode].inputShapes[0];
  if (!statement || architecture.weights || !width) return [];
  const init = `normal(${figure(1 / width)}, seed: ${readout.init.seed})`;
  return offer(`Draw the output weights at 1 / ${width}`, setArgument(architecture.tree, statement, 'init', init));
}
