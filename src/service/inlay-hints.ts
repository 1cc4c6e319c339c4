import { reportOf, type AnalysisState } from '../report/analysis-state';
import { escapeMarkdown } from '../report/markdown-text';
import { formatShape, formatShare } from '../report/numbers';
import type { LayerReport, Report } from '../report/report';
import type { Layer } from '../spec/architecture';
import type { Range } from '../spec/problem';
import type { SpecificationDocument } from './document';
import { modelMarkdown } from './hover/model';
import { sharesMarkdown } from './hover/layer-figures';
import { kappaLabel } from './kappa-title';
import { byStatement, certainLayers } from './statement-layers';
import type { InlayHint, InlayHintKind } from './types';

export interface InlayHintOptions {
  readonly state?: AnalysisState;
  readonly kinds: ReadonlySet<InlayHintKind>;
}

/** Hints whose place lies in `range`: the shape after every layer, the share of the slowest direction, and kappa after the model's line. */
export function doInlayHints(
  document: SpecificationDocument,
  range: Range,
  { state, kinds }: InlayHintOptions,
): readonly InlayHint[] {
  const report = reportOf(state, document.hash);
  const hints = [
    ...(kinds.has('kappa') && report ? kappaHints(document, report) : []),
    ...(kinds.has('shape') ? shapeHints(document) : []),
    ...(kinds.has('share') && report ? shareHints(report) : []),
  ];
  return hints.filter(({ offset }) => range.start <= offset && offset <= range.end).sort((a, b) => a.offset - b.offset);
}

function kappaHints(document: SpecificationDocument, report: Report): readonly InlayHint[] {
  const { architecture } = document.specification;
  const label = kappaLabel(report);
  if (!architecture || label === undefined) return [];
  const offset = lineEnd(document.text, architecture.nameRange.end);
  return [{ kind: 'kappa', offset, label, tooltip: modelMarkdown(architecture, report) }];
}

function shapeHints(document: SpecificationDocument): readonly InlayHint[] {
  return [...byStatement(certainLayers(document)).values()].map((layers) => ({
    kind: 'shape',
    offset: layers[0].range.end,
    label: `→ ${span(layers.map(({ outputShape }) => formatShape(outputShape)))}`,
    tooltip: `${escapeMarkdown(span(layers.map(({ name }) => name)))}: ${span(layers.map(shapes))}`,
  }));
}

function shapes({ inputShape, outputShape }: Layer): string {
  return `${formatShape(inputShape)} → ${formatShape(outputShape)}`;
}

/** One text where all are equal, else the first and the last. */
function span(texts: readonly string[]): string {
  const last = texts[texts.length - 1];
  return new Set(texts).size === 1 ? last : `${texts[0]} … ${last}`;
}

/** Smaller shares are left to the hover. */
const VISIBLE_SHARE = 0.05;

function shareHints({ layers }: Report): readonly InlayHint[] {
  return [...byStatement(layers).values()].flatMap((instances) => {
    const share = bottomShare(instances);
    const owns = instances.some(({ owner }) => owner);
    if (share === null || (share < VISIBLE_SHARE && !owns)) return [];
    const label = `${owns ? '►' : '·'} ${formatShare(share)} of λ_min`;
    return [{ kind: 'share' as const, offset: instances[0].range.end, label, tooltip: sharesMarkdown(instances) }];
  });
}

function bottomShare(instances: readonly LayerReport[]): number | null {
  const shares = instances.flatMap(({ bottomShare: share }) => share ?? []);
  return shares.length > 0 ? shares.reduce((sum, share) => sum + share, 0) : null;
}

function lineEnd(text: string, offset: number): number {
  const found = text.slice(offset).search(/[^\S\r\n]*(?:[\r\n]|$)/);
  return offset + found;
}
