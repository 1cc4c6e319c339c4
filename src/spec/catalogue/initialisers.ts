/** How weights and biases are drawn. Fans are those of PyTorch weight layouts [out, in, …]. */
import type { BiasInitialiser, Initialiser, InitialiserName } from '../architecture';
import { entry, family, member, type Family, type FamilyEntry } from './family';
import { choice, number, optional, seed, type Parameter } from './parameter';

const fans = ['in', 'out', 'average'] as const;
const gainOf = (fallback: number, text: string): Parameter<number> => ({
  ...number('multiplies the standard deviation', fallback, { exclusiveMinimum: 0 }),
  presence: { kind: 'default', value: fallback, text },
});
const seedParameter = { seed: optional(seed('of the random stream'), "the seed of the model's init") };

export const initialisers: Family<Initialiser> = family('initialiser', [
  scaled(
    'kaiming_normal',
    'Normal, std gain / sqrt(fan); keeps the second moment of relu networks.',
    'in',
    Math.SQRT2,
    'sqrt(2)',
  ),
  scaled(
    'kaiming_uniform',
    'Uniform, std gain / sqrt(fan); keeps the second moment of relu networks.',
    'in',
    Math.SQRT2,
    'sqrt(2)',
  ),
  scaled('xavier_normal', 'Normal, std gain / sqrt(fan) with the average of both fans.', 'average', 1, '1'),
  scaled('xavier_uniform', 'Uniform, std gain / sqrt(fan) with the average of both fans.', 'average', 1, '1'),
  scaled('lecun_normal', 'Normal, std gain / sqrt(fan); keeps the second moment of linear networks.', 'in', 1, '1'),
  scaled('lecun_uniform', 'Uniform, std gain / sqrt(fan); keeps the second moment of linear networks.', 'in', 1, '1'),
  entry(
    'normal',
    'Normal with a fixed standard deviation.',
    { std: number('standard deviation', undefined, { minimum: 0 }), ...seedParameter },
    ({ std, seed }, context): Initialiser => ({ name: 'normal', fan: 'in', gain: 1, std, seed: seed ?? context.seed }),
  ),
  withGain('orthogonal', 'Orthonormal rows or columns, whichever are fewer, times the gain.'),
  withGain('delta_orthogonal', 'Orthogonal at the centre of a kernel, zero elsewhere; orthogonal for dense layers.'),
  plain('identity', 'Ones on the diagonal.'),
  plain('zeros', 'All zeros.'),
]);

export const biasInitialisers: Family<BiasInitialiser> = family<BiasInitialiser>('bias initialiser', [
  entry('zeros', 'All zeros.', {}, () => ({ name: 'zeros' })),
  entry(
    'normal',
    'Normal with a fixed standard deviation.',
    { std: number('standard deviation', undefined, { minimum: 0 }) },
    ({ std }) => ({
      name: 'normal',
      std,
    }),
  ),
]);

/** `kaiming_normal(seed: 1)`. */
export const defaultInitialiser: Initialiser = { name: 'kaiming_normal', fan: 'in', gain: Math.SQRT2, seed: 1 };
export const defaultBiases: BiasInitialiser = { name: 'zeros' };

/** Of one layer; without it the model's. */
export function initialiser(): Parameter<Initialiser | undefined> {
  return optional(
    member('how the weights are drawn', () => initialisers),
    "the model's init",
  );
}

/** Of one layer; without it the model's. */
export function biases(): Parameter<BiasInitialiser | undefined> {
  return optional(
    member('how the biases are drawn', () => biasInitialisers),
    "the model's biases",
  );
}

function scaled(
  name: InitialiserName,
  summary: string,
  fan: Initialiser['fan'],
  gain: number,
  gainText: string,
): FamilyEntry<Initialiser> {
  const parameters = {
    fan: choice('which fan divides the variance', fans, fan),
    gain: gainOf(gain, gainText),
    ...seedParameter,
  };
  return entry(name, summary, parameters, (settings, context) => ({
    name,
    ...settings,
    seed: settings.seed ?? context.seed,
  }));
}

function withGain(name: InitialiserName, summary: string): FamilyEntry<Initialiser> {
  const parameters = { gain: gainOf(1, '1'), ...seedParameter };
  return entry(name, summary, parameters, ({ gain, seed }, context) => ({
    name,
    fan: 'in',
    gain,
    seed: seed ?? context.seed,
  }));
}

function plain(name: InitialiserName, summary: string): FamilyEntry<Initialiser> {
  return entry(name, summary, {}, (_, context) => ({ name, fan: 'in', gain: 1, seed: context.seed }));
}
