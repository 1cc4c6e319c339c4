import type { Bound, LayerReport } from '../../../src/report/report';
import type { Range } from '../../../src/spec/problem';

/** Range of the first occurrence of `part`. */
export function rangeOf(source: string, part: string): Range {
  const start = source.indexOf(part);
  if (start < 0) throw new Error(`no "${part}" in the sample`);
  return { start, end: start + part.length };
}

export function layer(
  source: string,
  fields: Partial<LayerReport> & Pick<LayerReport, 'name' | 'inputShape' | 'outputShape'>,
): LayerReport {
  return {
    kind: 'dense',
    range: rangeOf(source, `${fields.name}:`),
    parameters: 0,
    trainable: true,
    alpha: null,
    term: null,
    top: null,
    bottom: null,
    topShare: null,
    bottomShare: null,
    traceShare: null,
    rankLeft: null,
    rankRight: null,
    owner: false,
    deadUnits: null,
    kinkHits: null,
    tiedWindows: null,
    unusedTokens: null,
    branchRadius: null,
    predictions: [],
    ...fields,
  };
}

export function bound(fields: Partial<Bound> & Pick<Bound, 'id' | 'title' | 'direction'>): Bound {
  return {
    value: null,
    gap: null,
    applies: true,
    reason: null,
    certainty: 'bound',
    reference: 'docs/theory/gauss-newton.md 3.1',
    ...fields,
  };
}
