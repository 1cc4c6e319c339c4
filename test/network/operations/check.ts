/** What every operation must satisfy, checked against differences of its own forward pass. */
import { expect } from 'vitest';
import { Matrix } from '../../../src/numerics/matrix';
import type { Batch, Coupling, Operation, Parameter, ParameterJacobian } from '../../../src/network/operation';
import { numbers } from '../build';

/** A parameter's entry: index of the parameter, index of the entry. */
export type Entry = readonly [parameter: number, entry: number];

const samples = 3;
// Constants that are no ones: operations must not assume them.
const batch: Batch = { ones: Float64Array.of(1, -0.5, 2) };

/**
 * jvp against central differences (inputs and every parameter), vjp as its adjoint to 1e-12, and the columns of the parameter Jacobian
 * against central differences for the entries in `columns`, in that order.
 */
export function checkOperation(operation: Operation, inputSizes: readonly number[], columns: readonly Entry[]): void {
  const inputs = inputSizes.map((size, index) => numbers(samples, size, 11 + index));
  const { output, saved } = operation.forward(inputs, batch);
  checkTangents(operation, inputs, saved);
  for (const rowsPerSample of [1, 2]) {
    const cotangent = numbers(samples * rowsPerSample, output.cols, 31);
    checkAdjoint(operation, inputs, saved, cotangent, rowsPerSample);
    if (operation.couples) checkCoupling(operation, operation.couples, saved, cotangent);
    const jacobian = operation.parameterJacobian(saved, cotangent, rowsPerSample);
    const expected = columns.map((entry) =>
      contracted(parameterDifference(operation, inputs, entry), cotangent, rowsPerSample),
    );
    const actual = denseColumns(jacobian, samples, rowsPerSample);
    expect(actual.length).toBe(expected.length);
    actual.forEach((column, index) => expectClose(column, expected[index], 1e-8));
  }
}

/** Every column of the factored Jacobian that is a parameter, by the definition in `ParameterJacobian`. */
export function denseColumns(
  parts: readonly ParameterJacobian[],
  sampleCount: number,
  rowsPerSample: number,
): number[][] {
  return parts.flatMap((part) => {
    const rows = Array.from({ length: sampleCount * rowsPerSample }, (_, row) => row);
    if (part.form === 'columns') {
      const block = part.block(0, part.width);
      return Array.from({ length: part.width }, (_, q) => [...block.row(q)]);
    }
    const positions = Array.from({ length: part.positions }, (_, position) => position);
    const column = (o: number, leftWidth: number, q: number, rightWidth: number) =>
      rows.map((row) =>
        positions.reduce(
          (sum, t) =>
            sum +
            part.left.get(row, t * leftWidth + o) * part.right.get(Math.floor(row / rowsPerSample), t * rightWidth + q),
          0,
        ),
      );
    if (part.form === 'diagonal')
      return Array.from({ length: part.width }, (_, q) => column(q, part.width, q, part.width));
    return Array.from({ length: part.leftWidth * part.rightWidth }, (_, index) => index)
      .filter((index) => part.mask?.[index] !== 0)
      .map((index) =>
        column(Math.floor(index / part.rightWidth), part.leftWidth, index % part.rightWidth, part.rightWidth),
      );
  });
}

export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const scale = Math.max(1, ...Array.from(expected, Math.abs));
  for (let i = 0; i < actual.length; i++) expect(Math.abs(actual[i] - expected[i]) / scale).toBeLessThan(tolerance);
}

export function parameter(name: string, shape: readonly number[], changes: Partial<Parameter> = {}): Parameter {
  const count = shape.reduce((product, length) => product * length, 1);
  return { name, shape, values: numbers(1, count, 7).data, trainable: true, ...changes };
}

const step = 1e-5;

function checkTangents(operation: Operation, inputs: readonly Matrix[], saved: unknown): void {
  const directions = inputs.map(({ rows, cols }, index) => numbers(rows, cols, 21 + index));
  const still = inputs.map(({ rows, cols }) => numbers(rows, cols).scale(0));
  const moved = (by: number) =>
    operation.forward(
      inputs.map((input, index) => plus(input, directions[index].scale(by))),
      batch,
    ).output;
  expectClose(operation.jvp(saved, directions).data, difference(moved(step), moved(-step)), 1e-6);

  for (const [index, { values, mask }] of operation.parameters.entries()) {
    for (const entry of values.keys()) {
      const direction = new Float64Array(values.length);
      direction[entry] = 1;
      const tangents = operation.parameters.map((_, other) => (other === index ? direction : undefined));
      const slope = parameterDifference(operation, inputs, [index, entry]);
      // A pruned weight is no parameter: it does not move.
      expectClose(operation.jvp(saved, still, tangents).data, mask?.[entry] === 0 ? slope.fill(0) : slope, 1e-8);
    }
  }
}

