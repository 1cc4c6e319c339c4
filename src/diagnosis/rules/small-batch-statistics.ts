import { channelLayout } from '../../network/operations/layout';
import { counted, percentage } from '../figures';
import { rule } from '../rule';
import { onePerStatement } from '../structure/statements';

export const smallBatchStatistics = rule('K127', {
  title: 'Batch statistics of few values',
  severity: 'warning',
  summary:
    'Normalising a channel over N values takes two of its N directions away, the mean and the channel itself: what comes before moves the ' +
    'outputs only along the others, and with N = 2 not at all.',
  threshold: {
    setting: 'kappa.thresholds.batchShare',
    default: 0.2,
    description: "Share 2 / N of a channel's N directions over the batch that its normalisation may take away.",
  },
  check({ report, architecture, threshold }) {
    const small = architecture.nodes.flatMap(({ kind, layer: index, inputShapes, settings }) => {
      if (kind !== 'batch_norm' || settings.statistics !== 'batch') return [];
      const { positions } = channelLayout(inputShapes[0], architecture.layout);
      const values = report.data.samples * positions;
      return 2 / values > threshold ? [{ layer: architecture.layers[index], values }] : [];
    });
    return onePerStatement(small).map(({ item: { layer, values }, more }) => ({
      message:
        `Layer ${layer.name}${more} normalises each channel over ${counted(values, 'value')}, which takes ${Math.min(2, values)} of its ${values} directions away, ` +
        `${percentage(Math.min(1, 2 / values))}, above ${percentage(threshold)}.`,
      value: 2 / values,
      layer,
      hint: 'Take more samples, or statistics that need no batch: layer_norm, group_norm, or batch_norm(statistics: given).',
    }));
  },
});
