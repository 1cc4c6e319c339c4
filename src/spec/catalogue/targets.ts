/** Labels of the samples: `targets: npy("y.npy")`. */
import type { Targets } from '../architecture';
import { entry, family, type Family, type FamilyEntry } from './family';
import { count, file, optional, seed } from './parameter';

export const fileParameters = {
  file: file('path relative to the specification'),
  limit: optional(count('use only the first so many samples'), 'all samples'),
};

export const targets: Family<Targets> = family<Targets>('source of targets', [
  fromFile('npy', 'A NumPy array, one row a sample, or class indices.'),
  fromFile('csv', 'A table of numbers, one line a sample, or class indices.'),
  fromFile('idx', 'An IDX file of class indices as MNIST has them.'),
  entry(
    'teacher',
    'A random network with one hidden layer labels the inputs.',
    { width: count('hidden units of the teacher', 32), seed: seed('of its weights') },
    ({ width, seed }) => ({ kind: 'teacher', width, seed }),
  ),
]);

function fromFile(kind: 'npy' | 'csv' | 'idx', summary: string): FamilyEntry<Targets> {
  return entry(kind, summary, fileParameters, ({ file, limit }) => ({ kind, file, ...(limit && { limit }) }));
}
