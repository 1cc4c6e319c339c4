/** Branches side by side on one axis. */
import { Matrix } from '../../numerics/matrix';
import type { Operation } from '../operation';
import { setting, type Definition } from './definition';
import { size } from './shape';

/** Setting: `axis`, counted from 0. Whatever stands behind it in a row-major sample moves as one block. */
export function concat({ node }: Definition): Operation {
  const axis = setting<number>(node, 'axis');
  const widths = node.inputShapes.map((shape) => size(shape.slice(axis)));
  const positions = size(node.inputShapes[0].slice(0, axis));
  return {
    linear: true,
    usesOnes: false,
    parameters: [],
    forward: (inputs) => ({ output: join(inputs, widths, positions), saved: undefined }),
    jvp: (_saved, tangents) => join(tangents, widths, positions),
    vjp: (_saved, cotangent) => split(cotangent, widths, positions),
    parameterJacobian: () => [],
  };
}

function join(parts: readonly Matrix[], widths: readonly number[], positions: number): Matrix {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const result = new Matrix(parts[0].rows, total * positions);
  for (let block = 0; block < result.rows * positions; block++)
    for (let part = 0, to = block * total; part < parts.length; to += widths[part++])
      result.data.set(blockOf(parts[part], block, widths[part]), to);
  return result;
}

function split(whole: Matrix, widths: readonly number[], positions: number): Matrix[] {
  const total = whole.cols / positions;
  const parts = widths.map((width) => new Matrix(whole.rows, width * positions));
  for (let block = 0; block < whole.rows * positions; block++)
    for (let part = 0, from = block * total; part < parts.length; from += widths[part++])
      blockOf(parts[part], block, widths[part]).set(whole.data.subarray(from, from + widths[part]));
  return parts;
}

function blockOf({ data }: Matrix, block: number, width: number): Float64Array {
  return data.subarray(block * width, (block + 1) * width);
}
