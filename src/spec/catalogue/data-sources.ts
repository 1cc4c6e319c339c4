/** Where the samples come from: `data gaussian(samples: 256, covariance: powerlaw(1.0))`. */
import type { Data, DataSource, Targets } from '../architecture';
import { entry, family, member, type Family, type FamilyEntry } from './family';
import { choice, count, flag, number, optional, seed, type Parameters, type Settings } from './parameter';
import { fileParameters, targets } from './targets';

/** A data directive's value, before its place in the file is known. */
export type DataDescription = Omit<Data, 'range'>;

type Covariance = Extract<DataSource, { kind: 'gaussian' }>['covariance'];

const covariances: Family<Covariance> = family<Covariance>('covariance', [
  entry('identity', 'White inputs.', {}, () => ({ kind: 'identity' })),
  entry(
    'powerlaw',
    'Eigenvalues j^-a in a random orthogonal basis.',
    { a: number('exponent', 1, { minimum: 0 }) },
    ({ a }) => ({ kind: 'powerlaw', exponent: a }),
  ),
  entry(
    'condition',
    'Eigenvalues from 1 down to 1/k, evenly spaced on a log scale, in a random orthogonal basis.',
    { k: number('condition number of the covariance', undefined, { minimum: 1 }) },
    ({ k }) => ({ kind: 'condition', value: k }),
  ),
]);

const samples = count('number of samples', 128);
const preparation = {
  targets: optional(
    member('labels of the samples', () => targets),
    'no labels; the Gauss-Newton matrix of mse needs none',
  ),
  whiten: flag('make the second moment the identity', false),
  center: flag('subtract the mean of every feature', false),
  normalize: optional(choice('unit: scale every sample to length 1', ['unit'], 'unit'), 'samples keep their length'),
};

export const dataSources: Family<DataDescription> = family('data source', [
  source(
    'gaussian',
    'Independent Gaussian samples.',
    {
      samples,
      covariance: member('of the features', () => covariances, { value: { kind: 'identity' }, text: 'identity' }),
      mean: number('of every feature', 0),
      seed: seed('of the random stream'),
    },
    ({ samples, covariance, mean, seed }) => ({ kind: 'gaussian', samples, covariance, mean, seed }),
  ),
  source(
    'sphere',
    'Uniform on the sphere of radius sqrt(features).',
    { samples, seed: seed('of the random stream') },
    ({ samples, seed }) => ({ kind: 'sphere', samples, seed }),
  ),
  source(
    'orthogonal',
    'Orthogonal samples of length sqrt(features), or orthogonal features when samples outnumber them.',
    { samples, seed: seed('of the random stream') },
    ({ samples, seed }) => ({ kind: 'orthogonal', samples, seed }),
  ),
  entry(
    'tokens',
    'Independent token ids for an embedding, uniform on the whole numbers from 0 below vocabulary.',
    {
      samples,
      vocabulary: count('number of tokens'),
      seed: seed('of the random stream'),
      targets: preparation.targets,
    },
    ({ samples, vocabulary, seed, targets }): DataDescription => ({
      source: { kind: 'tokens', samples, vocabulary, seed },
      center: false,
      whiten: false,
      ...(targets && { targets: targets }),
    }),
  ),
  fromFile('npy', 'A NumPy array, one sample a row.'),
  fromFile('csv', 'A table of numbers, one sample a line.'),
  fromFile('idx', 'An IDX file as MNIST has them.'),
]);

/** `gaussian()`: what a model without a data directive is analysed on. */
export const defaultData: DataDescription = {
  source: { kind: 'gaussian', samples: 128, covariance: { kind: 'identity' }, mean: 0, seed: 1 },
  center: false,
  whiten: false,
};

function source<P extends Parameters>(
  name: string,
  summary: string,
  parameters: P,
  make: (settings: Settings<P>) => DataSource,
): FamilyEntry<DataDescription> {
  return entry(name, summary, { ...parameters, ...preparation }, (settings) => {
    const { targets, center, whiten, normalize } = settings as Settings<typeof preparation>;
    const described: DataDescription = { source: make(settings as Settings<P>), center, whiten };
    return { ...described, ...(targets && { targets: targets as Targets }), ...(normalize && { normalize }) };
  });
}

function fromFile(kind: 'npy' | 'csv' | 'idx', summary: string): FamilyEntry<DataDescription> {
  return source(kind, summary, fileParameters, ({ file, limit }) => ({ kind, file, ...(limit && { limit }) }));
}
