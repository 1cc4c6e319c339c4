import { Matrix } from '../numerics/matrix';
import type { Network } from '../network/network';
import { forward, outputOf } from '../network/passes';
import type { GaussNewtonProduct } from './gauss-newton-product';
import { type LossHalves, lossHalves } from './loss-halves';
import { type ParameterVector, parameterVector } from './parameter-vector';
import { builtinEngine, type Linearisation, type ProductEngine } from './product-engine';

export interface BlockPlan {
  /** Samples that go through the network together: all of them where they depend on each other. */
  readonly samplesAtOnce: number;
  /** Whether every block's forward pass is kept from product to product, or made anew. */
  readonly keepsTraces: boolean;
}

export type MatrixFreeProduct = Required<GaussNewtonProduct>;

/**
 * The smaller of K = J J^T (rows x rows) and G = J^T J, J the Jacobian of `factoredJacobian` on samples, from one pass forward and one backward
 * with a single direction each: neither J nor anything as large as parameters x samples is ever held.
 */
export function matrixFreeProduct(
  network: Network,
  plan: BlockPlan,
  engine: ProductEngine = builtinEngine,
): MatrixFreeProduct {
  const samples = network.data.inputs.rows;
  const blocks = new Blocks(network, plan, engine);
  const { rowsPerSample } = blocks;
  const rows = samples * rowsPerSample;
  const moved = parameterVector(network);
  const push = ({ halves, derivative }: Block) => halves.toRows(derivative.push(moved.byNode));
  const pull = ({ halves, derivative }: Block, values: Matrix, into: ParameterVector) =>
    derivative.pull(halves.toOutputs(values.scale(1 / samples)), into.byNode);
  const release = () => blocks.release();

  if (rows <= moved.size)
    return {
      size: rows,
      times(vector) {
        const result = new Float64Array(rows);
        moved.clear();
        blocks.forEach((block) => {
          const own = vector.subarray(block.first * rowsPerSample, block.last * rowsPerSample);
          pull(block, new Matrix(block.last - block.first, rowsPerSample, own), moved);
        });
        moved.prune();
        blocks.forEach((block) => result.set(push(block).data, block.first * rowsPerSample));
        return result;
      },
      release,
    };
  const image = parameterVector(network);
  return {
    size: moved.size,
    times(vector) {
      moved.unpack(vector);
      image.clear();
      blocks.forEach((block) => pull(block, push(block), image));
      return image.pack();
    },
    release,
  };
}

/** Samples [first, last) and the network at them. */
interface Block {
  readonly first: number;
  readonly last: number;
  readonly halves: LossHalves;
  readonly derivative: Linearisation;
}

class Blocks {
  readonly rowsPerSample: number;
  private readonly kept: Block[] = [];

  constructor(
    private readonly network: Network,
    private readonly plan: BlockPlan,
    private readonly engine: ProductEngine,
  ) {
    const { architecture } = network;
    const outputs = architecture.output.reduce((product, length) => product * length, 1);
    this.rowsPerSample = lossHalves(architecture, new Matrix(0, outputs)).rowsPerSample;
  }

  forEach(use: (block: Block) => void): void {
    const samples = this.network.data.inputs.rows;
    const { samplesAtOnce, keepsTraces } = this.plan;
    for (let first = 0, index = 0; first < samples; first += samplesAtOnce, index++) {
      const block = this.kept[index] ?? this.make(first, Math.min(samples, first + samplesAtOnce));
      if (keepsTraces) this.kept[index] = block;
      use(block);
      if (!keepsTraces) block.derivative.release();
    }
  }

  release(): void {
    for (const { derivative } of this.kept.splice(0)) derivative.release();
  }

  private make(first: number, last: number): Block {
    const { network, engine } = this;
    const { cols, data } = network.data.inputs;
    const inputs = new Matrix(last - first, cols, data.subarray(first * cols, last * cols));
    const trace = forward(network, inputs, new Float64Array(last - first).fill(1));
    const halves = lossHalves(network.architecture, outputOf(network, trace));
    return { first, last, halves, derivative: engine.linearise(network, trace) };
  }
}