/** <cotangent, jvp(direction)> = <vjp(cotangent), direction>, row by row of the cotangent; seed by seed where samples are coupled. */
function checkAdjoint(
  operation: Operation,
  inputs: readonly Matrix[],
  saved: unknown,
  cotangent: Matrix,
  rowsPerSample: number,
): void {
  const directions = inputs.map(({ rows, cols }, index) => numbers(rows, cols, 41 + index));
  const forward = contracted(operation.jvp(saved, directions).data, cotangent, rowsPerSample);
  const pulled = operation.vjp(saved, cotangent, rowsPerSample);
  if (operation.pullInPlace) {
    const inPlace = cotangent.clone();
    operation.pullInPlace(saved, inPlace, rowsPerSample);
    expect(inPlace.data).toEqual(pulled[0].data);
  }
  const backward = directions
    .map(({ data }, index) => contracted(data, pulled[index], rowsPerSample))
    .reduce((sum, part) => sum.map((value, row) => value + part[row]));
  const bySeed = (rows: number[]) =>
    Array.from({ length: rowsPerSample }, (_, seed) =>
      rows.reduce((sum, value, row) => (row % rowsPerSample === seed ? sum + value : sum), 0),
    );
  if (operation.couples) expectClose(bySeed(backward), bySeed(forward), 1e-12);
  else expectClose(backward, forward, 1e-12);
}

/** What seeds on their own sample give to every sample: to their own with the statistics still, and to all through the statistics. */
function checkCoupling(operation: Operation, coupling: Coupling, saved: unknown, cotangent: Matrix): void {
  const { statistics } = coupling;
  const [seeds, perSample] = [cotangent.rows, cotangent.rows / samples];
  const own = coupling.own(saved, cotangent, perSample);
  const through = coupling.byStatistic(saved, cotangent);
  const gradients = coupling.gradients(saved, 0, statistics);
  const spread = new Matrix(samples * seeds, cotangent.cols);
  const expected = new Matrix(samples * seeds, own.cols);
  for (let seed = 0; seed < seeds; seed++) {
    const home = Math.floor(seed / perSample);
    spread.row(home * seeds + seed).set(cotangent.row(seed));
    expected.row(home * seeds + seed).set(own.row(seed));
    for (let i = 0; i < samples; i++)
      for (let m = 0; m < statistics; m++)
        for (let j = 0; j < own.cols; j++)
          expected.row(i * seeds + seed)[j] += through.get(seed, m) * gradients.get(i * statistics + m, j);
  }
  expectClose(operation.vjp(saved, spread, seeds)[0].data, expected.data, 1e-13);
  for (let m = 0; m < statistics; m++)
    for (let i = 0; i < samples; i++)
      expect(coupling.gradients(saved, m, m + 1).row(i)).toEqual(gradients.row(i * statistics + m));
}

/** Row (i, c) of the cotangent times row i of the batch. */
function contracted(values: Float64Array, cotangent: Matrix, rowsPerSample: number): number[] {
  return Array.from({ length: cotangent.rows }, (_, row) =>
    cotangent
      .row(row)
      .reduce((sum, value, j) => sum + value * values[Math.floor(row / rowsPerSample) * cotangent.cols + j], 0),
  );
}

function parameterDifference(operation: Operation, inputs: readonly Matrix[], [index, entry]: Entry): Float64Array {
  const { values } = operation.parameters[index];
  const start = values[entry];
  const at = (value: number) => {
    values[entry] = value;
    return operation.forward(inputs, batch).output;
  };
  const result = difference(at(start + step), at(start - step));
  values[entry] = start;
  return result;
}

function difference(ahead: Matrix, behind: Matrix): Float64Array {
  return ahead.data.map((value, index) => (value - behind.data[index]) / (2 * step));
}

function plus(left: Matrix, right: Matrix): Matrix {
  const result = left.clone();
  right.data.forEach((value, index) => (result.data[index] += value));
  return result;
}
