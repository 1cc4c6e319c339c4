import { coupledRoute } from '../gauss-newton/coupled-route';
import type { FactoredJacobian, JacobianPart } from '../gauss-newton/factored-jacobian';
import { gramWork } from '../gauss-newton/gram-work';
import { samplesInBlock } from '../gauss-newton/sampled-parts';
import type { Network } from '../network/network';
import type { Skipped } from '../report/report';
import type { GraphNode, Shape } from '../spec/architecture';

/** Floating-point operations a second that the kernels sustain on a slow laptop; only for deciding what to start. */
export const PRODUCT_RATE = 6e9;
const EIGEN_RATE = 3.5e9;
const FACTOR_RATE = 1e10;
/** Cubes of its size that the singular values of a triangular factor take a second. */
const SINGULAR_RATE = 2.5e8;
/** What plain loops over entries sustain; before a coupling several go over every cotangent. */
const ENTRY_RATE = 5e8;
const COUPLED_ENTRY_RATE = 5e7;
/** What small products cost however small they are. */
const SECONDS_PER_LAYER = 4e-3;
const MEMORY_LIMIT = 3 * 2 ** 30;
/** Of one block of samples, where the factors of all do not fit. */
const BLOCK_BYTES = 2 ** 29;
/** Lanczos ends here, converged or not. */
export const LANCZOS_STEPS = 100;
/** Products until both ends of a Kronecker sum are found. */
const KRONECKER_PRODUCTS = 200;

export interface Cost {
  readonly seconds: number;
  readonly bytes: number;
}

/** What a run may still spend, and what it was not started for. */
export class Budget {
  readonly skipped: Skipped[] = [];
  private readonly started = Date.now();

  constructor(private readonly seconds: number) {}

  get secondsLeft(): number {
    return this.seconds - (Date.now() - this.started) / 1000;
  }

  /** Whether a stage of this cost may start; if not, it is noted with what is shown instead. */
  allows(stage: string, cost: Cost, instead: string): boolean {
    const reason = this.obstacle(cost);
    if (reason) this.skipped.push({ stage, reason, estimate: describe(cost), instead });
    return reason === null;
  }

  /** Whether a stage of this cost could start. */
  covers(cost: Cost): boolean {
    return this.obstacle(cost) === null;
  }

  private obstacle({ seconds, bytes }: Cost): string | null {
    if (bytes > MEMORY_LIMIT) return 'needs more memory than the limit';
    return seconds > this.secondsLeft ? 'exceeds the time budget' : null;
  }
}

/**
 * One forward and one backward pass: every node's output and its cotangents for the samples that are together, and for all samples what a layer
 * keeps of J. Before a coupling of the samples statistics, or every seed, go through all of them, a few at a time, and the rows of J stay.
 */
export function jacobianCost(network: Network): Cost {
  const { architecture, data, linear, nodes } = network;
  const samples = data.inputs.rows;
  const together = (linear && architecture.loss === 'mse') || nodes.some(({ operation }) => operation.couples);
  const share = together ? 1 : Math.min(1, samplesInBlock(network) / samples);
  const seeds = sizeOf(architecture.output) * (linear && architecture.loss === 'mse' ? 1 : samples);
  const { behind, rowsPerSample, route } = coupledRoute({ nodes, data }, seeds);
  const costs = architecture.nodes.map((node, id) => {
    const passes = samples * (rowsPerSample[id] + 1);
    const width = sizeOf(node.outputShape);
    const weights = Object.values(node.tensors).reduce((sum, shape) => sum + sizeOf(shape), 0);
    const kept = behind[id] ? 0 : seeds * Math.min(weights, samples * width);
    const statistics = route === 'statistics' ? rowsPerSample[id] - seeds / samples : 0;
    return {
      seconds:
        (2 * passes * passWork(node) + 2 * statistics * kept) / PRODUCT_RATE +
        (passes * width) / (behind[id] ? ENTRY_RATE : COUPLED_ENTRY_RATE),
      bytes: 8 * (2 * (seeds + samples) * width * share + kept + (share < 1 ? keptEntries(node, samples, seeds) : 0)),
    };
  });
  return costs.reduce((sum, { seconds, bytes }) => ({ seconds: sum.seconds + seconds, bytes: sum.bytes + bytes }));
}

/** Of a layer's part of J: its factors, or its rows where these are smaller. Columns that are made on demand keep the factors. */
function keptEntries({ kind, tensors, outputShape }: GraphNode, samples: number, seeds: number): number {
  const weights = Object.values(tensors).reduce((sum, shape) => sum + sizeOf(shape), 0);
  if (weights === 0) return 0;
  const factors = 2 * (seeds + samples) * sizeOf(outputShape);
  return kind.startsWith('standardized_') ? factors : Math.min(factors, seeds * weights);
}

/** Multiplications for one sample: every weight of a unit for each value that the unit gives. */
export function passWork({ tensors, outputShape }: GraphNode): number {
  return Object.values(tensors).reduce(
    (sum, shape) => sum + (sizeOf(outputShape) * sizeOf(shape)) / (shape[0] ?? 1),
    0,
  );
}

/** Lanczos steps with the factors of J at hand. */
export function productCost({ rows, parts }: FactoredJacobian): Cost {
  const entries = parts.reduce((sum, part) => sum + factorEntries(rows, part), 0);
  return { seconds: (2 * LANCZOS_STEPS * entries) / ENTRY_RATE, bytes: 8 * LANCZOS_STEPS * rows };
}

