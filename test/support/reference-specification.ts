/** A case of the reference file as a user would give it: a specification, a weights file and a data file. */
import type { Files } from '../../src/spec/files';
import { convolutionParts, type ReferenceConvolutions } from './reference-convolutions';
import { memoryFiles, npyBytes, safetensorsBytes, type Tensor } from './tensor-files';

export interface ReferenceCase extends Partial<ReferenceConvolutions> {
  readonly id: string;
  readonly kind: string;
  readonly loss: string;
  readonly dims: readonly number[];
  readonly weights: readonly (readonly (readonly number[])[])[];
  readonly biases?: readonly (readonly number[])[] | null;
  readonly blocks?: readonly { readonly W1: number[][]; readonly W2: number[][] }[];
  readonly X: readonly (readonly number[])[];
  readonly beta: number | null;
  readonly residual_layers: readonly number[] | null;
  readonly act?: string;
  readonly slope?: number | null;
  /** Behind each hidden layer, without eps and affine map; such cases have linear activations. */
  readonly norm?: 'LN' | 'BN' | null;
  /** bn_linear: x to W BN(V x). */
  readonly V?: readonly (readonly number[])[];
  readonly W?: readonly (readonly number[])[];
  readonly rank: number;
  readonly eigenvalues: readonly number[];
  readonly lambda_min_nz: string;
  readonly kappa: string;
  readonly bounds: Readonly<Record<string, string | null>>;
  readonly alpha?: readonly string[];
  readonly layer_terms_k2k2?: readonly string[];
  readonly kappa_Sigma?: string;
  readonly layer_top?: readonly string[];
  readonly layer_bottom?: readonly string[];
  readonly rank_left?: readonly number[];
  readonly rank_right?: readonly number[];
}

/** `.arch` text and the files that it names. */
export function specificationOf(reference: ReferenceCase): { source: string; files: Files } {
  const [features, samples] = [reference.X.length, reference.X[0].length];
  const { input = String(features), statements, tensors } = partsOf(reference);
  const inputs = Float64Array.from({ length: samples * features }, (_, at) => {
    return reference.X[at % features][Math.floor(at / features)];
  });
  const source = [
    `model Reference {`,
    `  input ${input}`,
    `  data npy("x.npy")`,
    `  loss ${reference.loss === 'ce' ? 'cross_entropy' : 'mse'}`,
    `  weights "w.safetensors"`,
    ...statements.map((statement) => `  ${statement}`),
    `}`,
  ].join('\n');
  const files = memoryFiles({
    'x.npy': npyBytes({ shape: [samples, features], values: inputs }),
    'w.safetensors': safetensorsBytes(tensors),
  });
  return { source, files };
}

interface Parts {
  /** One axis of features when absent. */
  readonly input?: string;
  readonly statements: string[];
  readonly tensors: Record<string, Tensor>;
}

function partsOf(reference: ReferenceCase): Parts {
  const { V, W } = reference;
  if (V && W) return chain({ ...reference, weights: [V, W], norm: 'BN' });
  if (reference.kind === 'conv') return convolutionParts(reference as ReferenceConvolutions);
  return reference.blocks ? skipBlocks(reference) : chain(reference);
}

function chain(reference: ReferenceCase): Parts {
  const tensors: Record<string, Tensor> = {};
  const statements = reference.weights.map((weight, at) => {
    const name = `w${at}`;
    tensors[`${name}.weight`] = matrixTensor(weight);
    const bias = reference.biases?.[at];
    if (bias) tensors[`${name}.bias`] = { shape: [bias.length], values: bias };
    const hidden = at < reference.weights.length - 1;
    const dense = `${name}: dense(${weight.length}, bias: ${bias ? 'true' : 'false'}${hidden ? activationOf(reference) : ''})`;
    if (hidden && reference.norm) return `${dense}\n${norms[reference.norm]}`;
    return reference.residual_layers?.includes(at) ? `residual(${reference.beta}) { ${dense} }` : dense;
  });
  return { statements, tensors };
}

function skipBlocks(reference: ReferenceCase): Parts {
  const tensors: Record<string, Tensor> = {};
  const statements = (reference.blocks ?? []).map(({ W1, W2 }, at) => {
    tensors[`b${at}w1.weight`] = matrixTensor(W1);
    tensors[`b${at}w2.weight`] = matrixTensor(W2);
    const inner = `b${at}w1: dense(${W1.length}, bias: false)`;
    const outer = `b${at}w2: dense(${W2.length}, bias: false)`;
    return `residual(${reference.beta}) {\n ${inner}\n ${outer}\n }`;
  });
  return { statements, tensors };
}

const norms = { LN: 'layer_norm(eps: 0, affine: false)', BN: 'batch_norm(eps: 0, affine: false)' };

function activationOf({ act, slope }: ReferenceCase): string {
  if (!act || act === 'linear') return '';
  if (act === 'relu' && slope) return `, activation: leaky_relu(${slope})`;
  return `, activation: ${act}`;
}

function matrixTensor(rows: readonly (readonly number[])[]): Tensor {
  return { shape: [rows.length, rows[0].length], values: rows.flat() };
}
