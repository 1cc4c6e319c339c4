import { escapeMarkdown } from '../../report/markdown-text';
import { countOf, formatCount, formatShape, formatShare } from '../../report/numbers';
import type { LayerReport, Report } from '../../report/report';
import type { Layer } from '../../spec/architecture';
import { layers as catalogue } from '../../spec/catalogue/catalogue';
import { documentLayer, layerSignature } from '../../spec/catalogue/documentation';
import type { Statement } from '../../spec/syntax/tree';
import { byStatement, certainLayers } from '../statement-layers';
import type { SpecificationDocument } from '../document';
import { findingList } from './findings';
import { figuresMarkdown, predictionTable, sharesMarkdown } from './layer-figures';
import { layerTheory } from './theory-figures';

/** The layers that a statement stands for, with what was computed of them, and what its kind means. */
export function layerMarkdown(
  document: SpecificationDocument,
  statement: Statement,
  report?: Report,
): string | undefined {
  const layers = layersOf(document, statement);
  const reports = report ? reportsOf(report, layers) : [];
  const entry = catalogue.get(statement.kind.text);
  const findings = report?.findings.filter(({ layer }) => layers.some(({ name }) => name === layer)) ?? [];
  const owner = reports.find((layer) => layer.owner);
  const measured = [
    sharesMarkdown(reports),
    owner ? `► ${escapeMarkdown(owner.name)} holds the largest share of the slowest direction.${doubt(report)}` : '',
    figuresMarkdown(reports),
    predictionTable(reports.flatMap(({ predictions }) => predictions)),
    report ? layerTheory(report.theory, reports) : '',
    findingList(findings),
  ].filter((part) => part !== '');
  const documentation =
    entry && (measured.length > 0 ? `\`${layerSignature(entry)}\`\n\n${entry.summary}` : documentLayer(entry));
  const parts = [heading(statement, layers, reports), measured.join('\n\n'), documentation ?? ''];
  return parts.filter((part) => part !== '').join('\n\n---\n\n') || undefined;
}

/** A `repeat` is no layer of its own and stands for those inside. */
function layersOf(document: SpecificationDocument, { kind, range }: Statement): readonly Layer[] {
  const layers = certainLayers(document);
  return kind.text === 'repeat'
    ? layers.filter((layer) => range.start < layer.range.start && layer.range.end <= range.end)
    : (byStatement(layers).get(range.start) ?? []);
}

function reportsOf({ layers }: Report, of: readonly Layer[]): readonly LayerReport[] {
  const names = new Set(of.map(({ name }) => name));
  return layers.filter(({ name }) => names.has(name));
}

/** `**stem** dense, 32 → 64, 2,112 parameters`. */
function heading({ kind }: Statement, layers: readonly Layer[], reports: readonly LayerReport[]): string {
  if (layers.length === 0) return '';
  const [first] = layers;
  const last = layers[layers.length - 1];
  const isRepeat = kind.text === 'repeat';
  return [
    layers.length === 1
      ? `**${name(first)}** ${kind.text}`
      : `**${name(first)}** … **${name(last)}** ${isRepeat ? '' : kind.text}`.trimEnd(),
    ...(layers.length > 1 ? [countOf(layers.length, 'layer')] : []),
    isRepeat ? `${formatShape(first.inputShape)} → ${formatShape(last.outputShape)}` : shapes(layers),
    parameters(reports),
    pruned(first),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function name(layer: Layer): string {
  return escapeMarkdown(layer.name);
}

function shapes(layers: readonly Layer[]): string {
  const written = layers.map(
    ({ inputShape, outputShape }) => `${formatShape(inputShape)} → ${formatShape(outputShape)}`,
  );
  const last = written[written.length - 1];
  return new Set(written).size === 1 ? last : `${written[0]}, …, ${last}`;
}

function parameters(reports: readonly LayerReport[]): string {
  const sum = reports.reduce((total, layer) => total + layer.parameters, 0);
  if (sum === 0) return '';
  const frozen = reports.every(({ trainable }) => !trainable) ? ', frozen' : '';
  const all = reports.length > 1 ? ' in all' : '';
  const each = reports.length > 1 && new Set(reports.map((layer) => layer.parameters)).size === 1;
  return `${countOf(sum, 'parameter')}${all}${each ? ` (${formatCount(reports[0].parameters)} each)` : ''}${frozen}`;
}

function pruned({ prune }: Layer): string {
  return prune ? `${formatShare(prune.sparsity)} pruned (${prune.method})` : '';
}

/** The bottom eigenvector is no clearer than the rank. */
function doubt(report: Report | undefined): string {
  return report?.spectrum.rankCertain === false ? ' The rank is undecided, and so is that direction.' : '';
}
