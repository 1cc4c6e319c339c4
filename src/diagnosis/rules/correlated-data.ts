import { setDataArgument } from '../../spec/edits';
import { figure } from '../figures';
import { offer } from '../fixes/fix';
import { rule, type Subject } from '../rule';
import { denseChain } from '../structure/dense-chain';
import { isTokenData } from '../structure/token-data';

export const correlatedData = rule('K201', {
  title: 'Data is correlated',
  severity: 'warning',
  summary:
    'The second moment Sigma of the data is badly conditioned. In a linear network kappa lies within a factor kappa(Sigma) of what white ' +
    'data would give.',
  threshold: {
    setting: 'kappa.thresholds.kappaSigma',
    default: 1e3,
    description: 'Condition number of the second moment of the data above which it counts as correlated.',
  },
  check(subject) {
    const { report, architecture, threshold } = subject;
    const { kappaSigma } = report.data;
    if (kappaSigma === null) return null;
    if (kappaSigma <= threshold || isTokenData(architecture)) return [];
    return [
      {
        message:
          `The second moment of the data has condition number ${figure(kappaSigma)}, above ${figure(threshold)}.` +
          withWhiteData(subject, kappaSigma),
        value: kappaSigma,
        range: architecture.data.range,
        hint: 'Whiten the data (whiten: true), or at least give its features the same scale.',
        fixes: offer(
          'Whiten the data',
          setDataArgument(architecture.tree, 'whiten', 'true'),
          isIsometric(subject) ? 1 : null,
        ),
      },
    ];
  },
});

/**
 * The lower half of kappa_white / kappa(Sigma) <= kappa <= kappa_white kappa(Sigma), solved for kappa_white. With biases, or weights of the
 * samples that depend on the data, Sigma is not all that whitening changes.
 */
function withWhiteData({ report, architecture }: Subject, kappaSigma: number): string {
  const { kappa } = report.spectrum;
  const isPlain =
    report.model.linear && architecture.loss === 'mse' && !architecture.nodes.some(({ tensors }) => tensors.bias);
  if (kappa === null || !isPlain) return '';
  return ` White data could lower kappa from ${figure(kappa)} to ${figure(Math.max(1, kappa / kappaSigma))}, no further.`;
}

/** Orthogonal layers, the hidden ones of one width that is not below the ends: kappa = kappa(Sigma) at any depth, and 1 on white data. */
function isIsometric(subject: Subject): boolean {
  const { report, architecture } = subject;
  const chain = denseChain(subject);
  if (!chain?.complete || chain.biased !== false || architecture.loss !== 'mse' || report.model.weights === 'file')
    return false;
  const hidden = chain.widths.slice(0, -1);
  const ends = Math.max(report.data.dimension, report.model.outputs);
  return (
    chain.layers.every(({ init }) => init.name === 'orthogonal') &&
    hidden.every((width) => width === hidden[0] && width >= ends)
  );
}
