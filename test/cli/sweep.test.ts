import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report';
import type { Sweep } from '../../src/report/sweep';
import { AnalysisFailure } from '../../src/worker/analysis-failure';
import type { AnalysisJob } from '../../src/worker/messages';
import { runJob } from '../../src/worker/run-job';
import { kappa, temporaryFolder, type TerminalOptions } from './terminal';

const folder = temporaryFolder();
writeFileSync(
  join(folder, 'chain.arch'),
  `model Chain(depth = 2, width = 4) {
  input 3
  data gaussian(samples: 4, seed: 5)
  init kaiming_normal(seed: 7)
  repeat(depth) { dense(width, activation: tanh) }
  dense(2)
}
`,
);
/** Every factor of J is orthogonal: kappa = 1 at every depth. */
writeFileSync(
  join(folder, 'identity.arch'),
  'model Identity(depth = 1) {\n  input 4\n  data orthogonal(samples: 4, seed: 1)\n  init identity\n  repeat(depth) { dense(4, bias: false) }\n}\n',
);
writeFileSync(
  join(folder, 'stored.arch'),
  'model Stored {\n  input 2\n  data npy("x.npy")\n  weights "w.safetensors"\n  dense(2)\n}\n',
);

const sweep = async (words: readonly string[], options?: TerminalOptions) => {
  const { code, out, err } = await kappa(folder, ['sweep', ...words, '--format', 'json'], options);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as Sweep;
};

describe('kappa sweep', () => {
  it('measures kappa 1 of orthogonal layers at every depth', async () => {
    const { rows } = await sweep(['identity.arch', '--vary', 'depth=1..3']);
    expect(rows.map(({ settings }) => settings)).toEqual([1, 2, 3].map((value) => [{ name: 'depth', value }]));
    for (const { runs } of rows) {
      expect(runs[0]).toMatchObject({ rank: 16, rankCertain: true, message: null });
      expect(runs[0].kappa).toBeCloseTo(1, 12);
    }
  });

  it('gives every combination, the last variation first, as kappa analyze does', async () => {
    const found = await sweep(['chain.arch', '--vary', 'depth=1,3', '--vary', 'samples=2,4', '--seeds', '2']);
    expect(found).toMatchObject({ model: 'Chain', source: 'chain.arch', varied: ['depth', 'samples'], seeds: 2 });
    expect(found.rows.map(({ settings }) => settings.map(({ value }) => value))).toEqual([
      [1, 2],
      [1, 4],
      [3, 2],
      [3, 4],
    ]);
    expect(found.rows[0].runs.map(({ seed }) => seed)).toEqual([7, 8]);
    const words = ['analyze', 'chain.arch', '--set', 'depth=3', '--samples', '2', '--seed', '8', '--format', 'json'];
    const alone = JSON.parse((await kappa(folder, words)).out) as Report;
    expect(found.rows[2].runs[1].kappa).toBe(alone.spectrum.kappa);
  });

  it('takes median and quartiles over consecutive seeds', async () => {
    const { rows } = await sweep(['chain.arch', '--seeds', '3', '--seed', '20']);
    const values = rows[0].runs.map((run) => run.kappa!).sort((a, b) => a - b);
    expect(rows[0].runs.map(({ seed }) => seed)).toEqual([20, 21, 22]);
    expect(new Set(values).size).toBe(3);
    expect(rows[0].kappa).toEqual({
      lowest: values[0],
      lowerQuartile: expect.closeTo((values[0] + values[1]) / 2, 8),
      median: values[1],
      upperQuartile: expect.closeTo((values[1] + values[2]) / 2, 8),
      highest: values[2],
    });
  });

  it('asks for kappa alone, starts with the largest, and keeps the order whichever run ends first', async () => {
    const jobs: AnalysisJob[] = [];
    const analyse: TerminalOptions['analyse'] = async (job, options) => {
      jobs.push(job);
      for (let wait = 0; wait < 5 * job.parameters.width; wait++) await Promise.resolve();
      return runJob(job, options);
    };
    const { rows } = await sweep(['chain.arch', '--vary', 'width=9,2,5,12', '--set', 'depth=1'], { analyse });
    expect(rows.map(({ settings }) => settings[0].value)).toEqual([9, 2, 5, 12]);
    expect(rows.map(({ runs }) => runs[0].parameters)).toEqual([56, 14, 32, 74]);
    expect(jobs.map(({ parameters }) => parameters.width)).toEqual([12, 9, 5, 2]);
    expect(
      jobs.every(({ kappaOnly, parameters, read }) => kappaOnly && parameters.depth === 1 && read?.architecture),
    ).toBe(true);
  });
});

