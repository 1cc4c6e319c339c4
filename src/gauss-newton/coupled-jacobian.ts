import { Matrix } from '../numerics/matrix';
import { multiply } from '../numerics/products';
import type { Network, Trace } from '../network/network';
import type { ParameterJacobian } from '../network/operation';
import { backwardFrom } from '../network/passes';
import { coupledRoute } from './coupled-route';
import type { JacobianPart } from './factored-jacobian';
import { rowCollector, type RowCollector } from './row-collector';

/** Entries of all cotangents of one block of seeds. */
const BLOCK_ENTRIES = 1 << 24;

type NodePart = Omit<JacobianPart, 'layer'>;

/**
 * Parts of the Jacobian of a network that couples its samples, by the statistics of a batch. With the statistics held
 * still a seed (sample i, row c) reaches sample i alone, as in any network; what it gives to the others goes through the
 * statistics. So J = J_still + sum over couplings of d(seeds)/d(statistics) d(statistics)/d(parameters), and the
 * statistics go backward through the network as seeds that every sample sees. Where they outnumber the n k seeds, these go
 * through all samples themselves. There J's rows are one block and the samples are positions: a part is kept in factors
 * where these are smaller than its J. `seeds`: (n * rowsPerSample) x outputs. Source: docs/theory/gauss-newton.md 7, 8.1.
 */
export function coupledJacobians(network: Network, trace: Trace, seeds: Matrix, rowsPerSample: number): NodePart[] {
  const { behind, route, widthBefore } = coupledRoute(network, seeds.rows);
  const samples = network.data.inputs.rows;
  const starts = network.nodes.map(({ node }) => (node.id === network.architecture.outputNode ? seeds : undefined));
  const still = route === 'statistics' ? withStatisticsStill(network) : network;
  const through = route === 'statistics' ? undefined : behind;
  const pass = backwardFrom(still, trace, starts, rowsPerSample, { through });

  const collectors = new Map<number, readonly RowCollector[]>();
  const collectorsOf = (node: number, parts: readonly ParameterJacobian[]) => {
    const known = collectors.get(node) ?? parts.map((part) => rowCollector(part, samples, seeds.rows));
    collectors.set(node, known);
    return known;
  };
  const local: NodePart[] = [];
  for (const { node, parts } of pass.jacobians)
    if (behind[node]) local.push(...parts.map((jacobian) => ({ node, jacobian, samples, shared: false })));
    else collectorsOf(node, parts).forEach((each, at) => each.addOwn(parts[at]));

  const run = { network, trace, rowsPerSample, atOnce: (width: number) => seedsAtOnce(samples, width) };
  const blocks =
    route === 'statistics'
      ? blocksOfStatistics(run, pass.cotangents, widthBefore)
      : blocksOfSeeds(run, pass.cotangents, behind, seeds.rows, widthBefore);
  for (const { starts, count, give } of blocks)
    for (const { node, parts } of backwardFrom(network, trace, starts, count).jacobians)
      collectorsOf(node, parts).forEach((each, at) => each.add(parts[at], count, give));

  const coupled = Array.from(collectors, ([node, all]) =>
    all.map((each) => ({ node, jacobian: each.finish(), samples: 1, shared: false })),
  );
  return [...local, ...coupled.flat()].toSorted((a, b) => a.node - b.node);
}

interface Run {
  readonly network: Network;
  readonly trace: Trace;
  readonly rowsPerSample: number;
  /** How many seeds may go through nodes with so many outputs together. */
  readonly atOnce: (width: number) => number;
}

/** Seeds that every sample sees. */
interface Block {
  /** By node id: cotangents, `count` rows a sample. */
  readonly starts: readonly (Matrix | undefined)[];
  readonly count: number;
  /** Adds what the block's rows give to the rows of J. */
  readonly give: (rows: Matrix, target: Matrix) => void;
}

/** Statistics of every coupling, from the cotangents that reach it with all statistics held still. */
function* blocksOfStatistics(
  { network: { nodes }, trace, atOnce }: Run,
  cotangents: readonly (Matrix | undefined)[],
  widthBefore: readonly number[],
): Generator<Block> {
  for (const { node, operation } of nodes) {
    const cotangent = cotangents[node.id];
    if (!operation.couples || !cotangent) continue;
    const { statistics, byStatistic, gradients } = operation.couples;
    const weights = byStatistic(trace.saved[node.id], cotangent);
    for (const [first, last] of ranges(statistics, atOnce(widthBefore[node.id]))) {
      const starts: (Matrix | undefined)[] = nodes.map(() => undefined);
      starts[node.inputs[0]] = gradients(trace.saved[node.id], first, last);
      const chosen = columns(weights, first, last);
      yield { starts, count: last - first, give: (rows, target) => add(target, multiply(chosen, rows), 0) };
    }
  }
}

/** The seeds themselves, from where they leave the nodes behind all couplings. */
function* blocksOfSeeds(
  { network: { nodes }, rowsPerSample, atOnce }: Run,
  cotangents: readonly (Matrix | undefined)[],
  behind: readonly boolean[],
  count: number,
  widthBefore: readonly number[],
): Generator<Block> {
  const handed = cotangents.map((cotangent, id) => (behind[id] ? undefined : cotangent));
  for (const [first, last] of ranges(count, atOnce(Math.max(...nodes.map(({ node }) => widthBefore[node.id])))))
    yield {
      starts: handed.map((cotangent) => cotangent && spreadSeeds(cotangent, rowsPerSample, first, last)),
      count: last - first,
      give: (rows, target) => add(target, rows, first * target.cols),
    };
}

type NetworkNode = Network['nodes'][number];

function withStatisticsStill(network: Network): Network {
  const still = ({ node, operation }: NetworkNode): NetworkNode => {
    const { couples } = operation;
    return couples ? { node, operation: { ...operation, vjp: (...at) => [couples.own(...at)] } } : { node, operation };
  };
  return { ...network, nodes: network.nodes.map(still) };
}

function seedsAtOnce(samples: number, width: number): number {
  return Math.max(1, Math.floor(BLOCK_ENTRIES / (samples * width)));
}

function ranges(count: number, atOnce: number): [first: number, last: number][] {
  return Array.from({ length: Math.ceil(count / atOnce) }, (_, block) => [
    block * atOnce,
    Math.min(count, (block + 1) * atOnce),
  ]);
}

function columns({ rows, cols, data }: Matrix, first: number, last: number): Matrix {
  const result = new Matrix(rows, last - first);
  for (let row = 0; row < rows; row++) result.row(row).set(data.subarray(row * cols + first, row * cols + last));
  return result;
}

function add(target: Matrix, { data }: Matrix, from: number): void {
  for (let at = 0; at < data.length; at++) target.data[from + at] += data[at];
}

/** Rows [first, last) of a cotangent on their own samples, as every seed on every sample: zero on the others. */
function spreadSeeds(cotangent: Matrix, rowsPerSample: number, first: number, last: number): Matrix {
  const count = last - first;
  const result = new Matrix((cotangent.rows / rowsPerSample) * count, cotangent.cols);
  for (let row = first; row < last; row++)
    result.row(Math.floor(row / rowsPerSample) * count + row - first).set(cotangent.row(row));
  return result;
}
