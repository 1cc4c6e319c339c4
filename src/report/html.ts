import { dataList, expectationList, messageList, skippedList, timingLine } from './html/lists';
import { style } from './html/style';
import { boundTable, layerTable, optimisationTable, predictionTable, theoryTable } from './html/tables';
import { kappaHeadline } from './kappa-headline';
import { escaped, tag } from './markup';
import { countOf, formatInterval, formatNumber } from './numbers';
import type { Outcome } from './outcome';
import type { Report } from './report';
import { dataSentence, densitySentence, methodSentence, missingDraws, modelSentence } from './sentences';
import { rankSentence } from './summary';
import { speakingSections } from './theory-rows';
import { renderBracket } from './svg/bracket';
import { renderDistribution } from './svg/distribution';
import { renderLayers } from './svg/layers';
import type { Palette } from './svg/palette';
import { renderSpectrum } from './svg/spectrum';

/** Roles as the variables of the style sheet, which knows light, dark and paper. */
const palette: Palette = {
  background: 'none',
  foreground: 'var(--foreground)',
  muted: 'var(--quiet)',
  grid: 'var(--rule)',
  top: 'var(--top)',
  bottom: 'var(--bottom)',
  baseline: 'var(--quiet)',
  certified: 'var(--certified)',
  doubt: 'var(--doubt)',
  font: 'inherit',
};
/** As wide as the page lets them be. */
const drawn = { palette, width: 852 };

/**
 * Results of specifications as a page of its own: style sheet and charts inside, no scripts, nothing loaded from anywhere. Ends with a line
 * feed.
 */
export function renderHtml(...outcomes: readonly Outcome[]): string {
  const names = outcomes.map(({ report, file }) => report?.model.name ?? file);
  const articles = outcomes.map((outcome) =>
    tag('article', {}, outcome.report === undefined ? failure(outcome) : full(outcome.report, outcome)),
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(names.join(', '))}: condition number</title>
<style>
${style}</style>
</head>
<body>
<main>
${articles.join('\n')}
</main>
</body>
</html>
`;
}

function failure(outcome: Outcome): string {
  return [tag('h1', {}, escaped(outcome.file)), tag('p', {}, 'Cannot be analysed.'), messageList(outcome)].join('\n');
}

function full(report: Report, outcome: Outcome): string {
  const now = <T>(value: T) => [{ label: report.model.name, value }];
  const { spectrum, distribution } = report;
  return [
    head(report, outcome),
    section('Findings', messageList(outcome)),
    section('Expectations', expectationList(report)),
    section('Bounds', figure(renderBracket(now(report), drawn)), boundTable(report)),
    section('Layers', figure(renderLayers(report.layers, drawn)), layerTable(report)),
    section('Spectrum', figure(renderSpectrum(now(spectrum), drawn)), spectrumList(report)),
    section('Optimisation', optimisationTable(report)),
    section('Predictions at initialisation', predictionTable(report)),
    ...speakingSections(report.theory).map(({ title, section: topic }) => section(title, theoryTable(topic))),
    distribution === null
      ? ''
      : section(
          'Kappa over initialisations',
          figure(renderDistribution(now(distribution), drawn)),
          tag('p', {}, distributionSentence(distribution)),
        ),
    section('Data', dataList(report)),
    section('Not computed', skippedList(report)),
    timingLine(report),
  ]
    .filter((block) => block !== '')
    .join('\n');
}

function head(report: Report, { file }: Outcome): string {
  const { figure: kappa, detail, verdict, tone } = kappaHeadline(report);
  const { method } = report.spectrum;
  const facts = [
    ...(method === 'not computed' ? [] : [rankSentence(report.spectrum)]),
    methodSentence(report.spectrum),
    modelSentence(report),
    dataSentence(report),
  ];
  return tag(
    'header',
    {},
    tag('h1', {}, escaped(report.model.name), ' ', tag('small', {}, escaped(file))),
    tag(
      'p',
      { class: 'headline' },
      tag('span', { class: 'symbol' }, 'κ'),
      ' ',
      tag('strong', {}, escaped(kappa)),
      ' ',
      tag('span', { class: `verdict ${tone}` }, escaped(verdict)),
    ),
    tag('p', { class: 'quiet' }, escaped(detail)),
    ...facts.map((fact) => tag('p', { class: 'fact' }, escaped(fact))),
  );
}

/** Empty without content. */
function section(title: string, ...content: readonly string[]): string {
  return content.every((part) => part === '') ? '' : tag('section', {}, tag('h2', {}, title), ...content);
}

function figure(chart: string): string {
  return chart === '' ? '' : tag('figure', {}, chart);
}

function spectrumList({
  spectrum: { eigenvalues, density, lambdaMax, lambdaMin, trace, cut, float32 },
}: Report): string {
  if (eigenvalues === null) return density === null ? '' : tag('p', {}, escaped(densitySentence(density)));
  const facts = [
    countOf(eigenvalues.length, 'nonzero eigenvalue'),
    `largest ${formatNumber(lambdaMax)}`,
    `smallest ${formatNumber(lambdaMin)}`,
    ...(trace === null ? [] : [`trace ${formatNumber(trace)}`]),
    ...(cut === null ? [] : [`zero below ${formatNumber(cut)}`]),
    ...(float32?.misleads ? [`in float32 this would read κ ${formatNumber(float32.kappa)}`] : []),
  ];
  return tag('p', {}, escaped(facts.join(' · ')));
}

function distributionSentence(distribution: NonNullable<Report['distribution']>): string {
  const { seeds, median, quantiles } = distribution;
  const nine = formatInterval([quantiles[0], quantiles[3]]) ?? formatNumber(median);
  const measured = `Median ${formatNumber(median)} over ${countOf(seeds, 'seed')}, nine in ten ${nine}.`;
  return escaped(`${measured} ${missingDraws(distribution)}`.trimEnd());
}
