/** Whether training is certain to reach zero loss, how fast, and whether features move. */
import type { Network } from '../../network/network';
import { memoise } from '../../numerics/memoise';
import { silentSection, type TheoryFigure, type TheorySection } from '../../report/theory';
import { isUnavailable } from '../../theory/certainty';
import type { CertifiedRate } from '../../theory/feature-learning/certified-rate';
import { type Guarantee, guarantee } from '../../theory/feature-learning/guarantee';
import { meanFieldNetwork } from '../../theory/feature-learning/mean-field-network';
import { measuredRegime } from '../../theory/feature-learning/movement-scale';
import { type FeatureDemand, featureDemand } from '../../theory/feature-learning/random-features';
import { figure } from './figure';
import type { TheoryStage } from './stage';
import { trainingOf, type Trained } from './training-curves';

const page = 'docs/theory/feature-learning.md';

/** Samples for which the spectrum of X X^T is found quickly, and pre-activations whose margins are. */
const MOST_SAMPLES = 256;
const MOST_MARGINS = 5e4;

/** The training itself only when `complete`. */
export function featureLearningSection(network: Network, stage: TheoryStage = 'complete'): TheorySection {
  if (network.data.inputs.rows > MOST_SAMPLES)
    return silentSection(`Left out: the spectrum of X X^T is looked at up to ${MOST_SAMPLES} samples.`);
  const fitting = meanFieldNetwork(network);
  if (isUnavailable(fitting)) return silentSection(fitting.reason);
  if (fitting.model.features.rows * fitting.slowdown > MOST_MARGINS)
    return silentSection(`Left out: margins are looked at up to ${MOST_MARGINS} pre-activations.`);
  const found = guaranteeOf(network);
  if (isUnavailable(found)) return silentSection(found.reason);
  const training = stage === 'complete' ? trainingOf(found) : undefined;
  return {
    reason: null,
    figures: [
      ...certificateFigures(found),
      figure('loss', 'loss at the start', found.loss, {
        certainty: 'exact',
        reference: `${page} 1`,
        note: 'Half the mean squared error.',
      }),
      figure('initialRate', "rate of the loss at the start, -l'/l", found.initialRate, {
        certainty: 'exact',
        reference: `${page} 1`,
      }),
      ...scaleFigures(found),
      ...sampleFigures(network, found),
      ...(training ? trainingFigures(training) : []),
    ],
    layers: [],
    curves: training?.curves ?? [],
  };
}

const guaranteeOf = memoise(guarantee);

function certificateFigures({ certificate, timeToHundredth, descent }: Guarantee): readonly TheoryFigure[] {
  if (isUnavailable(certificate))
    return [
      figure('certificate', 'zero loss is certain', null, {
        certainty: 'bound',
        reference: `${page} 2, 3`,
        note: certificate.reason,
      }),
    ];
  const { theorem, rate } = certificate;
  const source = { certainty: 'bound', reference: `${page} ${sections[theorem]}` } as const;
  return [
    figure('certificate', 'zero loss is certain', `yes, theorem ${theorem}`, { ...source, note: meaning(certificate) }),
    figure('rate', 'rate of the loss, at least', rate, { ...source, note: 'l(t) <= l(0) exp(-rate t).' }),
    figure('timeToHundredth', 'time to a hundredth of the loss, at most', timeToHundredth, {
      ...source,
      note: 'Learning rate times steps.',
    }),
    ...(descent
      ? [
          figure('learningRate', 'learning rate of steady descent', descent.step, {
            certainty: descent.certainty,
            reference: `${page} 4`,
          }),
          figure('steps', 'steps at it to a hundredth of the loss', descent.steps, {
            certainty: descent.certainty,
            reference: `${page} 4`,
          }),
        ]
      : []),
  ];
}

const sections: Readonly<Record<CertifiedRate['theorem'], string>> = { S1: '2, theorem S1', S2: '3, theorem S2' };

function meaning(certificate: CertifiedRate | (CertifiedRate & { readonly movement: number })): string {
  return 'movement' in certificate
    ? `No pre-activation moves by more than ${certificate.movement.toPrecision(3)}.`
    : 'Whatever the start and however far the weights move.';
}

function scaleFigures({ scale }: Guarantee): readonly TheoryFigure[] {
  if (!scale) return [];
  const source = { certainty: scale.certainty, reference: `${page} 6` };
  return [
    figure('regime', 'what wide networks of this output scale do', scale.regime, source),
    figure('outputExponent', 'exponent a of the output scale, width^-a', scale.exponent, {
      ...source,
      note: '1/2 is the scale of the tangent kernel, 1 that of the mean field; features move from 1 on.',
    }),
  ];
}

/** How many random units in a fixed layer make samples independent, where they are not, and where there is such a layer. */
function sampleFigures(network: Network, { independent, network: fitting }: Guarantee): readonly TheoryFigure[] {
  const samples = figure(
    'samples',
    'samples as the trained layer sees them',
    independent ? 'independent' : 'dependent',
    {
      certainty: 'exact',
      reference: `${page} 2`,
    },
  );
  if (independent && !fitting.fixedLayers) return [samples];
  const demand = featureDemand(network, fitting);
  const source = { certainty: 'bound', reference: `${page} 5, width rule` } as const;
  const title = 'random fixed units enough for independence';
  return [
    samples,
    isUnavailable(demand)
      ? figure('featureWidth', title, null, { ...source, note: demand.reason })
      : figure('featureWidth', title, demand.width, { ...source, note: demandNote(demand) }),
  ];
}

function demandNote({ activation, present }: FeatureDemand): string {
  const certain = 'in 99 of 100 draws lambda_min of their Gram matrix is at least half its limit; far fewer usually do';
  return present === null
    ? `A fixed layer before the trained one with ${activation} and lecun_normal weights: ${certain}.`
    : `The fixed layer has ${present} with ${activation}: ${certain}.`;
}

function trainingFigures({ drift, movement, fraction }: Trained): readonly TheoryFigure[] {
  return [
    figure('kernelDrift', 'change of the kernel in training, relative', drift, {
      certainty: 'exact',
      reference: `${page} 6`,
      note: `${measuredRegime(drift)}: by gradient flow until the loss is ${Number(fraction.toPrecision(2))} of what it was.`,
    }),
    figure('movement', "longest way of a unit's weights", movement, { certainty: 'exact', reference: `${page} 4` }),
  ];
}
