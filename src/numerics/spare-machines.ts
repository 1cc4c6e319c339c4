import { type Machine, newMachine } from './wasm';

/** Machines that wait for their next use, and bytes of their memories together: more returns to the system. */
const SPARES = 8;
const SPARE_BYTES = 2 ** 28;
const spares: Machine[] = [];

/**
 * Kernels with a memory of their own that may hold what another use left: pages that are touched for the first time cost more than the
 * arithmetic on them.
 */
export function takeMachine(): { readonly machine: Machine; readonly isUsed: boolean } {
  const spare = spares.pop();
  return spare ? { machine: spare, isUsed: true } : { machine: newMachine(), isUsed: false };
}

/** For the next one; nothing in its memory is of use afterwards. */
export function giveBack(machine: Machine): void {
  machine.arena.release();
  const bytes = spares.reduce((sum, { arena }) => sum + arena.bytes, machine.arena.bytes);
  if (spares.length < SPARES && bytes <= SPARE_BYTES) spares.push(machine);
}
