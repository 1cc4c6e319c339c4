// Our algorithm without our kernels: kappa of a stored net of dense layers from the Gram matrix J J^T / n, formed layer by layer, and all
// its eigenvalues, by ml-matrix. `node gram.js NAME` prints kappa.
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { readFileSync } from 'node:fs';

const folder = new URL('../../test/reference/benchmarks/', import.meta.url);
const { layers, inputs } = readNet(process.argv[2]);
const samples = inputs.rows;
const outputs = layers.at(-1).weight.rows;

const features = [inputs];
for (const { weight, bias, relu } of layers) {
  const values = features.at(-1).mmul(weight.transpose());
  if (bias) values.addRowVector(bias);
  features.push(relu ? values.apply((i, j) => void values.set(i, j, Math.max(0, values.get(i, j)))) : values);
}

const gram = Matrix.zeros(samples * outputs, samples * outputs);
/** Derivatives of every output of every sample by what a layer gives before its activation. */
let derivatives = new Matrix(Array.from({ length: samples * outputs }, (_, row) => unit(outputs, row % outputs)));
for (let at = layers.length - 1; at >= 0; at--) {
  const left = derivatives.mmul(derivatives.transpose());
  const right = features[at].mmul(features[at].transpose());
  if (layers[at].bias) right.add(1);
  gram.apply((i, j) => {
    const share = left.get(i, j) * right.get(Math.floor(i / outputs), Math.floor(j / outputs));
    gram.set(i, j, gram.get(i, j) + share / samples);
  });
  if (at === 0) break;
  derivatives = derivatives.mmul(layers[at].weight);
  const reached = features[at];
  if (layers[at - 1].relu)
    derivatives.apply((i, j) => {
      if (!(reached.get(Math.floor(i / outputs), j) > 0)) derivatives.set(i, j, 0);
    });
}

const values = new EigenvalueDecomposition(gram, { assumeSymmetric: true }).realEigenvalues.toSorted((a, b) => b - a);
const nonzero = values.filter((value) => value > values[0] * values.length * 2 ** -52);
console.log(JSON.stringify({ kappa: nonzero[0] / nonzero.at(-1), rank: nonzero.length }));

/** Layers as matrices; without inputs of their own, white ones. */
function readNet(name) {
  const { tensors } = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
  const bytes = readFileSync(new URL(`${name}.bin`, folder));
  const doubles = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const read = (key) => {
    const tensor = tensors.find((each) => each.name === key);
    if (!tensor) return undefined;
    const [rows, columns] = tensor.shape.length === 1 ? [1, tensor.shape[0]] : tensor.shape;
    return Matrix.from1DArray(rows, columns, doubles.subarray(tensor.offset, tensor.offset + rows * columns));
  };
  const names = tensors.map((each) => each.name).filter((key) => /weight$|^W/.test(key));
  const layers = names.map((key, at) => {
    const bias = read(key.replace('weight', 'bias'));
    const own = key.endsWith('weight') ? bias?.to1DArray() : undefined;
    return { weight: read(key), bias: own, relu: own !== undefined && at < names.length - 1 };
  });
  const width = layers[0].weight.columns;
  return { layers, inputs: read('X') ?? Matrix.eye(width).mul(Math.sqrt(width)) };
}

function unit(size, at) {
  return Array.from({ length: size }, (_, each) => (each === at ? 1 : 0));
}
