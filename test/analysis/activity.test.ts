import { expect, it } from 'vitest';
import { activity } from '../../src/analysis/activity';
import { instantiate } from '../../src/network/instantiate';
import { forwardOnData } from '../../src/network/passes';
import { validArch } from '../support/elaborate-arch';
import { memoryFiles } from '../support/tensor-files';

const csv = (text: string) => memoryFiles({ 'x.csv': new TextEncoder().encode(text) });

/** Counted by hand: figures by layer name; layers that a figure is not about are left out. */
it.each([
  {
    layers: 'input 2 conv: dense(2, activation: relu, init: identity) dense(1)',
    rows: '1,-1\n0,-2',
    expected: { deadUnits: { conv: 1 }, kinkHits: { conv: 1 }, tiedWindows: {}, unusedTokens: {} },
  },
  {
    layers: 'input 4x1 conv1d(1, 1, init: identity) pool: max_pool(2) top: global_max_pool dense(1)',
    rows: '1,1,0,2\n3,3,3,3\n1,2,3,4',
    expected: { deadUnits: {}, kinkHits: {}, tiedWindows: { pool: 3, top: 1 }, unusedTokens: {} },
  },
  {
    layers: 'input 2 table: embedding(5, 3) flatten dense(1)',
    rows: '0,3\n3,3',
    expected: { deadUnits: {}, kinkHits: {}, tiedWindows: {}, unusedTokens: { table: 3 } },
  },
  {
    layers:
      'input 4 parallel(merge: concat) { { slice(0, to: 2) table: embedding(5, 3) } { slice(0, from: 2) use(table) } } flatten dense(1)',
    rows: '0,1,2,2\n0,0,0,0',
    expected: { deadUnits: {}, kinkHits: {}, tiedWindows: {}, unusedTokens: { table: 2 } },
  },
  {
    layers: 'input 2 embedding(5, 3, trainable: false) flatten dense(1)',
    rows: '0,3\n3,3',
    expected: { deadUnits: {}, kinkHits: {}, tiedWindows: {}, unusedTokens: {} },
  },
])('$layers', async ({ layers, rows, expected }) => {
  const { value } = await instantiate(validArch(`model M { ${layers} data csv("x.csv") }`), csv(rows));
  const { layers: named } = value!.architecture;
  const found = Object.entries(activity(value!, forwardOnData(value!))).map(([figure, counts]) => [
    figure,
    Object.fromEntries(Array.from(counts, ([layer, count]) => [named[layer].name, count])),
  ]);
  expect(Object.fromEntries(found)).toEqual(expected);
});
