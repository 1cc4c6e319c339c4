import { diagnosticsOf, expectationState } from './diagnostic';
import { escapeMarkdown as escaped, markdownTable } from './markdown-text';
import {
  countOf,
  formatCount,
  formatDuration,
  formatInterval,
  formatNumber,
  formatMomentum,
  formatRough,
  formatShape,
  formatShare,
} from './numbers';
import type { Outcome } from './outcome';
import type { Report } from './report';
import { placeAt } from './source-text';
import { kappaPhrase, rankSentence } from './summary';
import type { TheorySection } from './theory';
import { densitySentence, missingDraws } from './sentences';
import { speakingSections, theoryValue } from './theory-rows';
import { verdictOn } from './verdict';

/** One specification's result as GitHub-flavoured Markdown, for issues, pull requests and notebooks. Ends with a line feed. */
export function renderMarkdown(outcome: Outcome): string {
  const { report, file } = outcome;
  const messages = messageList(outcome);
  if (report === undefined) return `${joined([`## ${escaped(file)}`, 'Cannot be analysed.', messages])}\n`;
  const blocks = [
    `## ${escaped(report.model.name)}`,
    summary(report),
    section('Bounds', boundTable(report)),
    section('Layers', layerTable(report)),
    section('Optimisation', optimisationTable(report)),
    section('Predictions at initialisation', predictionTable(report)),
    ...speakingSections(report.theory).map(({ title, section: topic }) => section(title, theoryTable(topic))),
    section('Kappa over initialisations', distributionSentence(report)),
    section('Expectations', expectationList(report)),
    section('Findings', messages),
    section('Not computed', skippedList(report)),
    timingLine(report),
  ];
  return `${joined(blocks)}\n`;
}

function summary(report: Report): string {
  const { model, data, spectrum } = report;
  const verdict = verdictOn(report);
  return markdownTable(
    ['', ''],
    [
      ['kappa', `${kappaPhrase(report)}${verdict === undefined ? '' : `, ${verdict}`}`],
      ['rank', rankSentence(spectrum)],
      ['computed from', spectrum.skipped === null ? spectrum.method : `not computed: ${spectrum.skipped.reason}`],
      ['relative error', formatRough(spectrum.relativeError)],
      ...(spectrum.density === null ? [] : [['density', densitySentence(spectrum.density)]]),
      [
        'model',
        `${countOf(model.layerCount, 'layer')}, ${formatShape(model.input)} → ${formatShape(model.output)}, ${countOf(model.parameterCount, 'parameter')}`,
      ],
      ['loss', `${model.loss} (${model.lossNormalisation})`],
      ['data', `${data.source}, ${countOf(data.samples, 'sample')}, condition ${formatNumber(data.kappaSigma)}`],
      ['file', model.source ?? '-'],
    ],
  );
}

function boundTable({ bounds }: Report): string {
  return markdownTable(
    ['bound', 'direction', 'value', 'of kappa', 'trust', 'source'],
    bounds.map(({ title, direction, value, gap, applies, reason, certainty, reference }) => [
      title,
      direction,
      applies && value !== null ? formatNumber(value) : (reason ?? 'not computed'),
      formatRough(gap),
      certainty,
      reference,
    ]),
  );
}

function layerTable({ layers }: Report): string {
  return markdownTable(
    ['layer', 'kind', 'shape', 'parameters', 'alpha', 'top', 'bottom', 'owner'],
    layers.map((layer) => [
      layer.name,
      layer.kind,
      `${formatShape(layer.inputShape)} → ${formatShape(layer.outputShape)}`,
      formatCount(layer.parameters),
      formatNumber(layer.alpha),
      formatShare(layer.topShare),
      formatShare(layer.bottomShare),
      layer.owner ? 'yes' : '',
    ]),
  );
}

function optimisationTable({ theory }: Report): string {
  if (theory.optimisation === null) return '';
  const { maximalLearningRate: rate, iterationsPerDecade: iterations, momentum } = theory.optimisation;
  return markdownTable(
    ['method', 'largest learning rate', 'iterations a decade'],
    [
      ['gradient descent', formatNumber(rate.gradientDescent), formatNumber(Math.ceil(iterations.gradientDescent))],
      [
        `heavy ball, momentum ${formatMomentum(momentum)}`,
        formatNumber(rate.heavyBall),
        formatNumber(Math.ceil(iterations.heavyBall)),
      ],
      ['Nesterov', formatNumber(rate.nesterov), formatNumber(Math.ceil(iterations.nesterov))],
      ['damped Gauss-Newton', '-', formatNumber(Math.ceil(iterations.dampedGaussNewton))],
    ],
  );
}

function predictionTable({ theory }: Report): string {
  return markdownTable(
    ['figure', 'value', 'trust', 'source'],
    theory.initialisation.map(({ title, value, certainty, reference }) => [
      title,
      formatNumber(value),
      certainty,
      reference,
    ]),
  );
}

function theoryTable({ figures }: TheorySection): string {
  return markdownTable(
    ['figure', 'value', 'trust', 'source'],
    figures.map((figure) => [figure.title, theoryValue(figure), figure.certainty, figure.reference]),
  );
}

function distributionSentence({ distribution }: Report): string {
  if (distribution === null) return '';
  const { seeds, median, quantiles } = distribution;
  const nine = formatInterval([quantiles[0], quantiles[3]]) ?? formatNumber(median);
  return `Median ${formatNumber(median)} over ${countOf(seeds, 'seed')}, nine in ten ${nine}. ${escaped(missingDraws(distribution))}`.trimEnd();
}

function expectationList({ expectations }: Report): string {
  return expectations
    .map((each) => `- **${expectationState(each)}**: \`${each.text}\` (${escaped(each.actual)})`)
    .join('\n');
}

function messageList(outcome: Outcome): string {
  return diagnosticsOf(outcome)
    .map(({ code, severity, message, range, hint }) => {
      const { line, column } = placeAt(outcome.source, range.start);
      const cure = hint === null ? '' : ` ${escaped(hint)}`;
      return `- **${severity} ${code}** (${escaped(outcome.file)}:${line}:${column}): ${escaped(message)}${cure}`;
    })
    .join('\n');
}

function skippedList({ skipped }: Report): string {
  return skipped
    .map(
      ({ stage, reason, estimate, instead }) =>
        `- **${escaped(stage)}**: ${escaped(reason)} (would take ${escaped(estimate)}). Shown instead: ${escaped(instead)}`,
    )
    .join('\n');
}

function timingLine({ timings }: Report): string {
  if (timings.length === 0) return '';
  return `*${timings.map(({ stage, milliseconds }) => `${escaped(stage)} ${formatDuration(milliseconds)}`).join(', ')}*`;
}

function section(title: string, content: string): string {
  return content === '' ? '' : `### ${title}\n\n${content}`;
}

function joined(blocks: readonly string[]): string {
  return blocks.filter((block) => block !== '').join('\n\n');
}
