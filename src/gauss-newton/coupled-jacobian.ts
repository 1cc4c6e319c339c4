import { Matrix } from '../numerics/matrix';
import type { Network, Trace } from '../network/network';
import type { ParameterJacobian } from '../network/operation';
import { backwardFrom } from '../network/passes';
import { type JacobianPart, parameterCount } from './factored-jacobian';
import { columnsOf, partOfEntries } from './jacobian-columns';

/** Entries of all cotangents of one block of seeds. */
const BLOCK_ENTRIES = 1 << 24;

type NodePart = Omit<JacobianPart, 'layer'>;

/**
 * Parts of the Jacobian of a network that couples its samples, by the statistics of a batch. Behind the last coupling a
 * seed (sample i, row c) reaches sample i alone, as in any network; before it every seed reaches every sample, and all
 * n k seeds go through the network in blocks. There J's rows are one block and the samples are positions: a part is kept
 * in factors where these are smaller than its J. `seeds`: (n * rowsPerSample) x outputs. Source:
 * docs/theory/gauss-newton.md 7, 8.1.
 */
export function coupledJacobians(network: Network, trace: Trace, seeds: Matrix, rowsPerSample: number): NodePart[] {
  const behind = behindCouplings(network);
  const starts = network.nodes.map(({ node }) => (node.id === network.architecture.outputNode ? seeds : undefined));
  const pass = backwardFrom(network, trace, starts, rowsPerSample, { through: behind });
  const samples = network.data.inputs.rows;
  const local = pass.jacobians.flatMap(({ node, parts }) =>
    parts.map((jacobian) => ({ node, jacobian, samples, shared: false })),
  );
  const handed = pass.cotangents.map((cotangent, id) => (behind[id] ? undefined : cotangent));
  const rows = new Map<number, readonly RowCollector[]>();
  const atOnce = seedsAtOnce(network, behind);
  for (let first = 0; first < seeds.rows; first += atOnce) {
    const last = Math.min(seeds.rows, first + atOnce);
    const spread = handed.map((cotangent) => cotangent && spreadSeeds(cotangent, rowsPerSample, first, last));
    for (const { node, parts } of backwardFrom(network, trace, spread, last - first).jacobians) {
      const collectors = rows.get(node) ?? parts.map((part) => collector(part, samples, seeds.rows));
      rows.set(node, collectors);
      collectors.forEach((each, at) => each.add(parts[at], first, last));
    }
  }
  const coupled = Array.from(rows, ([node, collectors]) =>
    collectors.map((each) => ({ node, jacobian: each.finish(), samples: 1, shared: false })),
  );
  return [...local, ...coupled.flat()].toSorted((a, b) => a.node - b.node);
}

/** By node id, whether no coupling stands in the node or between it and the output. */
export function behindCouplings({ nodes }: Pick<Network, 'nodes'>): boolean[] {
  const result = nodes.map(({ operation }) => !operation.couples);
  for (const { node } of nodes.toReversed())
    if (!result[node.id]) for (const input of node.inputs) result[input] = false;
  return result;
}

function seedsAtOnce({ nodes, data }: Network, behind: readonly boolean[]): number {
  const widths = nodes.map(({ node }) => (behind[node.id] ? 0 : node.outputShape.reduce((a, b) => a * b, 1)));
  const entries = data.inputs.rows * widths.reduce((sum, width) => sum + width, 0);
  return Math.max(1, Math.floor(BLOCK_ENTRIES / entries));
}

/** Rows [first, last) of a cotangent on their own samples, as every seed on every sample: zero on the others. */
function spreadSeeds(cotangent: Matrix, rowsPerSample: number, first: number, last: number): Matrix {
  const count = last - first;
  const result = new Matrix((cotangent.rows / rowsPerSample) * count, cotangent.cols);
  for (let row = first; row < last; row++)
    result.row(Math.floor(row / rowsPerSample) * count + row - first).set(cotangent.row(row));
  return result;
}

/** Gathers the rows of one part of J, block of seeds after block of seeds. */
interface RowCollector {
  add(block: ParameterJacobian, first: number, last: number): void;
  finish(): ParameterJacobian;
}

function collector(part: ParameterJacobian, samples: number, rows: number): RowCollector {
  return part.form === 'outer' && part.rightWidth > samples * part.positions
    ? factorCollector(part, samples, rows)
    : entryCollector(parameterCount(part), samples, rows);
}

/** Keeps the left factor of J, where that is smaller than J. */
function factorCollector(part: Outer, samples: number, rows: number): RowCollector {
  const left = new Matrix(rows, samples * part.left.cols);
  return {
    add: (block, first, last) => {
      if (block.form === 'outer') left.data.set(joinSamples(block, samples, last - first).left.data, first * left.cols);
    },
    finish: () => ({ ...part, positions: samples * part.positions, left, right: oneRow(part.right) }),
  };
}

/** Keeps J itself. */
function entryCollector(width: number, samples: number, rows: number): RowCollector {
  const entries = new Matrix(rows, width);
  return {
    add: (block, first, last) => entries.data.set(entriesOf(block, samples, last - first).data, first * width),
    finish: () => partOfEntries(entries),
  };
}

/** Rows of J, `rows` of them: what the samples give to a row adds up. */
function entriesOf(part: ParameterJacobian, samples: number, rows: number): Matrix {
  // The samples' shares one by one take more memory than the factors where the weights outnumber the positions.
  if (part.form === 'outer' && part.rightWidth > part.positions)
    return columnsOf(rows, { jacobian: joinSamples(part, samples, rows), samples: 1, shared: false });
  const shares = columnsOf(samples * rows, { jacobian: part, samples, shared: false });
  const result = new Matrix(rows, shares.cols);
  for (let at = 0; at < shares.data.length; at++) result.data[at % result.data.length] += shares.data[at];
  return result;
}

type Outer = Extract<ParameterJacobian, { form: 'outer' }>;

/** One block of `rows` rows whose positions are those of all samples. */
function joinSamples(part: Outer, samples: number, rows: number): Outer {
  const { cols } = part.left;
  const left = new Matrix(rows, samples * cols);
  for (let i = 0; i < samples; i++)
    for (let row = 0; row < rows; row++) left.row(row).set(part.left.row(i * rows + row), i * cols);
  return { ...part, positions: samples * part.positions, left, right: oneRow(part.right) };
}

function oneRow({ data }: Matrix): Matrix {
  return new Matrix(1, data.length, data);
}
