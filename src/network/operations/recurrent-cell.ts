/** What one unit of a recurrent layer does in one step. */

/**
 * A unit reads its gates' pre-activations, an input's side and a hidden side each, and its own state before the step; the other units reach
 * it through the hidden side only. State 0 is the output h.
 */
export interface RecurrentCell {
  /** Blocks of `units` rows in weight_ih and weight_hh. */
  readonly gates: number;
  /** Numbers a unit carries from step to step. */
  readonly states: number;
  /**
   * One step: from `step.input`, `step.hidden` (one a gate) and `step.before` (one a state) to `step.after` and the derivatives. Entries of
   * `after` and of the slopes hold anything before.
   */
  advance(step: UnitStep): void;
}

export interface UnitStep {
  readonly input: Float64Array;
  readonly hidden: Float64Array;
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** d after[m] / d input[k] at m * gates + k. */
  readonly inputSlopes: Float64Array;
  /** d after[m] / d hidden[k] at m * gates + k. */
  readonly hiddenSlopes: Float64Array;
  /** d after[m] / d before[l] at m * states + l. */
  readonly stateSlopes: Float64Array;
}

export function unitStep({ gates, states }: Pick<RecurrentCell, 'gates' | 'states'>): UnitStep {
  const numbers = (count: number) => new Float64Array(count);
  return {
    input: numbers(gates),
    hidden: numbers(gates),
    before: numbers(states),
    after: numbers(states),
    inputSlopes: numbers(states * gates),
    hiddenSlopes: numbers(states * gates),
    stateSlopes: numbers(states * states),
  };
}
