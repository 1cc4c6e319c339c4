import type { Report } from '../report';
import { dataSentence, methodSentence, modelSentence } from '../sentences';
import { kappaPhrase, rankSentence } from '../summary';
import { verdictOf, verdictOn } from '../verdict';
import type { Canvas, Colour } from './canvas';
import { textWidth, visible, wrap } from './text-width';

/** Model, kappa with interval and verdict, rank of dimension, how it was computed and how exactly. */
export function headline(report: Report, { paint, width }: Canvas): readonly string[] {
  const { model, spectrum } = report;
  const source = model.source === null ? '' : `  ${paint('dim', visible(model.source))}`;
  const paragraph = (text: string) => wrap(text, width).map((line) => paint('dim', line));
  return [
    `${paint('bold', visible(model.name))}${source}`,
    ...paragraph(modelSentence(report)),
    ...paragraph(dataSentence(report)),
    '',
    ...kappaLines(report, { paint, width }),
    ...wrap(rankSentence(spectrum), width),
    ...paragraph(methodSentence(spectrum)),
  ];
}

function kappaLines(report: Report, { paint, width }: Canvas): readonly string[] {
  const verdict = verdictOn(report);
  const { spectrum } = report;
  const colour: Colour = spectrum.kappa === null ? 'yellow' : verdictColours[verdictOf(spectrum.kappa)];
  const verdictText = verdict ?? (spectrum.kappa === null ? undefined : 'cannot tell how well conditioned');
  const first = `kappa ${paint(colour, paint('bold', kappaPhrase(report)))}`;
  if (verdictText === undefined) return [first];
  const verdictPart = paint(colour, verdictText);
  return textWidth(first) + 2 + textWidth(verdictText) <= width
    ? [`${first}  ${verdictPart}`]
    : [first, `      ${verdictPart}`];
}

const verdictColours: Readonly<Record<ReturnType<typeof verdictOf>, Colour>> = {
  'well conditioned': 'green',
  'moderately conditioned': 'cyan',
  'ill-conditioned': 'yellow',
  'severely ill-conditioned': 'red',
};
