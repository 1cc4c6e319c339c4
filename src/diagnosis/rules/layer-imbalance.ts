import { figure, percentage } from '../figures';
import { rule } from '../rule';

export const layerImbalance = rule('K122', {
  title: 'One layer holds the curvature',
  severity: 'information',
  summary:
    'Scaling layer l by s multiplies the curvature of every other layer by s^2 and leaves its own: a common gain changes nothing, unequal ' +
    'gains put the top of the spectrum into one layer and slow the others.',
  threshold: {
    setting: 'kappa.thresholds.topShare',
    default: 0.9,
    description: 'Share of the top eigenvector, and of the trace, that one of several layers may hold.',
  },
  check({ report, architecture, threshold }) {
    const learned = report.layers.filter(({ parameters, trainable }) => trainable && parameters > 0);
    if (learned.length < 2) return [];
    if (learned.some(({ topShare, traceShare }) => topShare === null || traceShare === null)) return null;
    const heavy = learned.find(({ topShare, traceShare }) => topShare! > threshold && traceShare! > threshold);
    const layer = architecture.layers.find(({ name }) => name === heavy?.name);
    if (!heavy || !layer) return [];
    return [
      {
        message:
          `Layer ${layer.name} holds ${percentage(heavy.topShare!)} of the steepest direction and ${percentage(heavy.traceShare!)} of the ` +
          `trace, above ${figure(100 * threshold)}%: the other layers hardly move.`,
        value: heavy.topShare,
        layer,
        hint: `Balance the gains: a larger one in ${layer.name}, or smaller ones in the other layers.`,
      },
    ];
  },
});
