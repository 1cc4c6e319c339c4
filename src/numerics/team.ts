import { kernelModule } from './kernel-module';
import type { Memory } from './web-assembly';
import type { Kernels } from './wasm';

/** Kernels that are divided among threads; each task of one must leave the operands of every other task alone. */
const ROUTINES = [
  'gemm',
  'multiplySparse',
  'addWeightedGram',
  'solveRows',
  'normals',
  'subtractSingleProducts',
  'solveSingleRows',
  'symmetricRowsTimes',
  'updatedBandPanel',
  'tridiagonaliseBand',
] as const;
type DividedRoutine = (typeof ROUTINES)[number];
/** Arguments of one call, truth values as 0 and 1. */
export type Task = readonly number[];

/**
 * Starts a thread that runs `script`, a CommonJS text for Node's worker threads, with `workerData`; gives what ends it. The thread must
 * not keep the process alive. May throw.
 */
export type StartHelper = (script: string, workerData: object) => () => void;

interface Allowance {
  readonly start: StartHelper;
  readonly helpers: number;
}

/** More of them than this have too little to do. */
const MOST_HELPERS = 3;
/** That ever work on one memory, the caller included. */
export const MOST_THREADS = 1 + MOST_HELPERS;
/** Tasks that may wait at a time, and numbers that one takes: its routine and up to 13 arguments. */
const SLOTS = 64;
const SLOT_SIZE = 14;
/** Of the words that the threads share. Tickets are numbered on and on: NEXT is the first not yet taken, END the first not yet given. */
const NEXT = 0;
const END = 1;
const DONE = 2;
const READY = 3;
const FAILED = 4;
/** Looks at a word before a thread goes to sleep: waking up takes longer than most tasks of a small problem. */
const PATIENCE = 3000;

let allowed: Allowance | undefined;

/** Allows large computations `helpers` threads beside the caller's. Without it, or where none can start, the caller works alone. */
export function allowHelpers(start: StartHelper, helpers: number): void {
  allowed = helpers > 0 ? { start, helpers: Math.min(helpers, MOST_HELPERS) } : undefined;
}

/** The caller and threads that help it, on one memory. Until a helper is ready, and whenever it is busy, the caller does its share. */
export class Team {
  private readonly words = new Int32Array(new SharedArrayBuffer(20));
  private readonly slots = new Float64Array(new SharedArrayBuffer(8 * SLOTS * SLOT_SIZE));
  private readonly ends: (() => void)[] = [];

  static get isAllowed(): boolean {
    return allowed !== undefined;
  }

  /** Threads that may work on one memory, the caller's included. */
  static get size(): number {
    return 1 + (allowed?.helpers ?? 0);
  }

  /** `kernels`: the caller's. */
  constructor(
    private readonly kernels: Kernels,
    memory: Memory,
  ) {
    const { words, slots } = this;
    try {
      for (let thread = 1; thread < Team.size; thread++)
        this.ends.push(allowed!.start(HELPER, { module: kernelModule(true), memory, words, slots, thread }));
    } catch {
      // Threads are forbidden here: the caller works alone.
      allowed = undefined;
    }
  }

  /** Threads at work now, the caller's included. */
  get size(): number {
    return 1 + Atomics.load(this.words, READY);
  }

  /** Does all tasks, at most 63, and the one `before` them that takes longest, in any order and at once; returns when they are done. */
  run(routine: DividedRoutine, tasks: readonly Task[], before?: { routine: DividedRoutine; task: Task }): void {
    const { words, slots } = this;
    let end = Atomics.load(words, END);
    const put = (name: DividedRoutine, task: Task) =>
      slots.set([ROUTINES.indexOf(name), ...task], (end++ % SLOTS) * SLOT_SIZE);
    if (before) put(before.routine, before.task);
    for (const task of tasks) put(routine, task);
    Atomics.store(words, END, end);
    Atomics.notify(words, END);
    this.takeTasks(end);
    this.awaitHelpers(end);
  }

  end(): void {
    for (const end of this.ends) end();
  }

  private takeTasks(end: number): void {
    const { words, slots, kernels } = this;
    for (let ticket = Atomics.load(words, NEXT); ticket < end; ticket = Atomics.load(words, NEXT)) {
      if (Atomics.compareExchange(words, NEXT, ticket, ticket + 1) !== ticket) continue;
      const [routine, ...task] = slots.subarray((ticket % SLOTS) * SLOT_SIZE, ((ticket % SLOTS) + 1) * SLOT_SIZE);
      (kernels[ROUTINES[routine]] as (...args: Task) => void)(...task);
      Atomics.add(words, DONE, 1);
    }
  }

  private awaitHelpers(end: number): void {
    const { words } = this;
    for (let looks = 0; ; looks++) {
      const done = Atomics.load(words, DONE);
      if (done === end) break;
      if (looks > PATIENCE) Atomics.wait(words, DONE, done);
    }
    if (Atomics.load(words, FAILED)) throw new Error('A helping thread could not do its share of a product.');
  }
}

/** What a helper runs: the text of a script, so that no file has to be found at run time. */
const HELPER = `
const { module, memory, words, slots, thread } = require('node:worker_threads').workerData;
const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports;
const routines = ${JSON.stringify(ROUTINES)};
kernels.useScratch(thread);
Atomics.add(words, ${READY}, 1);
for (let looks = 0; ; ) {
  const ticket = Atomics.load(words, ${NEXT});
  const end = Atomics.load(words, ${END});
  if (ticket === end) {
    if (++looks > ${PATIENCE}) Atomics.wait(words, ${END}, end);
    continue;
  }
  if (Atomics.compareExchange(words, ${NEXT}, ticket, ticket + 1) !== ticket) continue;
  looks = 0;
  try {
    const [routine, ...task] = slots.subarray((ticket % ${SLOTS}) * ${SLOT_SIZE}, (ticket % ${SLOTS} + 1) * ${SLOT_SIZE});
    kernels[routines[routine]](...task);
  } catch {
    Atomics.store(words, ${FAILED}, 1);
  }
  Atomics.add(words, ${DONE}, 1);
  Atomics.notify(words, ${DONE});
}`;
