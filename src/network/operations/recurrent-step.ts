/**
 * One step of all samples and units. A state is rows x (units * states), unit by unit; gates are rows x (gates * units), gate by gate, as
 * PyTorch's weights have them.
 */
import { Matrix } from '../../numerics/matrix';
import { unitStep, type RecurrentCell, type UnitStep } from './recurrent-cell';

/** Derivatives of one step, n x (units * those of a unit). */
export interface Slopes {
  readonly input: Matrix;
  readonly hidden: Matrix;
  readonly state: Matrix;
}

/** The state after a step, and its derivatives. */
export function advance(
  cell: RecurrentCell,
  state: Matrix,
  input: Matrix,
  hidden: Matrix,
): { after: Matrix; slopes: Slopes } {
  const { gates, states } = cell;
  const [rows, units] = [state.rows, state.cols / states];
  const after = new Matrix(rows, units * states);
  const slopes = {
    input: new Matrix(rows, units * states * gates),
    hidden: new Matrix(rows, units * states * gates),
    state: new Matrix(rows, units * states * states),
  };
  const step = unitStep(cell);
  for (let at = 0; at < rows * units; at++) {
    const [i, unit] = [Math.floor(at / units), at % units];
    for (let k = 0; k < gates; k++) {
      step.input[k] = input.data[(i * gates + k) * units + unit];
      step.hidden[k] = hidden.data[(i * gates + k) * units + unit];
    }
    for (let m = 0; m < states; m++) step.before[m] = state.data[at * states + m];
    cell.advance(step);
    keep(step, at, after, slopes);
  }
  return { after, slopes };
}

/** Tangent of the state after a step. */
export function moveStep(
  { gates, states }: RecurrentCell,
  slopes: Slopes,
  state: Matrix,
  input: Matrix,
  hidden: Matrix,
): Matrix {
  const units = state.cols / states;
  const after = new Matrix(state.rows, state.cols);
  for (let at = 0; at < state.rows * units; at++) {
    const gate = Math.floor(at / units) * gates * units + (at % units);
    for (let m = 0; m < states; m++) {
      const row = at * states + m;
      let sum = 0;
      for (let k = 0; k < gates; k++)
        sum +=
          slopes.input.data[row * gates + k] * input.data[gate + k * units] +
          slopes.hidden.data[row * gates + k] * hidden.data[gate + k * units];
      for (let l = 0; l < states; l++) sum += slopes.state.data[row * states + l] * state.data[at * states + l];
      after.data[row] = sum;
    }
  }
  return after;
}

/** From the cotangent of the state after a step, which becomes that of the state before, to those of the gates. */
export function pullStep(
  { gates, states }: RecurrentCell,
  slopes: Slopes,
  carried: Matrix,
  rowsPerSample: number,
): { input: Matrix; hidden: Matrix } {
  const units = carried.cols / states;
  const input = new Matrix(carried.rows, gates * units);
  const hidden = new Matrix(carried.rows, gates * units);
  const after = new Float64Array(states);
  for (let at = 0; at < carried.rows * units; at++) {
    const [row, unit] = [Math.floor(at / units), at % units];
    const first = (Math.floor(row / rowsPerSample) * units + unit) * states;
    for (let m = 0; m < states; m++) after[m] = carried.data[at * states + m];
    for (let k = 0; k < gates; k++) {
      const gate = (row * gates + k) * units + unit;
      input.data[gate] = contract(slopes.input.data, first * gates + k, gates, after);
      hidden.data[gate] = contract(slopes.hidden.data, first * gates + k, gates, after);
    }
    for (let l = 0; l < states; l++)
      carried.data[at * states + l] = contract(slopes.state.data, first * states + l, states, after);
  }
  return { input, hidden };
}

/** State 0 of every unit. */
export function outputsOf(state: Matrix, states: number): Matrix {
  const result = new Matrix(state.rows, state.cols / states);
  for (let at = 0; at < result.data.length; at++) result.data[at] = state.data[at * states];
  return result;
}

/** Adds to state 0 of every unit. */
export function addOutputs(state: Matrix, states: number, outputs: Matrix): void {
  for (let at = 0; at < outputs.data.length; at++) state.data[at * states] += outputs.data[at];
}

function keep(step: UnitStep, at: number, after: Matrix, slopes: Slopes): void {
  after.data.set(step.after, at * step.after.length);
  slopes.input.data.set(step.inputSlopes, at * step.inputSlopes.length);
  slopes.hidden.data.set(step.hiddenSlopes, at * step.hiddenSlopes.length);
  slopes.state.data.set(step.stateSlopes, at * step.stateSlopes.length);
}

/** sum over m of slopes[from + m * stride] cotangent[m]. */
function contract(slopes: Float64Array, from: number, stride: number, cotangent: Float64Array): number {
  let sum = 0;
  for (let m = 0; m < cotangent.length; m++) sum += slopes[from + m * stride] * cotangent[m];
  return sum;
}
