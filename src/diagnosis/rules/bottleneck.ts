import { figure } from '../figures';
import { widenLayers } from '../fixes/widen';
import { rule, type Measurements, type Subject } from '../rule';
import { denseChain, fittedOutputs, genericRank } from '../structure/dense-chain';
import { nodeWidth, unavoidableNodes } from '../../spec/paths';

export const bottleneck = rule('K111', {
  title: 'A hidden layer is a bottleneck',
  severity: 'warning',
  summary:
    'In a linear network a hidden width below min(outputs, rank of the data) lowers the rank of the Gauss-Newton matrix, and bounds ' +
    'that assume full rank no longer apply.',
  check({ report, architecture }) {
    if (!report.model.linear) return [];
    const outputs = fittedOutputs(architecture);
    const limit = Math.min(outputs, report.data.rank);
    const narrow = unavoidableNodes(architecture).filter((node) => nodeWidth(node) < limit);
    if (narrow.length === 0) return [];
    const width = Math.min(...narrow.map(nodeWidth));
    const places = [...new Set(narrow.map((node) => architecture.layers[node.layer]))];
    const layer = architecture.layers[narrow.find((node) => nodeWidth(node) === width)!.layer];
    return [
      {
        message:
          `Layer ${layer.name} lets ${figure(width)} dimensions through, fewer than min(outputs, rank of the data) = ` +
          `min(${outputs}, ${report.data.rank}) = ${limit}${consequence({ report, architecture })}`,
        value: width,
        layer,
        related: places
          .filter((place) => place.kindRange.start !== layer.kindRange.start)
          .map((place) => ({ message: `Layer ${place.name} is narrow too.`, range: place.kindRange })),
        hint: `Make every hidden layer at least ${limit} wide, or allow K111 where the bottleneck is meant.`,
        fixes: widenLayers(
          architecture,
          places.filter(({ kind }) => kind === 'dense'),
          limit,
        ),
      },
    ];
  },
});

function consequence(subject: Subject): string {
  const chain = denseChain(subject);
  const rank = (chain && genericRank(chain, subject)) ?? measuredRank(subject.report);
  if (rank === null) return '.';
  const wide = chain && genericRank({ ...chain, widths: chain.widths.map(() => Infinity) }, subject);
  return wide ? `: the rank of G is ${rank} instead of ${wide}.` : `: the rank of G is ${rank}.`;
}

function measuredRank({ spectrum }: Measurements): number | null {
  return spectrum.structuralRank ?? spectrum.rank;
}
