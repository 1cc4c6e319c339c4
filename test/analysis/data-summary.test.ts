import { expect, it } from 'vitest';
import { summariseData } from '../../src/analysis/data-summary';
import { secondMomentFactor } from '../../src/gauss-newton/second-moment-factor';
import { Matrix } from '../../src/numerics/matrix';
import { readSpecification } from '../../src/spec/specification';

const { architecture } = readSpecification('model M { input 2 dense(1) }', { syntax: 'arch' });
const summary = (rows: readonly (readonly number[])[]) => {
  const inputs = Matrix.fromRows(rows);
  return summariseData(architecture!, inputs, secondMomentFactor(inputs, false));
};

it.each([
  {
    name: 'axes',
    rows: [
      [2, 0],
      [0, 1],
    ],
    facts: { rank: 2, kappaSigma: 4, duplicates: 0, antipodal: 0, constantFeatures: 0 },
  },
  {
    name: 'a constant feature',
    rows: [
      [1, 3],
      [2, 3],
    ],
    facts: { rank: 2, constantFeatures: 1 },
  },
  {
    name: 'a repeated sample',
    rows: [
      [1, 3],
      [1, 3],
      [0, 1],
    ],
    facts: { duplicates: 1, antipodal: 0 },
  },
  {
    name: 'an opposite pair',
    rows: [
      [1, 3],
      [-1, -3],
      [0, 1],
    ],
    facts: { duplicates: 0, antipodal: 1 },
  },
  {
    name: 'a triple with one opposite',
    rows: [
      [1, 3],
      [-1, -3],
      [-1, -3],
      [3, 1],
    ],
    facts: { duplicates: 1, antipodal: 1 },
  },
  {
    name: 'negative zero',
    rows: [
      [0, 3],
      [-0, 3],
    ],
    facts: { duplicates: 1 },
  },
  {
    name: 'a line',
    rows: [
      [1, 1],
      [2, 2],
    ],
    facts: { rank: 1, kappaSigma: 1 },
  },
  {
    name: 'zeros',
    rows: [
      [0, 0],
      [0, 0],
    ],
    facts: { rank: 0, kappaSigma: null, meanShare: 0 },
  },
])('$name', ({ rows, facts }) => expect(summary(rows)).toMatchObject(facts));

it('measures how much of the second moment the mean is', () => {
  // Mean (3, 0), second moment trace 9 + 1.
  expect(
    summary([
      [3, 1],
      [3, -1],
    ]).meanShare,
  ).toBeCloseTo(0.9, 14);
});

it('tells wide samples apart that differ in one entry', () => {
  const wide = (at: number, value: number, sign = 1) =>
    Array.from({ length: 99 }, (_, j) => sign * (j === at ? value : 1));
  const rows = [wide(1, 2), wide(2, 2), wide(1, 2), wide(2, 2, -1), wide(97, 5), wide(98, 5)];
  expect(summary(rows)).toMatchObject({ duplicates: 1, antipodal: 1 });
});
