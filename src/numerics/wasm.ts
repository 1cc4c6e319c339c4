import { Arena } from './arena';
import { kernelModule } from './kernel-module';
import { parallelKernels } from './parallel-kernels';
import { Team } from './team';
import { Instance, Memory } from './web-assembly';

/** Addresses are byte offsets in the module's memory; sizes and strides count float64 entries. See src/numerics/kernels. */
export interface Kernels {
  gemm(
    ...args: [
      ...[m: number, n: number, k: number, alpha: number],
      ...[a: number, aRow: number, aColumn: number, b: number, bRow: number, bColumn: number],
      ...[c: number, cStride: number, lowerOnly: boolean],
    ]
  ): void;
  multiplySparse(
    ...args: [
      ...[m: number, n: number, k: number, a: number, aStride: number, b: number, bStride: number],
      ...[c: number, cStride: number],
    ]
  ): void;
  mirrorLower(n: number, c: number): void;
  cholesky(n: number, a: number, stride: number): number;
  solveRows(...args: [rows: number, n: number, l: number, lStride: number, b: number, bStride: number]): void;
  solveCholesky(n: number, l: number, stride: number, b: number, x: number): void;
  /** The routines of float32 count entries of 4 bytes. */
  subtractSingleProducts(
    ...args: [
      ...[m: number, n: number, k: number, a: number, aStride: number, b: number, bStride: number],
      ...[c: number, cStride: number, lowerOnly: boolean],
    ]
  ): void;
  singleCholesky(n: number, a: number, stride: number): number;
  solveSingleRows(...args: [rows: number, n: number, l: number, lStride: number, b: number, bStride: number]): void;
  solveSingleCholesky(n: number, l: number, stride: number, x: number): void;
  symmetricVectorProduct(n: number, a: number, stride: number, x: number, y: number): void;
  removeComponents(count: number, n: number, v: number, x: number): void;
  components(count: number, n: number, v: number, x: number, y: number): void;
  addCombination(count: number, n: number, v: number, factors: number, y: number): void;
  transpose(
    ...args: [
      ...[rows: number, columns: number, factor: number],
      ...[source: number, sourceStride: number, target: number, targetStride: number],
    ]
  ): void;
  copyPatches(...args: PatchArguments): void;
  addPatches(...args: PatchArguments): void;
  columnsAtOnce(): number;
  qrPanel(length: number, stride: number, count: number, a: number, taus: number): void;
  gatherPanel(
    ...args: [length: number, stride: number, count: number, a: number, taus: number, v: number, t: number]
  ): void;
  qrFactorPivoted(m: number, n: number, a: number, taus: number, order: number, norms: number): void;
  extractTriangle(m: number, rank: number, n: number, a: number, r: number): void;
  orthogonaliseRowsWorkSize(n: number): number;
  orthogonaliseRows(
    ...args: [
      ...[n: number, length: number, x: number, basisLength: number, basis: number],
      ...[squares: number, maxSweeps: number, work: number],
    ]
  ): number;
  tridiagonalWorkSize(n: number): number;
  reflectorsAtOnce(): number;
  tridiagonalisePanel(
    ...args: [active: number, n: number, a: number, diagonal: number, coupling: number, taus: number, work: number]
  ): number;
  gatherReflectorRows(
    ...args: [
      ...[first: number, count: number, width: number, n: number, a: number, taus: number],
      ...[v: number, t: number, ordered: number],
    ]
  ): void;
  applyReflectorRows(width: number, n: number, a: number, taus: number, columns: number, c: number): void;
  bandSize(n: number, width: number): number;
  bandPanel(
    ...args: [
      ...[active: number, width: number, n: number, a: number, taus: number],
      ...[band: number, v: number, t: number, work: number],
    ]
  ): void;
  leadingRowsToBand(count: number, width: number, n: number, a: number, band: number): void;
  updateAndBandPanel(...args: UpdatedPanelArguments): void;
  updatedBandPanel(...args: UpdatedPanelArguments): void;
  symmetricRowsAtOnce(): number;
  symmetricRowsTimes(
    ...args: [
      ...[from: number, to: number, m: number, n: number],
      ...[a: number, count: number, v: number, product: number],
    ]
  ): void;
  bulgeCounters(n: number): number;
  bulgeWorkSize(width: number): number;
  tridiagonaliseBand(
    ...args: [
      ...[n: number, width: number, band: number, diagonal: number, coupling: number],
      ...[reflectors: number, counters: number, work: number],
    ]
  ): void;
  applyBulgeReflectors(n: number, width: number, reflectors: number, columns: number, c: number): void;
  tridiagonalValues(n: number, diagonal: number, coupling: number): number;
  secularRoots(n: number, d: number, z: number, values: number, gaps: number): void;
  secularVectors(n: number, d: number, z: number, gaps: number, place: number, work: number): void;
  tridiagonalVectors(n: number, width: number, diagonal: number, coupling: number, x: number): number;
  packRows(rows: number, length: number, a: number, packed: number): void;
  repeatEntries(count: number, times: number, source: number, target: number): void;
  addWeightedGram(
    ...args: [
      ...[first: number, last: number, rows: number, length: number, packed: number],
      ...[perSample: number, firstSample: number, weights: number, weightStride: number, c: number, cStride: number],
    ]
  ): void;
  uniforms(...args: DrawArguments): void;
  normals(...args: DrawArguments): void;
  power(base: number, exponent: number): number;
}

