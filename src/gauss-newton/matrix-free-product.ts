import { Matrix } from '../numerics/matrix';
import type { Network, Trace } from '../network/network';
import { addGradients, forward, jvp, outputOf } from '../network/passes';
import type { GaussNewtonProduct } from './gauss-newton-product';
import { type LossHalves, lossHalves } from './loss-halves';
import { parameterVector } from './parameter-vector';

export interface BlockPlan {
  /** Samples that go through the network together: all of them where they depend on each other. */
  readonly samplesAtOnce: number;
  /** Whether every block's forward pass is kept from product to product, or made anew. */
  readonly keepsTraces: boolean;
}

/**
 * The smaller of K = J J^T (rows x rows) and G = J^T J, J the Jacobian of `factoredJacobian` on samples, from one pass forward (jvp) and one
 * backward (vjp) with a single direction each: neither J nor anything as large as parameters x samples is ever held.
 */
export function matrixFreeProduct(network: Network, plan: BlockPlan): GaussNewtonProduct {
  const samples = network.data.inputs.rows;
  const blocks = blocksOf(network, plan);
  const { rowsPerSample } = blocks[0]().halves;
  const rows = samples * rowsPerSample;
  const moved = parameterVector(network);
  const push = ({ trace, halves }: Block) => halves.toRows(jvp(network, trace, { parameters: moved.byNode }));

  if (rows <= moved.size)
    return {
      size: rows,
      times(vector) {
        const result = new Float64Array(rows);
        moved.clear();
        for (const blockOf of blocks) {
          const { first, last, trace, halves } = blockOf();
          const own = vector.subarray(first * rowsPerSample, last * rowsPerSample);
          const outputs = halves.toOutputs(new Matrix(last - first, rowsPerSample, own));
          addGradients(network, trace, outputs.scale(1 / samples), moved.byNode);
        }
        moved.prune();
        for (const blockOf of blocks) {
          const block = blockOf();
          result.set(push(block).data, block.first * rowsPerSample);
        }
        return result;
      },
    };
  const image = parameterVector(network);
  return {
    size: moved.size,
    times(vector) {
      moved.unpack(vector);
      image.clear();
      for (const blockOf of blocks) {
        const block = blockOf();
        addGradients(network, block.trace, block.halves.toOutputs(push(block).scale(1 / samples)), image.byNode);
      }
      return image.pack();
    },
  };
}

/** Samples [first, last) and the network at them. */
interface Block {
  readonly first: number;
  readonly last: number;
  readonly trace: Trace;
  readonly halves: LossHalves;
}

function blocksOf(network: Network, { samplesAtOnce, keepsTraces }: BlockPlan): (() => Block)[] {
  const samples = network.data.inputs.rows;
  return Array.from({ length: Math.ceil(samples / samplesAtOnce) }, (_, index) => {
    const first = index * samplesAtOnce;
    const make = () => blockAt(network, first, Math.min(samples, first + samplesAtOnce));
    let kept: Block | undefined;
    return () => {
      const block = kept ?? make();
      if (keepsTraces) kept = block;
      return block;
    };
  });
}

function blockAt(network: Network, first: number, last: number): Block {
  const { cols, data } = network.data.inputs;
  const inputs = new Matrix(last - first, cols, data.subarray(first * cols, last * cols));
  const trace = forward(network, inputs, new Float64Array(last - first).fill(1));
  return { first, last, trace, halves: lossHalves(network.architecture, outputOf(network, trace)) };
}
