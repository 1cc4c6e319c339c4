import { expectationState } from '../../report/diagnostic';
import { escapeMarkdown, richTable } from '../../report/markdown-text';
import { countOf, formatMomentum, formatNumber, formatRough, formatShape } from '../../report/numbers';
import type { Optimisation, Report } from '../../report/report';
import { bracketPhrase, kappaPhrase, rankSentence } from '../../report/summary';
import { verdictOn } from '../../report/verdict';
import type { Architecture } from '../../spec/architecture';
import { isPending } from '../kappa-title';
import { findingList } from './findings';
import { predictionTable } from './layer-figures';

/** A model at a glance: kappa and how exact it is, what proves it, what it means for training, what was found. */
export function modelMarkdown(architecture: Architecture, report?: Report): string {
  const { name, layers, input, output } = architecture;
  const title = `**${name}**: ${countOf(layers.length, 'layer')}, ${formatShape(input)} → ${formatShape(output)}`;
  if (!report) return title;
  const { model, theory } = report;
  return [
    `${title}, ${countOf(model.parameterCount, 'parameter')}, ${model.linear ? 'linear' : 'nonlinear'}`,
    richTable(headline(report), rows(report)),
    theory.optimisation ? optimisation(theory.optimisation) : '',
    predictionTable(theory.initialisation),
    expectationList(report),
    findingList(report.findings),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function headline(report: Report): readonly string[] {
  if (isPending(report)) return ['κ', 'not measured yet'];
  const verdict = verdictOn(report);
  return ['κ', `${kappaPhrase(report)}${verdict === undefined ? '' : `, ${verdict}`}`];
}

function rows(report: Report): readonly (readonly string[])[] {
  const { spectrum, data, skipped } = report;
  const { lambdaMax, lambdaMin, relativeError, method } = spectrum;
  const error = relativeError === null ? '' : `, λ_min within ${formatRough(relativeError)}`;
  return [
    ...certified(report),
    ...(isPending(report) ? [] : [['rank', rankSentence(spectrum)]]),
    ...(lambdaMax === null ? [] : [['λ_max, λ_min', `${formatNumber(lambdaMax)}, ${formatNumber(lambdaMin)}${error}`]]),
    ...(spectrum.kappa === null ? [] : [['computed from', escapeMarkdown(method)]]),
    ['data', `${data.source}, ${countOf(data.samples, 'sample')}, condition ${formatNumber(data.kappaSigma)}`],
    ...skipped.map(({ stage, reason, estimate }) => [
      'not computed',
      escapeMarkdown(`${stage}: ${reason} (${estimate})`),
    ]),
  ];
}

function certified({ bracket, bounds }: Report): readonly (readonly string[])[] {
  const phrase = bracketPhrase(bracket);
  if (phrase === undefined) return [];
  const gap = tightestGap(bounds);
  return [['certified', gap === undefined ? phrase : `${phrase}, upper bound ${formatRough(gap)} times κ`]];
}

function tightestGap(bounds: Report['bounds']): number | undefined {
  const gaps = bounds.flatMap(({ direction, applies, gap }) => (direction === 'upper' && applies ? (gap ?? []) : []));
  return gaps.length > 0 ? Math.min(...gaps) : undefined;
}

function optimisation({ maximalLearningRate: rate, iterationsPerDecade: iterations, momentum }: Optimisation): string {
  const count = (value: number) => formatNumber(Math.ceil(value));
  return richTable(
    ['training', 'largest learning rate', 'iterations a decade'],
    [
      ['gradient descent', formatNumber(rate.gradientDescent), count(iterations.gradientDescent)],
      [`heavy ball, momentum ${formatMomentum(momentum)}`, formatNumber(rate.heavyBall), count(iterations.heavyBall)],
      ['Nesterov', formatNumber(rate.nesterov), count(iterations.nesterov)],
    ],
  );
}

function expectationList({ expectations }: Report): string {
  return expectations
    .map((each) => `- ${expectationState(each)}: \`${each.text}\` (${escapeMarkdown(each.actual)})`)
    .join('\n');
}