type PatchArguments = [
  ...[windows: number, taps: number, channels: number, channelStride: number],
  ...[places: number, sample: number, patches: number],
];

type UpdatedPanelArguments = [
  ...[active: number, width: number, n: number, a: number, count: number, stacked: number],
  ...[taus: number, band: number, v: number, t: number, work: number],
];

/** Seed and key by their two halves of 32 bits. */
type DrawArguments = [
  ...[count: number, start: number, seedLow: number, seedHigh: number, keyLow: number, keyHigh: number],
  ...[target: number],
];

interface Exports extends Kernels {
  readonly heapStart: { readonly value: number };
  readonly scratchBytes: { readonly value: number };
}

export interface Machine {
  readonly kernels: Kernels;
  readonly arena: Arena;
  /** Where threads share the memory. */
  readonly team?: Team;
}

/** WebAssembly memory never shrinks; past this size the instance is given up after use, so that the memory returns. */
const KEPT_BYTES = 2 ** 29;
/** From this many floating-point operations on, a thread that helps is worth its start. */
const WORTH_THREADS = 1e9;
/** As much is worth those that already run. */
const WORTH_SHARING = 1e8;
/** Machines out of use: those with a memory of their own, of calls within calls first, and one whose memory threads share. */
const idle: { readonly own: Machine[]; shared?: Machine } = { own: [] };

/**
 * Runs `work` with the kernels and their memory; everything reserved in the arena is gone when it returns. Calls within `work` get kernels of
 * their own, and should be small. Throws an Error that names the size when the memory cannot grow. Where helping threads are allowed, and
 * `operations`, the expected number of floating-point operations, is large, products are divided among them; results are the same to the
 * last bit.
 */
export function withKernels<T>(work: (kernels: Kernels, arena: Arena) => T, operations = 0): T {
  const isShared = operations >= (idle.shared ? WORTH_SHARING : WORTH_THREADS) && Team.isAllowed;
  const machine = isShared ? takeShared() : (idle.own.pop() ?? newMachine());
  try {
    return work(machine.kernels, machine.arena);
  } finally {
    machine.arena.release();
    if (machine.arena.bytes > KEPT_BYTES) giveUp(machine);
    else if (isShared) idle.shared = machine;
    else idle.own.push(machine);
  }
}

function takeShared(): Machine {
  const machine = idle.shared ?? newSharedMachine();
  idle.shared = undefined;
  return machine;
}

/** Starts the threads that so many operations, still to come in one call or several, are worth: they are ready by then. */
export function prepareThreads(operations: number): void {
  if (operations >= WORTH_THREADS && Team.isAllowed) idle.shared ??= newSharedMachine();
}

/** Kernels with a memory of their own, for what outlives a call of withKernels. */
export function newMachine(): Machine {
  return machineOf(new Memory({ initial: 1, maximum: Arena.MAXIMUM_PAGES, shared: false }), 1);
}

function newSharedMachine(): Machine {
  const memory = new Memory({ initial: 1, maximum: Arena.MAXIMUM_PAGES, shared: true });
  const { kernels, arena } = machineOf(memory, Team.size, true);
  const team = new Team(kernels, memory);
  return { kernels: parallelKernels(kernels, team), arena, team };
}

function machineOf(memory: Memory, threads: number, shared = false): Machine {
  const instance = new Instance(kernelModule(shared), { env: { memory } });
  const { heapStart, scratchBytes, ...kernels } = instance.exports as unknown as Exports;
  return { kernels, arena: new Arena(memory, heapStart.value + threads * scratchBytes.value) };
}

/** The collector does not know how large a shared memory is: it is shown an ordinary one of that size, whose pages are never touched. */
function giveUp({ team, arena }: Machine): void {
  if (!team) return;
  team.end();
  newMachine().arena.reserve(Math.floor(arena.bytes / 16));
}
