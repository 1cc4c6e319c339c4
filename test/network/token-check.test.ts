import { expect, test } from 'vitest';
import { instantiate } from '../../src/network/instantiate';
import { readSpecification } from '../../src/spec/specification';
import { filesOf } from './build';
import { csv } from './formats/files';

const files = filesOf({ 'ids.csv': csv('0,1\n4,2\n'), 'from-one.csv': csv('1,5\n4,2\n'), 'words.csv': csv('0.5,1\n') });

async function problemsOf(body: string) {
  const source = `model M { ${body} }`;
  const { architecture, problems } = readSpecification(source, { syntax: 'arch' });
  expect(problems).toEqual([]);
  const { value, problems: found } = await instantiate(architecture!, files);
  expect(value === undefined).toBe(found.length > 0);
  return found.map(({ range, ...problem }) => ({ ...problem, at: source.slice(range.start, range.end) }));
}

test.each([
  ['drawn ids', 'input 3 data tokens(samples: 4, vocabulary: 5) embedding(5, 2) flatten dense(1)'],
  ['ids of a file', 'input 2 data csv("ids.csv") embedding(5, 2) flatten dense(1)'],
  ['ids in another shape', 'input 4 data tokens(4, 5) reshape(2x2) embedding(5, 2) flatten dense(1)'],
])('%s are taken', async (_, body) => expect(await problemsOf(body)).toEqual([]));

const tokens = 'whose tokens are the whole numbers 0 to 4.';

test.each([
  [
    'a value beyond the vocabulary',
    'input 2 data csv("from-one.csv") embedding(5, 2)',
    {
      message: `Sample 0 gives 5 at position 1 (both counted from 0) to "embedding1", ${tokens}`,
      hint: 'Ids count from 0; the vocabulary must exceed the largest.',
      at: '"from-one.csv"',
    },
  ],
  [
    'a fraction',
    'input 2 data csv("words.csv") words: embedding(5, 2)',
    { message: `Sample 0 gives 0.5 at position 0 (both counted from 0) to "words", ${tokens}`, at: '"words.csv"' },
  ],
  [
    'ids that preparation has changed',
    'input 2 data csv("ids.csv", center: true) embedding(5, 2)',
    {
      message: `Sample 0 gives -2 at position 0 (both counted from 0) to "embedding1", ${tokens}`,
      hint: 'Drop center, whiten and normalize, which change the ids.',
    },
  ],
  [
    'draws from a larger vocabulary',
    'input 30 data tokens(samples: 9, vocabulary: 50) embedding(5, 2)',
    { hint: 'Give the data and the embedding the same vocabulary.', at: 'data tokens' },
  ],
  [
    'Gaussian data',
    'input 3 data gaussian(samples: 9) embedding(5, 2)',
    { hint: 'Write "data tokens(samples: 9, vocabulary: 5)".', at: 'data gaussian' },
  ],
  [
    'features that are learned',
    'input 3 data tokens(9, 5) dense(3) embedding(5, 2)',
    {
      message: '"embedding1" reads features that depend on weights, not token ids.',
      hint: 'Let it read the data, directly or through layers that only rearrange them.',
      at: 'embedding',
    },
  ],
])('%s: K096', async (_, body, problem) =>
  expect(await problemsOf(body)).toEqual([expect.objectContaining({ code: 'K096', severity: 'error', ...problem })]),
);