describe('what goes wrong', () => {
  it('of one combination is a row', async () => {
    const { code, out, err } = await kappa(folder, ['sweep', 'chain.arch', '--vary', 'width=4,0.5', '--format', 'csv']);
    expect({ code, err }).toEqual({ code: 2, err: '' });
    const rows = out.trim().split('\n');
    expect(rows).toHaveLength(3);
    expect(rows[1]).toMatch(/^4,7,/);
    expect(rows[2]).toMatch(/^0\.5,7,,,.*"?units of dense must be a whole number, found 0\.5\. \(K033\)"?$/);
  });

  it('of every combination is told with its place', async () => {
    const { code, err } = await kappa(folder, ['sweep', 'chain.arch', '--vary', 'width=0']);
    expect(code).toBe(2);
    expect(err).toMatch(/^chain\.arch:5:25: error K027/);
  });

  it.each([
    ['memory', 2, 'The memory does not suffice.'],
    ['defect', 3, 'A defect of Kappa Lens: broken'],
  ] as const)('%s in one run leaves the others', async (cause, expected, message) => {
    const analyse: TerminalOptions['analyse'] = (job, options) =>
      job.parameters.width === 4 ? Promise.reject(new AnalysisFailure(cause, 'broken')) : runJob(job, options);
    const { code, out } = await kappa(folder, ['sweep', 'chain.arch', '--vary', 'width=3,4'], { analyse });
    expect(code).toBe(expected);
    expect(out).toMatch(/^ +3 +32 +\d/m);
    expect(out).toContain(`width = 4: ${message}`);
  });

  /** Ctrl-C when the runs have ended that these parameters and seeds say; the others come after it. */
  const interrupted = async (words: readonly string[], ended: (job: AnalysisJob) => boolean, count: number) => {
    let interrupt: () => void;
    let left = count;
    let done: () => void;
    const allEnded = new Promise<void>((resolve) => (done = resolve));
    const analyse: TerminalOptions['analyse'] = async (job, options) => {
      if (!ended(job)) return allEnded.then(() => runJob(job, options));
      const result = await runJob(job, options);
      if (--left === 0) setImmediate(() => (interrupt(), done()));
      return result;
    };
    const onInterrupt: TerminalOptions['onInterrupt'] = (finish) => void (interrupt = finish);
    return kappa(folder, ['sweep', 'chain.arch', ...words, '--format', 'csv'], { analyse, onInterrupt });
  };

  it('Ctrl-C leaves the rows of which a run has ended', async () => {
    const words = ['--vary', 'width=3,4,5', '--seeds', '2', '--seed', '1'];
    const { code, out, err } = await interrupted(
      words,
      ({ parameters: { width }, seed }) => width < 4 + (seed! % 2),
      3,
    );
    expect({ code, err }).toEqual({ code: 130, err: 'kappa: Interrupted when 3 of 6 runs had ended.\n' });
    const rows = out.trim().split('\n').slice(1);
    expect(rows.map((row) => row.split(',').slice(0, 2))).toEqual([
      ['3', '1'],
      ['3', '2'],
      ['4', '1'],
      ['4', '2'],
    ]);
    expect(rows.map((row) => row.includes('It was interrupted.'))).toEqual([false, false, false, true]);
  });

  it('Ctrl-C before the first run has ended leaves nothing', async () => {
    const onInterrupt: TerminalOptions['onInterrupt'] = (finish) => finish();
    expect(await kappa(folder, ['sweep', 'chain.arch', '--seeds', '3'], { onInterrupt })).toEqual({
      code: 130,
      out: '',
      err: 'kappa: Interrupted when 0 of 3 runs had ended.\n',
    });
  });

  it('over the budget is a row with its reason', async () => {
    const { rows } = await sweep(['chain.arch', '--seeds', '1', '--budget', '0.000000001ms']);
    expect(rows[0].runs[0]).toMatchObject({ kappa: null, message: expect.stringContaining('budget') });
  });

  it.each([
    [[], /takes one file/],
    [['chain.arch'], /varies something/],
    [['chain.arch', '--vary', 'depht=1..2'], /no parameter depht.*\n.*Did you mean depth\?/],
    [['chain.arch', '--vary', 'seed=1..2'], /no parameter seed/],
    [['chain.arch', '--vary', 'depth=1', '--vary', 'depth=2'], /given twice/],
    [['chain.arch', '--vary', 'depth=1', '--set', 'depth=2'], /cannot be set and varied/],
    [['chain.arch', '--vary', 'samples=1', '--samples', '2'], /cannot be set and varied/],
    [['chain.arch', '--vary', 'depth'], /takes name=values/],
    [['chain.arch', '--vary', 'depth=3..1'], /runs backwards.*\n.*Write 1\.\.3/],
    [['chain.arch', '--vary', 'depth=1,,2'], /takes numbers and ranges/],
    [['chain.arch', '--vary', 'depth=1..1000000'], /more than 10000 values/],
    [['chain.arch', '--vary', 'depth=1..1000', '--seeds', '1000'], /1,000,000 runs/],
    [['chain.arch', '--seeds', '0'], /--seeds takes a whole number/],
    [['chain.arch', '--seeds', '2', '--format', 'html'], /no format html/],
    [['stored.arch', '--seeds', '2'], /come from a file/],
    [['missing.arch', '--seeds', '2'], /does not exist/],
  ])('on the command line: %j', async (words, message) => {
    const { code, out, err } = await kappa(folder, ['sweep', ...words]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });
});

describe('output', () => {
  it('is a table with a chart on one axis', async () => {
    const { out } = await kappa(folder, ['sweep', 'identity.arch', '--vary', 'depth=1..2']);
    expect(out).toMatch(/^kappa of Identity over depth\n\ndepth +parameters +kappa +rank/);
    expect(out).toMatch(/^ +1 +16 +1 +16 .*┃$/m);
  });

  it('is one line a row when quiet', async () => {
    const { out } = await kappa(folder, ['sweep', 'identity.arch', '--vary', 'depth=1..2', '--quiet']);
    expect(out).toBe('depth = 1: kappa 1\ndepth = 2: kappa 1\n');
  });

  it('goes to a file', async () => {
    const words = ['sweep', 'identity.arch', '--vary', 'depth=1..2', '--format', 'markdown', '--out', 'sweep.md'];
    expect(await kappa(folder, words)).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(join(folder, 'sweep.md'), 'utf8')).toMatch(/^## kappa of Identity over depth\n\n\| depth \|/);
  });

  it('counts the runs on a terminal', async () => {
    const { err } = await kappa(folder, ['sweep', 'identity.arch', '--vary', 'depth=1..2'], { columns: 80 });
    expect(err).toContain('identity.arch: 0 of 2 runs 0 %');
  });
});
