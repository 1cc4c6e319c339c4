import type { FactoredJacobian } from '../gauss-newton/factored-jacobian';
import type { ParameterJacobian } from '../network/operation';
import type { Network } from '../network/network';
import type { Skipped } from '../report/report';
import type { Shape } from '../spec/architecture';

/** Floating-point operations a second that the kernels sustain on a slow laptop; only for deciding what to start. */
const PRODUCT_RATE = 6e9;
const EIGEN_RATE = 2.5e9;
const FACTOR_RATE = 2e9;
/** What small products cost however small they are. */
const SECONDS_PER_LAYER = 4e-3;
const MEMORY_LIMIT = 3 * 2 ** 30;

export interface Cost {
  readonly seconds: number;
  readonly bytes: number;
}

/** What a run may still spend, and what it was not started for. */
export class Budget {
  readonly skipped: Skipped[] = [];
  private readonly started = Date.now();

  constructor(private readonly seconds: number) {}

  /** Whether a stage of this cost may start; if not, it is noted with what is shown instead. */
  allows(stage: string, cost: Cost, instead: string): boolean {
    const left = this.seconds - (Date.now() - this.started) / 1000;
    const reason =
      cost.bytes > MEMORY_LIMIT
        ? 'needs more memory than the limit'
        : cost.seconds > left
          ? 'exceeds the time budget'
          : null;
    if (reason) this.skipped.push({ stage, reason, estimate: describe(cost), instead });
    return reason === null;
  }
}

/** One forward and one backward pass: every node's output and its cotangents, kept at once. */
export function jacobianCost({ architecture, data, linear, parameterCount }: Network): Cost {
  const sizeOf = (shape: Shape) => shape.reduce((product, length) => product * length, 1);
  const width = architecture.nodes.reduce((sum, { outputShape }) => sum + sizeOf(outputShape), 0);
  const samples = data.inputs.rows;
  const rows =
    linear && architecture.loss === 'mse' ? sizeOf(architecture.output) : samples * sizeOf(architecture.output);
  return { seconds: (2 * (rows + samples) * parameterCount) / PRODUCT_RATE, bytes: 8 * 2 * (rows + samples) * width };
}

/** The bounds of a linear network: decompositions of every layer's two factors. */
export function linearBoundsCost({ architecture, data }: Network): Cost {
  const outputs = architecture.output.reduce((product, length) => product * length, 1);
  const rank = Math.min(data.inputs.rows, data.inputs.cols + 1);
  const layers = architecture.layers.length;
  return {
    seconds: (40 * layers * (rank ** 3 + outputs ** 3)) / EIGEN_RATE + SECONDS_PER_LAYER * layers,
    bytes: 8 * 4 * layers * (rank ** 2 + outputs ** 2),
  };
}

/** Forming the Gram matrix of the smaller side and all its eigenvectors. */
export function gramCost(jacobian: FactoredJacobian): Cost {
  const size = Math.min(jacobian.rows, jacobian.columns);
  const width = jacobian.parts.reduce((sum, { jacobian: part }) => sum + productWidth(part), 0);
  const products = size < jacobian.rows ? size ** 2 * jacobian.rows : jacobian.rows ** 2 * width;
  return { seconds: products / PRODUCT_RATE + (9 * size ** 3) / EIGEN_RATE, bytes: 8 * 5 * size ** 2 };
}

/** Streaming QR of the compressed columns and a Jacobi SVD of the factor. */
export function factorCost(jacobian: FactoredJacobian): Cost {
  const size = Math.min(jacobian.rows, jacobian.columns);
  const columns = jacobian.parts.reduce((sum, { jacobian: part }) => sum + compressedColumns(part), 0);
  const tall = size < jacobian.rows ? jacobian.rows : columns;
  return { seconds: (2 * tall * size ** 2 + 60 * size ** 3) / FACTOR_RATE, bytes: 8 * 6 * size ** 2 };
}

/** Eigenvalues of every layer's two Gram matrices. */
export function layerGramCost(jacobian: FactoredJacobian): Cost {
  const seconds = (jacobian.parts.length * 2 * jacobian.rows ** 3) / EIGEN_RATE;
  return { seconds, bytes: 8 * 2 * jacobian.parts.length * jacobian.rows ** 2 };
}

function productWidth(part: ParameterJacobian): number {
  return part.form === 'columns' ? part.width : part.left.cols + part.right.cols;
}

function compressedColumns(part: ParameterJacobian): number {
  if (part.form === 'columns') return part.width;
  return Math.min(part.left.cols, part.left.rows) * Math.min(part.right.cols, part.right.rows);
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
