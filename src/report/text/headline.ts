import { countOf, formatCount, formatNumber, formatRough, formatShape } from '../numbers';
import type { Report, Spectrum } from '../report';
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

function modelSentence({ model }: Report): string {
  const kind = model.linear ? 'linear' : 'nonlinear';
  const frozen = model.parameterCount - model.trainableCount;
  const parameters = countOf(model.parameterCount, 'parameter');
  const weights = model.weights === 'file' ? 'weights from file' : `initialised with seed ${model.seed}`;
  return [
    `${countOf(model.layerCount, 'layer')}, ${kind}`,
    `${formatShape(model.input)} → ${formatShape(model.output)}`,
    frozen > 0 ? `${parameters} (${formatCount(frozen)} frozen or pruned)` : parameters,
    `loss ${model.loss} (${model.lossNormalisation})`,
    weights,
  ].join(' · ');
}

function dataSentence({ data }: Report): string {
  const kappa = data.kappaSigma === null ? 'condition not computed' : `condition ${formatNumber(data.kappaSigma)}`;
  const oddities = [
    data.duplicates > 0 && countOf(data.duplicates, 'duplicate'),
    data.antipodal > 0 && `${countOf(data.antipodal, 'pair')} x, -x`,
    data.constantFeatures > 0 && countOf(data.constantFeatures, 'constant feature'),
    data.meanShare > 0.5 && `mean holds ${formatRough(100 * data.meanShare)} % of the second moment`,
  ].filter((each): each is string => each !== false);
  return [
    `data ${data.source}, ${countOf(data.samples, 'sample')} of dimension ${formatCount(data.dimension)}`,
    `second moment of rank ${formatCount(data.rank)}, ${kappa}`,
    ...oddities,
  ].join(' · ');
}

function methodSentence({ method, relativeError, skipped }: Spectrum): string {
  if (skipped !== null) return `Not computed: ${skipped.reason} (${skipped.estimate}).`;
  if (relativeError === null) return `Computed from ${method}.`;
  return `Computed from ${method}; smallest eigenvalue within a relative error of ${formatRough(relativeError)}.`;
}
