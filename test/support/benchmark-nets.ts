/** Nets with given weights and inputs, as a specification and the files that it names. */
import { readFileSync } from 'node:fs';
import { npyBytes, safetensorsBytes, type Tensor } from './tensor-files';

export interface BenchmarkNet {
  /** In the syntax `arch`. */
  readonly source: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** The net stored under this name; `strides` of its convolutions, which come first. Files are `x.npy` and `w.safetensors`. */
export function benchmarkNet(file: string, strides: readonly number[] = []): BenchmarkNet {
  const tensors = readTensors(file);
  const inputs = tensors.X ?? whiteInputs(64);
  const prefixes = Object.keys(tensors).flatMap((name) => (name.endsWith('weight') ? [name.slice(0, -7)] : []));
  const layers = prefixes.flatMap((prefix, at) => {
    const [units, , kernel] = tensors[`${prefix}.weight`].shape;
    const relu = `${prefix}.bias` in tensors && at < prefixes.length - 1;
    const options = `bias: ${`${prefix}.bias` in tensors}${relu ? ', activation: relu' : ''}`;
    if (kernel) return [`  fc${at}: conv2d(${units}, ${kernel}, stride: ${strides[at]}, ${options})`];
    return [...(strides.length === at ? ['  flatten'] : []), `  fc${at}: dense(${units}, ${options})`];
  });
  const source = [
    'model Benchmark {',
    `  input ${inputs.shape.slice(1).join('x')}`,
    '  layout channels_first',
    '  data npy("x.npy")',
    `  weights "w.safetensors" { ${prefixes.map((prefix, at) => `fc${at}: "${prefix}"`).join(', ')} }`,
    ...layers,
    '}',
  ].join('\n');
  const weights = Object.fromEntries(Object.entries(tensors).filter(([name]) => name !== 'X'));
  return { source, files: { 'x.npy': npyBytes(inputs), 'w.safetensors': safetensorsBytes(weights) } };
}

function readTensors(file: string): Record<string, Tensor> {
  const folder = 'test/reference/benchmarks';
  const { tensors } = JSON.parse(readFileSync(`${folder}/${file}.json`, 'utf8')) as {
    tensors: { name: string; shape: number[]; offset: number }[];
  };
  const bytes = new Uint8Array(readFileSync(`${folder}/${file}.bin`));
  const values = new Float64Array(bytes.buffer);
  return Object.fromEntries(
    tensors.map(({ name, shape, offset }) => {
      const size = shape.reduce((product, length) => product * length, 1);
      const title = /^W\d$/.test(name) ? `${name}.weight` : name;
      return [title, { shape, values: values.subarray(offset, offset + size) }];
    }),
  );
}

/** Samples whose second moment is the identity. */
function whiteInputs(size: number): Tensor {
  const values = Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? Math.sqrt(size) : 0));
  return { shape: [size, size], values };
}
