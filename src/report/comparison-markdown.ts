import type { Comparison } from './comparison';
import { changedLayers, changePhrase, figureRows, sharePhrase } from './comparison-table';
import { escapeMarkdown, markdownTable } from './markdown-text';
import { countOf } from './numbers';
import type { Finding } from './report';

/** Two reports side by side as GitHub-flavoured Markdown. Ends with a line feed. */
export function renderComparisonMarkdown(comparison: Comparison): string {
  const { label, kappa, findings } = comparison;
  const blocks = [
    `## ${escapeMarkdown(label.before)} → ${escapeMarkdown(label.after)}`,
    `Kappa: **${changePhrase(kappa)}**`,
    markdownTable(
      ['', `before: ${label.before}`, `after: ${label.after}`],
      figureRows(comparison).map(({ title, before, after }) => [title, before, after]),
    ),
    layerTable(comparison),
    findingList('Findings gone', findings.gone),
    findingList('New findings', findings.new),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function layerTable(comparison: Comparison): string {
  const { changed, unchanged } = changedLayers(comparison);
  if (changed.length === 0) return '';
  const table = markdownTable(
    ['layer', '', 'of the slowest direction', 'of the steepest direction'],
    changed.map((layer) => [
      layer.name,
      layer.change === 'kept' ? '' : layer.change,
      sharePhrase(layer.bottomShare, layer),
      sharePhrase(layer.topShare, layer),
    ]),
  );
  return `### Layers\n\n${table}${unchanged > 0 ? `\n\n${countOf(unchanged, 'layer')} as before.` : ''}`;
}

function findingList(title: string, findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const lines = findings.map(({ severity, code, message }) => `- **${severity} ${code}**: ${escapeMarkdown(message)}`);
  return `### ${title}\n\n${lines.join('\n')}`;
}
