/** Gradient flow from the network's own start until outputs are as large as the targets. */
import type { Network } from '../../network/network';
import type { TheoryCurve } from '../../report/theory';
import { timeAxis } from './time-axis';
import { isSmooth } from '../../theory/early-direction/homogeneous-activation';
import { chainWeights } from '../../theory/early-direction/homogeneous-chain';
import type { EarlyDirection } from '../../theory/early-direction/early-direction';
import { type FlowPoint, simulateFlow } from '../../theory/early-direction/scaled-flow';

/** Multiplications for the whole simulation, and for one step: two passes in each of six stages. */
const WORK = 5e7;
const PASSES = 36;
/** Fewer steps do not get through a plateau. */
const LEAST_STEPS = 200;
const MOST_STEPS = 1000;
/** Of a flow that escapes long before the horizon; it is followed again, up to there. */
const FEW_POINTS = 30;
/** Of the bound, where the start's own direction does not grow. */
const PATIENCE = 10;

/** For squared errors and starts small enough to align; none where the flow would take too long to follow. */
export function alignmentCurves(network: Network, found: EarlyDirection): readonly TheoryCurve[] {
  const { problem, regime, escapeBound, escapeEstimate, criticalRadius } = found;
  if (regime.name === 'none' || network.architecture.loss !== 'mse') return [];
  const weights = chainWeights(network, found.chain);
  const entries = weights.reduce((sum, { data }) => sum + data.length, 0);
  const maximalSteps = Math.min(MOST_STEPS, Math.floor(WORK / (PASSES * problem.inputs.rows * entries)));
  const horizon = Number.isFinite(escapeEstimate.time) ? 1.5 * escapeEstimate.time : PATIENCE * escapeBound.time;
  if (maximalSteps < LEAST_STEPS || !(horizon > 0 && Number.isFinite(horizon))) return [];
  const follow = (until: number) =>
    simulateFlow(problem, 1 / problem.inputs.rows, weights, {
      radius: criticalRadius.value,
      horizon: until,
      maximalSteps,
    }).points;
  const coarse = follow(horizon);
  if (coarse.length < 2) return [];
  const points = coarse.length < FEW_POINTS ? follow(coarse[coarse.length - 1].time) : coarse;
  return [alignment(found, points), singularValues(network, found, points), ranks(network, found, points)];
}

function alignment(found: EarlyDirection, points: readonly FlowPoint[]): TheoryCurve {
  const { activation } = found.chain;
  return {
    id: 'alignment',
    title: 'Turning into a direction of growth',
    horizontal: timeAxis,
    vertical: { title: 'cosine; length', scale: 'linear' },
    series: [
      { name: 'cosine', certainty: trust(activation), points: points.map((point) => [point.time, point.alignment]) },
      {
        name: 'length over the escape radius',
        certainty: trust(activation),
        points: points.map((point) => [point.time, point.norm / found.criticalRadius.value]),
      },
    ],
    marks: marksOf(found, points),
  };
}

function singularValues(network: Network, found: EarlyDirection, points: readonly FlowPoint[]): TheoryCurve {
  return {
    id: 'singularValues',
    title: 'Largest singular value of each layer',
    horizontal: timeAxis,
    vertical: { title: 'largest singular value', scale: 'log' },
    series: byLayer(network, found, (l) =>
      points.map((point) => [point.time, point.largestSingularValues[l]] as const),
    ),
    marks: marksOf(found, points),
  };
}

function ranks(network: Network, found: EarlyDirection, points: readonly FlowPoint[]): TheoryCurve {
  return {
    id: 'rankOne',
    title: 'How far each layer is from rank one',
    horizontal: timeAxis,
    vertical: { title: 'second over first singular value', scale: 'log' },
    series: byLayer(network, found, (l) => points.map((point) => [point.time, point.rankOneRatios[l]] as const)),
    marks: marksOf(found, points),
  };
}

function byLayer(
  { architecture }: Network,
  { chain: { nodes, activation } }: EarlyDirection,
  pointsOf: (layer: number) => TheoryCurve['series'][number]['points'],
): TheoryCurve['series'] {
  return nodes.map((id, l) => ({
    name: architecture.layers[architecture.nodes[id].layer].name,
    certainty: trust(activation),
    points: pointsOf(l),
  }));
}

/** Smooth flows are integrated to 1e-8; flows over kinks chatter. */
function trust(activation: EarlyDirection['chain']['activation']) {
  return isSmooth(activation) ? 'exact' : 'heuristic';
}

function marksOf({ escapeBound }: EarlyDirection, points: readonly FlowPoint[]): TheoryCurve['marks'] {
  const last = points[points.length - 1].time;
  return escapeBound.time > 0 && escapeBound.time < last ? [{ title: 'not before', at: escapeBound.time }] : [];
}