/** One backward pass over all samples, a few at a time where memory holds no more. */
export function blockwiseTraceCost(network: Network): { readonly samplesAtOnce: number; readonly cost: Cost } {
  const { seconds, bytes } = jacobianCost(network);
  const samples = network.data.inputs.rows;
  const samplesAtOnce = Math.max(1, Math.floor((samples * BLOCK_BYTES) / bytes));
  return { samplesAtOnce, cost: { seconds: 1.5 * seconds, bytes: (bytes * samplesAtOnce) / samples } };
}

/**
 * The bounds of a linear network: eigenvalues of every layer's two squares, and singular values of the factors of `dear` layers, whose
 * squares have too few digits.
 */
export function linearBoundsCost({ architecture, data }: Network, dear: number): Cost {
  const outputs = sizeOf(architecture.output);
  const rank = Math.min(data.inputs.rows, data.inputs.cols + 1);
  const layers = architecture.layers.length;
  return {
    seconds: ((6 * layers + 40 * dear) * (rank ** 3 + outputs ** 3)) / EIGEN_RATE + SECONDS_PER_LAYER * layers,
    bytes: 8 * 4 * layers * (rank ** 2 + outputs ** 2),
  };
}

/** Both ends of a linear network's spectrum from its Kronecker sum, with the passes that give its factors. */
export function kroneckerCost(network: Network, rank: number): Cost {
  const passes = jacobianCost(network);
  const layers = network.architecture.nodes.filter(({ tensors }) => Object.keys(tensors).length > 0).length;
  const outputs = sizeOf(network.architecture.output);
  const perProduct = 2 * outputs * rank * (outputs + rank);
  return {
    seconds: passes.seconds + (layers * (3 * rank ** 3 + KRONECKER_PRODUCTS * perProduct)) / PRODUCT_RATE,
    bytes: passes.bytes + 8 * layers * (3 * rank ** 2 + 6 * outputs * rank),
  };
}

/** Forming the Gram matrix of the smaller side. */
export function gramCost(jacobian: FactoredJacobian): Cost {
  const { rows, columns, parts } = jacobian;
  const size = Math.min(rows, columns);
  if (size < rows)
    return { seconds: (size ** 2 * rows) / PRODUCT_RATE, bytes: 8 * (3 * size ** 2 + 2 * rows * columns) };
  const works = parts.map((part) => gramWork(rows, part));
  const operations = works.reduce((sum, work) => sum + work.operations, 0);
  const isBlockwise = works.every(({ route }) => route === 'product');
  // Half of a square by blocks of rows, with the factors where the kernels read them; elsewhere products of its full size.
  const factors = parts.reduce((sum, part) => sum + factorEntries(rows, part), 0);
  return { seconds: operations / PRODUCT_RATE, bytes: 8 * (isBlockwise ? size ** 2 / 2 + factors : 3 * size ** 2) };
}

/** Forming the Gram matrix, its Cholesky factor, one in float64 at worst, and Lanczos steps with both. */
export function kappaCost(jacobian: FactoredJacobian): Cost {
  const size = Math.min(jacobian.rows, jacobian.columns);
  const { seconds, bytes } = gramCost(jacobian);
  return {
    seconds: seconds + size ** 3 / 3 / PRODUCT_RATE + (LANCZOS_STEPS * 2 * size ** 2) / ENTRY_RATE,
    bytes: bytes + 8 * 1.5 * size ** 2,
  };
}

/** Forming the Gram matrix of the smaller side and all its eigenvalues. */
export function spectrumCost(jacobian: FactoredJacobian): Cost {
  const size = Math.min(jacobian.rows, jacobian.columns);
  const { seconds, bytes } = gramCost(jacobian);
  return { seconds: seconds + ((4 / 3) * size ** 3) / EIGEN_RATE, bytes: bytes + 8 * 2 * size ** 2 };
}

/** Streaming QR of the compressed columns and a Jacobi SVD of the factor. */
export function factorCost({ rows, columns, parts }: FactoredJacobian): Cost {
  const size = Math.min(rows, columns);
  const tall = size < rows ? rows : parts.reduce((sum, part) => sum + compressedColumns(rows, part), 0);
  return { seconds: (2 * tall * size ** 2) / FACTOR_RATE + size ** 3 / SINGULAR_RATE, bytes: 8 * 6 * size ** 2 };
}

/** Eigenvalues of every layer's two Gram matrices. */
export function layerGramCost(jacobian: FactoredJacobian): Cost {
  const seconds = (jacobian.parts.length * 2 * jacobian.rows ** 3) / EIGEN_RATE;
  return { seconds, bytes: 8 * 2 * jacobian.parts.length * jacobian.rows ** 2 };
}

/** As `compressPart` leaves them. */
function compressedColumns(rows: number, { jacobian: part, samples, shared }: JacobianPart): number {
  if (part.form !== 'outer') return part.width;
  const [lefts, rights] = [(shared ? rows / samples : rows) * part.positions, samples * part.positions];
  return Math.min(part.leftWidth, lefts) * Math.min(part.rightWidth, rights);
}

function factorEntries(rows: number, { jacobian: part }: JacobianPart): number {
  return part.form === 'columns' ? rows * part.width : rows * part.left.cols + part.right.data.length;
}

export function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

function describe({ seconds, bytes }: Cost): string {
  const time =
    seconds < 1
      ? 'under 1 s'
      : seconds < 120
        ? `about ${Math.round(seconds)} s`
        : `about ${Math.round(seconds / 60)} min`;
  return `${bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`}, ${time}`;
}
