import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { AnalysisCache } from '../../src/analysis/analysis-cache';
import { randomStream } from '../../src/numerics/random';
import { readSpecification } from '../../src/spec/specification';
import { memoryFiles } from '../support/tensor-files';

type Contents = Readonly<Record<string, string>>;

async function outcome(text: string, contents: Contents, cache?: AnalysisCache) {
  const { architecture, problems } = readSpecification(text, { syntax: 'arch' });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const bytes = Object.entries(contents).map(([path, csv]) => [path, new TextEncoder().encode(csv)]);
  const files = memoryFiles(Object.fromEntries(bytes));
  const options = { files, source: null, budgetSeconds: 600, ...(cache && { cache }) };
  const { report, problems: met } = await analyse(architecture!, options);
  return { ...report!, timings: report!.timings.map(({ stage }) => stage), met };
}

/** What an edit can change, and what it can make of it. */
const choices = {
  comment: ['', '// a word'],
  name: ['', 'first: '],
  samples: ['20', '23'],
  seed: ['1', '2'],
  data: ['gaussian(samples: S, seed: D)', 'gaussian(samples: S, seed: D, covariance: powerlaw(1))', 'csv("x.csv", whiten: true)'],
  width: ['20', '31'],
  initialiser: ['', ', init: orthogonal(seed: 4)'],
  prune: ['', ', prune: prune(0.2)'],
  activation: ['', ', activation: tanh'],
  outputs: ['3', '8'],
  loss: ['', 'loss cross_entropy'],
  expectation: ['', 'expect kappa < 100'],
  file: ['0', '1'],
} as const; // prettier-ignore

type Choice = Record<keyof typeof choices, string>;

const text = (of: Choice) => `model M { ${of.comment}
  input 6 ${of.expectation}
  data ${of.data.replace('S', of.samples).replace('D', of.seed)}
  ${of.loss}
  ${of.name}dense(${of.width}${of.activation}${of.initialiser}${of.prune})
  dense(${of.outputs})
}`;

const EDITS = 12;

const csv = (seed: number) => {
  const values = Array.from(randomStream(seed, 'csv').normals(60), (value) => value.toFixed(3));
  return Array.from({ length: 10 }, (_, i) => values.slice(6 * i, 6 * i + 6).join(',')).join('\n');
};

describe('a session of edits', () => {
  // Truth: the same analysis without a cache.
  it.each([1, 2])('number %d: every report is the same with what the earlier ones left', async (session) => {
    const cache = new AnalysisCache();
    const keys = Object.keys(choices) as (keyof Choice)[];
    const of = Object.fromEntries(keys.map((key) => [key, choices[key][0]])) as Choice;
    const random = randomStream(session, 'edits').uniforms(3 * EDITS);
    for (let edit = 0; edit < EDITS; edit++) {
      const key = keys[Math.floor(random[3 * edit] * keys.length)];
      of[key] = choices[key][Math.floor(random[3 * edit + 1] * choices[key].length)];
      const contents = { 'x.csv': csv(Number(of.file)) };
      expect(await outcome(text(of), contents, cache)).toEqual(await outcome(text(of), contents));
    }
  });
});

describe('what an unchanged Jacobian saves', () => {
  const first = 'model M { input 30 data gaussian(samples: 20) a: dense(40, activation: tanh) dense(8) }';

  it('is its Gram matrix and its spectrum', () => {
    const cache = new AnalysisCache();
    const jacobian = { samples: 1, rowsPerSample: 1, rows: 1, columns: 0, parts: [] };
    const entry = cache.spectrumOf(jacobian, null);
    expect(cache.spectrumOf({ ...jacobian }, null)).toBe(entry);
    expect(cache.spectrumOf(jacobian, 1)).not.toBe(entry);
    expect(cache.spectrumOf({ ...jacobian, rows: 2 }, null)).not.toBe(entry);
  });

  it('reads a file again, and sees that it changed', async () => {
    const cache = new AnalysisCache();
    const reading = first.replace('input 30 data gaussian(samples: 20)', 'input 6 data csv("x.csv")');
    const kappaOf = async (seed: number) => (await outcome(reading, { 'x.csv': csv(seed) }, cache)).spectrum.kappa;
    const [one, two, again] = [await kappaOf(1), await kappaOf(2), await kappaOf(1)];
    expect(two).not.toBe(one);
    expect(again).toBe(one);
  });
});
