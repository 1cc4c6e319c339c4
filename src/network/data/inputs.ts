/** The input samples of an architecture. */
import type { Matrix } from '../../numerics/matrix';
import type { Data, DataSource, Shape } from '../../spec/architecture';
import type { Files } from '../../spec/files';
import type { Problem, Range } from '../../spec/problem';
import { InstantiationCache, type LoadedData } from '../instantiation-cache';
import { fitsMemory, memoryText } from '../memory';
import { size } from '../operations/shape';
import { locate, type Complaint } from '../problems';
import { fileData, type FileData } from './file-data';
import { gaussianData } from './gaussian';
import { orthogonalData } from './orthogonal';
import { preprocess } from './preprocessing';
import { sphereData } from './sphere';
import { tokenData } from './tokens';

interface Loaded {
  readonly value?: Matrix;
  readonly complaints: readonly Complaint[];
}

/** n x d samples, centred, whitened and normalised as the specification asks. No value where a problem is an error. */
export async function loadInputs(
  data: Data,
  input: Shape,
  files: Files,
  cache = new InstantiationCache(),
): Promise<{ value?: Matrix; problems: Problem[] }> {
  const { source, center, whiten, normalize } = data;
  const { value, complaints, preparation } = await cache.samples(
    [source, center, whiten, normalize, input],
    files,
    (read) => load(data, input, read),
  );
  const problems = [
    ...locateAll(complaints, 'file' in source ? source.file.range : data.range),
    ...locateAll(preparation, data.range),
  ];
  return value ? { value, problems } : { problems };
}

async function load(data: Data, input: Shape, files: Files): Promise<LoadedData> {
  const { source } = data;
  const { value: raw, complaints } =
    'file' in source ? fitted(await fileData(source, files), source.file.path, input) : draw(source, size(input));
  if (!raw) return { complaints, preparation: [] };
  const { value, complaints: preparation } = preprocess(raw, data);
  return { value, complaints, preparation };
}

function draw(source: Exclude<DataSource, { file: unknown }>, dimension: number): Loaded {
  const { samples, seed } = source;
  const rotation = source.kind === 'gaussian' && source.covariance.kind !== 'identity' ? dimension ** 2 : 0;
  const entries = Math.max(samples * dimension, rotation);
  if (!fitsMemory(entries)) return { complaints: [tooLarge(source.kind, samples, dimension, entries)] };
  if (source.kind === 'gaussian') return { value: gaussianData(source, dimension), complaints: [] };
  if (source.kind === 'tokens') return { value: tokenData(source, dimension), complaints: [] };
  const create = source.kind === 'sphere' ? sphereData : orthogonalData;
  return { value: create(samples, dimension, seed), complaints: [] };
}

/** The file's samples, when they fit the input shape. */
function fitted(
  { value, complaints }: { value?: FileData; complaints: Complaint[] },
  path: string,
  input: Shape,
): Loaded {
  if (!value) return { complaints };
  const { samples, sampleShape, pixels } = value;
  if (samples.cols !== size(input))
    return {
      complaints: [
        {
          code: 'K083',
          message: `"${path}" has samples of ${shapeText(sampleShape)}, the input is ${shapeText(input)}.`,
          hint: `Write "input ${sampleShape.join('x') || 1}", or give a file whose samples have ${size(input)} values.`,
        },
      ],
    };
  return {
    value: pixels ? samples.scale(1 / 255) : samples,
    complaints: sameAxes(sampleShape, input) ? [] : [otherAxes(path, sampleShape, input)],
  };
}

/** Flat samples go with any input; otherwise axes must agree, those of length 1 aside. */
function sameAxes(sampleShape: Shape, input: Shape): boolean {
  const [file, wanted] = [sampleShape, input].map((shape) => shape.filter((length) => length !== 1));
  return file.length <= 1 || wanted.length <= 1 || file.join() === wanted.join();
}

function otherAxes(path: string, sampleShape: Shape, input: Shape): Complaint {
  return {
    code: 'K095',
    severity: 'warning',
    message: `"${path}" has samples of ${shapeText(sampleShape)}, the input is ${shapeText(input)}: as many values, in another order.`,
    hint: 'Transpose the file, or choose the layout (channels_first or channels_last) that it has.',
  };
}

function tooLarge(kind: string, samples: number, dimension: number, entries: number): Complaint {
  return {
    code: 'K089',
    message: `${samples} ${kind} samples in ${dimension} dimensions need ${memoryText(entries)} of memory at once.`,
    hint: 'Use fewer samples or a smaller input; a covariance other than the identity needs a square matrix of the dimension.',
  };
}

function shapeText(shape: Shape): string {
  if (shape.length === 0) return '1 value';
  return shape.length === 1 ? `${shape[0]} value${shape[0] === 1 ? '' : 's'}` : shape.join(' x ');
}

function locateAll(complaints: readonly Complaint[], range: Range): Problem[] {
  return complaints.map((complaint) => locate(complaint, range));
}
