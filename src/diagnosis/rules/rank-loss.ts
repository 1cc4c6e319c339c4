import { counted } from '../figures';
import { rule, type Subject } from '../rule';
import { denseChain, fittedOutputs, genericRank } from '../structure/dense-chain';
import { isOdd } from '../structure/odd';
import { isTokenData } from '../structure/token-data';

export const rankLoss = rule('K112', {
  title: 'The Gauss-Newton matrix has lost rank',
  severity: 'warning',
  summary:
    'The rank is below what the structure or the number of fitted values leads to expect: some directions of the outputs cannot be ' +
    'moved at all, and the condition number describes only the others.',
  check(subject) {
    const { report, architecture } = subject;
    const { rank, rankCertain } = report.spectrum;
    if (rank === null) return null;
    const expected = expectedRank(subject);
    if (!rankCertain || !expected || rank >= expected.rank) return [];
    const dead = report.layers.filter(({ deadUnits }) => deadUnits !== null && deadUnits > 0);
    return [
      {
        message:
          `The Gauss-Newton matrix has rank ${rank}, ${expected.rank - rank} below ${expected.source}.` +
          dead.map(({ name, deadUnits }) => ` Layer ${name} has ${counted(deadUnits!, 'dead unit')}.`).join(''),
        value: rank,
        related: dead.flatMap(({ name }) => {
          const layer = architecture.layers.find((candidate) => candidate.name === name);
          return layer ? [{ message: `Dead units in layer ${name}.`, range: layer.kindRange }] : [];
        }),
        hint: 'Look for dead units, layers that start at zero, narrow layers and removed weights.',
      },
    ];
  },
});

interface ExpectedRank {
  readonly rank: number;
  readonly source: string;
}

/**
 * What the rank should be, where that is known. Repeated samples are the data's fault and have rules of their own. In a nonlinear
 * network symmetries of the parameters (a unit's scale, say) take directions away, so the number of fitted values is expected only
 * from a network with twice as many parameters.
 */
function expectedRank(subject: Subject): ExpectedRank | undefined {
  const { report, architecture } = subject;
  if (report.model.linear) {
    const chain = denseChain(subject);
    const rank = chain ? genericRank(chain, subject) : null;
    return rank !== null ? { rank, source: `the ${rank} that these widths reach with generic weights` } : undefined;
  }
  // Samples with the same tokens so far are the same sample up to there.
  if (isTokenData(architecture)) return undefined;
  const { samples, duplicates, antipodal } = report.data;
  const distinct = samples - duplicates - (isOdd(architecture) ? antipodal : 0);
  const rank = distinct * fittedOutputs(architecture);
  if (2 * rank > report.model.trainableCount) return undefined;
  return {
    rank,
    source: `the ${rank} values that it fits (${distinct} distinct samples, ${fittedOutputs(architecture)} outputs each)`,
  };
}
