/** Training of the second-to-last layer alone by gradient flow, with what is certain of it. */
import type { TheoryCurve } from '../../report/theory';
import { timeAxis } from './time-axis';
import { isUnavailable } from '../../theory/certainty';
import { lossBound } from '../../theory/feature-learning/certified-rate';
import { trainByGradientFlow, type TrainingPoint } from '../../theory/feature-learning/gradient-flow';
import type { Guarantee } from '../../theory/feature-learning/guarantee';

export interface Trained {
  /** |H_T - H_0| / |H_0|. */
  readonly drift: number;
  readonly movement: number;
  /** Loss at the end over the loss at the start. */
  readonly fraction: number;
  readonly curves: readonly TheoryCurve[];
}

const WORK = 5e7;
/** Multiplications a step, for each sample and weight. */
const PASSES = 30;
const LEAST_STEPS = 100;
const MOST_STEPS = 1000;
const POINTS = 60;
/** Decades of the loss at its first rate. */
const DECADES = 3;

/** Undefined where the flow would take too long to follow, and where the loss is 0 or does not move. */
export function trainingOf({ network, certificate, initialRate, loss }: Guarantee): Trained | undefined {
  const { model, slowdown } = network;
  const weights = model.hidden.data.length;
  const maximalSteps = Math.min(MOST_STEPS, Math.floor(WORK / (PASSES * model.features.rows * weights)));
  if (maximalSteps < LEAST_STEPS || !(initialRate > 0 && loss > 0)) return undefined;
  // The model's time runs faster than that of ordinary gradient flow.
  const end = (DECADES * Math.LN10) / (initialRate * slowdown);
  const times = Array.from({ length: POINTS + 1 }, (_, k) => (end * k) / POINTS);
  const { points } = trainByGradientFlow(model, times, { tolerance: 1e-6, maximalSteps });
  const last = points[points.length - 1];
  if (points.length < 2) return undefined;
  const rate = isUnavailable(certificate) ? undefined : certificate.rate;
  return {
    drift: last.kernelDrift,
    movement: last.movement,
    fraction: last.loss / loss,
    curves: [lossCurve(points, { slowdown, rate }), driftCurve(points, slowdown)],
  };
}

function lossCurve(
  points: readonly TrainingPoint[],
  { slowdown, rate }: { readonly slowdown: number; readonly rate: number | undefined },
): TheoryCurve {
  const series = (value: (point: TrainingPoint, time: number) => number) =>
    points.map((point) => [point.time * slowdown, value(point, point.time * slowdown)] as const);
  const certified = rate === undefined ? [] : series((_, time) => lossBound(points[0].loss, rate, time));
  return {
    id: 'loss',
    title: 'Loss by gradient flow',
    horizontal: timeAxis,
    vertical: { title: 'loss', scale: 'log' },
    series: [
      { name: 'loss', certainty: 'exact', points: series(({ loss }) => loss) },
      { name: 'certain once the path is known', certainty: 'bound', points: series((point) => point.runTimeBound) },
      ...(certified.length > 0
        ? [{ name: 'certain from the start', certainty: 'bound' as const, points: certified }]
        : []),
    ],
    marks: [],
  };
}

function driftCurve(points: readonly TrainingPoint[], slowdown: number): TheoryCurve {
  return {
    id: 'drift',
    title: 'How far the kernel moves',
    horizontal: timeAxis,
    vertical: { title: 'change of the kernel, relative', scale: 'linear' },
    series: [
      {
        name: 'change',
        certainty: 'exact',
        points: points.map(({ time, kernelDrift }) => [time * slowdown, kernelDrift] as const),
      },
    ],
    marks: [],
  };
}
