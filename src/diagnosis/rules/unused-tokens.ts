import { counted, percentage } from '../figures';
import { rule } from '../rule';
import { onePerStatement } from '../structure/statements';

export const unusedTokens = rule('K126', {
  title: 'Tokens that no sample holds',
  severity: 'information',
  summary:
    'The vector of a token that never occurs moves no output: its columns of the Jacobian are zero, and nothing in the spectrum speaks of it.',
  threshold: {
    setting: 'kappa.thresholds.unusedTokens',
    default: 0.5,
    description: 'Share of the vocabulary of an embedding that may occur in no sample.',
  },
  check({ report, architecture, threshold }) {
    const unused = report.layers.flatMap(({ name, unusedTokens: count }) => {
      const layer = architecture.layers.find((candidate) => candidate.name === name);
      const table = architecture.nodes.find((node) => node.kind === 'embedding' && node.layer === layer?.index);
      if (!layer || !table || count === null) return [];
      const [vocabulary, features] = table.tensors.weight;
      return count > threshold * vocabulary ? [{ layer, count, vocabulary, features }] : [];
    });
    return onePerStatement(unused).map(({ item: { layer, count, vocabulary, features }, more }) => ({
      message:
        `No sample holds ${count} of the ${counted(vocabulary, 'token')} of layer ${layer.name}${more}, ${percentage(count / vocabulary)}, above ` +
        `${percentage(threshold)}: ${counted(count * features, 'parameter')} move nothing.`,
      value: count / vocabulary,
      layer,
      hint: 'Take more samples, or a smaller vocabulary.',
    }));
  },
});
