import { figure } from '../figures';
import { widenLayers } from '../fixes/widen';
import { rule } from '../rule';
import { denseChain, fittedOutputs } from '../structure/dense-chain';

const INDEPENDENT_DRAWS = /^(kaiming|xavier|lecun)_|^normal$/;

export const widthSmallForDepth = rule('K113', {
  title: 'Width is small for this depth',
  severity: 'information',
  summary:
    'At random initialisation kappa of a linear chain stays moderate while depth * max(inputs, outputs) / width is below 1 and grows ' +
    'exponentially with depth above it. A heuristic: an empirical reading, not a theorem.',
  threshold: {
    setting: 'kappa.thresholds.depthOverWidth',
    default: 1,
    description: 'Limit of depth * max(inputs, outputs) / width above which width counts as small for the depth.',
  },
  check({ report, architecture, threshold }) {
    const chain = denseChain({ report, architecture });
    const hidden = chain?.widths.slice(0, -1) ?? [];
    if (!chain || hidden.length === 0 || report.model.weights === 'file') return [];
    if (!chain.layers.every(({ init }) => INDEPENDENT_DRAWS.test(init.name))) return [];
    const depth = chain.widths.length;
    const dimension = Math.max(report.data.rank, fittedOutputs(architecture));
    // The harmonic mean, since the layers' variances 1/width add up.
    const width = hidden.length / hidden.reduce((sum, value) => sum + 1 / value, 0);
    const value = (depth * dimension) / width;
    if (value <= threshold) return [];
    const needed = Math.ceil((depth * dimension) / threshold);
    const narrowest = hidden.indexOf(Math.min(...hidden));
    return [
      {
        message:
          `Width is small for this depth: depth * max(inputs, outputs) / width = ${depth} * ${dimension} / ${figure(width)} = ` +
          `${figure(value)}, above ${figure(threshold)}; above 1 kappa tends to grow exponentially with depth (heuristic).`,
        value,
        layer: chain.layers[narrowest],
        hint: `Widen the hidden layers to about ${needed}, remove layers, or initialise orthogonally.`,
        fixes: widenLayers(architecture, chain.layers.slice(0, -1), needed),
      },
    ];
  },
});
