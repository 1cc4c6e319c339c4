import type { BlockPlan } from '../gauss-newton/matrix-free-product';
import type { Network } from '../network/network';
import { type Cost, passWork, PRODUCT_RATE, sizeOf } from './budget';

/** Forward passes of all samples are kept up to this size: then no product repeats them. */
const TRACE_BYTES = 2 ** 30;
/** Of one block of samples on its way through the network. */
const BLOCK_BYTES = 2 ** 29;
/** Numbers an entry of a node's output: what its forward pass saves, and what a directional derivative and its transpose need besides. */
const SAVED = 3;
const WORKING = 3;
/** What goes over every entry of an output, seen as floating-point operations. */
const OPERATIONS_PER_ENTRY = 40;

export interface MatrixFreeCost {
  readonly plan: BlockPlan;
  /** Of the forward passes to start with, and of one product. */
  readonly start: number;
  readonly product: number;
  readonly bytes: number;
}

/** Products with G by directional derivatives and their transposes, as many samples at a time as memory holds. */
export function matrixFreeCost({ architecture, data, nodes, parameterCount }: Network): MatrixFreeCost {
  const samples = data.inputs.rows;
  const entries = architecture.nodes.reduce((sum, { outputShape }) => sum + sizeOf(outputShape), 0);
  const multiplications = architecture.nodes.reduce((sum, node) => sum + passWork(node), 0);
  const keepsTraces = 8 * SAVED * entries * samples <= TRACE_BYTES;
  const perSample = 8 * (WORKING + (keepsTraces ? 0 : SAVED)) * entries;
  const couples = nodes.some(({ operation }) => operation.couples);
  const samplesAtOnce = couples ? samples : Math.min(samples, Math.max(1, Math.floor(BLOCK_BYTES / perSample)));
  const pass = (samples * (2 * multiplications + OPERATIONS_PER_ENTRY * entries)) / PRODUCT_RATE;
  return {
    plan: { samplesAtOnce, keepsTraces },
    start: keepsTraces ? pass : 0,
    product: keepsTraces ? 4 * pass : 6 * pass,
    bytes: samplesAtOnce * perSample + 8 * ((keepsTraces ? SAVED * entries * samples : 0) + 4 * parameterCount),
  };
}

/** All of it for this many products. */
export function costOfProducts({ start, product, bytes }: MatrixFreeCost, count: number): Cost {
  return { seconds: start + count * product, bytes };
}
