import { expectationState } from '../../report/diagnostic';
import { escapeMarkdown, richTable } from '../../report/markdown-text';
import { countOf, formatNumber, formatRough, formatShape } from '../../report/numbers';
import { optimisationMethods } from '../../report/optimisation-methods';
import type { Optimisation, Report } from '../../report/report';
import { dataSentence, methodSentence, modelSentence } from '../../report/sentences';
import { bracketPhrase, kappaPhrase, rankSentence } from '../../report/summary';
import { verdictOn } from '../../report/verdict';
import type { Architecture } from '../../spec/architecture';
import { isPending } from '../kappa-title';
import { findingList } from './findings';
import { predictionTable } from './layer-figures';
import { modelTheory } from './theory-figures';

/** A model at a glance: kappa and how exact it is, what proves it, what it means for training, what was found. */
export function modelMarkdown(architecture: Architecture, report?: Report): string {
  return (report ? analysed(report) : [unanalysed(architecture)]).filter((part) => part !== '').join('\n\n');
}

function unanalysed({ name, layers, input, output }: Architecture): string {
  return `**${escapeMarkdown(name)}** · ${countOf(layers.length, 'layer')} · ${formatShape(input)} → ${formatShape(output)}`;
}

function analysed(report: Report): readonly string[] {
  const { model, theory, spectrum } = report;
  return [
    `**${escapeMarkdown(model.name)}** · ${modelSentence(report)}`,
    richTable(headline(report), rows(report)),
    theory.optimisation ? optimisation(theory.optimisation) : '',
    isPending(report) ? '' : escapeMarkdown(methodSentence(spectrum)),
    escapeMarkdown(dataSentence(report)),
    predictionTable(theory.initialisation),
    modelTheory(theory),
    expectationList(report),
    findingList(report.findings),
  ];
}

function headline(report: Report): readonly string[] {
  if (isPending(report)) return ['κ', 'not measured yet'];
  const verdict = verdictOn(report);
  return ['κ', `${kappaPhrase(report)}${verdict === undefined ? '' : `, ${verdict}`}`];
}

function rows(report: Report): readonly (readonly string[])[] {
  const { spectrum, bracket, bounds } = report;
  const { lambdaMax, lambdaMin } = spectrum;
  const certified = bracketPhrase(bracket);
  return [
    ...(certified === undefined ? [] : [['certified', certified + gapOf(bounds)]]),
    ...(isPending(report) ? [] : [['rank', rankSentence(spectrum).replace(/^rank /, '')]]),
    ...(lambdaMax === null ? [] : [['λ_max, λ_min', `${formatNumber(lambdaMax)}, ${formatNumber(lambdaMin)}`]]),
  ];
}

/** Of the tightest upper bound to kappa. */
function gapOf(bounds: Report['bounds']): string {
  const gaps = bounds.flatMap(({ direction, applies, gap }) => (direction === 'upper' && applies ? (gap ?? []) : []));
  return gaps.length > 0 ? `, upper bound ${formatRough(Math.min(...gaps))} times κ` : '';
}

function optimisation(figures: Optimisation): string {
  return richTable(
    ['training', 'largest learning rate', 'iterations a decade'],
    optimisationMethods(figures).map(({ name, learningRate, iterations }) => [
      name,
      formatNumber(learningRate),
      `about ${formatNumber(iterations)}`,
    ]),
  );
}

function expectationList({ expectations }: Report): string {
  return expectations
    .map((each) => `- ${expectationState(each)}: \`${each.text}\` (${escapeMarkdown(each.actual)})`)
    .join('\n');
}
