/** The convolutional cases of the reference file: two position axes, channels first, perhaps a dense head. */
import type { Tensor } from './tensor-files';

export interface ReferenceConvolutions {
  /** channels, height, width. */
  readonly input: readonly number[];
  readonly layers: readonly {
    readonly s: number;
    readonly pad: number;
    readonly mode: string;
    readonly stride: number;
  }[];
  /** One [out, in, s, s] a layer. */
  readonly kernels: readonly (readonly number[][][][])[];
  readonly head: readonly (readonly number[])[] | null;
}

export function convolutionParts({ input, layers, kernels, head }: ReferenceConvolutions) {
  const tensors: Record<string, Tensor> = {};
  const statements = layers.map(({ s, pad, mode, stride }, at) => {
    const kernel = kernels[at];
    tensors[`conv${at}.weight`] = { shape: [kernel.length, kernel[0].length, s, s], values: kernel.flat(3) };
    const padding = mode === 'circular' ? 'circular' : pad;
    return `conv${at}: conv2d(${kernel.length}, ${s}, stride: ${stride}, padding: ${padding}, bias: false)`;
  });
  if (head) {
    tensors['head.weight'] = { shape: [head.length, head[0].length], values: head.flat() };
    statements.push('flatten', `head: dense(${head.length}, bias: false)`);
  }
  return { input: `${input.join('x')}\n  layout channels_first`, statements, tensors };
}
