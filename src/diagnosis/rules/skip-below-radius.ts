import type { Fix } from '../../report/report';
import type { Architecture, Layer } from '../../spec/architecture';
import { setArgument } from '../../spec/edits';
import { figure } from '../figures';
import { offer, statementOf } from '../fixes/fix';
import { type Measurements, rule } from '../rule';
import { onePerStatement } from '../structure/statements';
import { bodyGain, type ResidualBlock, residualBlocks } from '../structure/residual-blocks';

/** At twice the radius the smallest singular value of beta I + W is well above zero. */
const COMFORTABLE = 2;

export const skipBelowRadius = rule('K114', {
  title: 'Skip weight is below the spectral radius of the branch',
  severity: 'warning',
  summary:
    'A linear residual block beta I + W has singular values near zero unless beta exceeds the spectral radius of W, which is g for ' +
    'Gaussian weights of standard deviation g / sqrt(width): below it a skip connection can make kappa worse.',
  threshold: {
    setting: 'kappa.thresholds.skipOverRadius',
    default: 1,
    description:
      'Least ratio of the skip weight to the expected spectral radius of the branch in a linear residual block.',
  },
  check({ report, architecture, threshold }) {
    if (!report.model.linear) return [];
    const weak = residualBlocks(architecture).flatMap((block) => {
      const radius = radiusOf(report, architecture, block);
      if (radius === null || radius === 0 || block.beta === 0) return [];
      return Math.abs(block.beta) < threshold * radius ? [{ ...block, radius }] : [];
    });
    return onePerStatement(weak).map(({ item: { layer, beta, radius }, more }) => ({
      message:
        `The skip weight ${figure(beta)} of ${layer.name}${more} is below ${figure(threshold)} times ${figure(radius)}, the spectral ` +
        `radius of its branch: beta I + W can have singular values near zero.`,
      value: Math.abs(beta) / radius,
      layer,
      hint: `Raise beta above ${figure(radius)}, or initialise the branch with a smaller gain.`,
      fixes: raiseSkip(architecture, layer, figure(COMFORTABLE * radius)),
    }));
  },
});

/** Of the weights at hand where the branch is a product of weights, else what random weights of its gain have at large width. */
function radiusOf(report: Measurements, architecture: Architecture, block: ResidualBlock): number | null {
  const measured = report.layers.find(({ name }) => name === block.layer.name)?.branchRadius ?? null;
  if (measured !== null || report.model.weights === 'file') return measured;
  const isDrawn = block.body.every((node) => architecture.layers[node.layer].init.name !== 'identity');
  const gain = isDrawn ? bodyGain(architecture, block) : null;
  return gain === null ? null : Math.sqrt(gain);
}

function raiseSkip(architecture: Architecture, layer: Layer, beta: string): readonly Fix[] {
  const statement = statementOf(architecture, layer);
  return statement
    ? offer(`Raise the skip weight to ${beta}`, setArgument(architecture.tree, statement, 'beta', beta))
    : [];
}
