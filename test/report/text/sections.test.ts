import { describe, expect, it } from 'vitest';
import type { LayerReport, Report } from '../../../src/report/report';
import { bounds } from '../../../src/report/text/bounds';
import { canvas } from '../../../src/report/text/canvas';
import { distribution } from '../../../src/report/text/distribution';
import { excerpt } from '../../../src/report/text/excerpt';
import { expectations } from '../../../src/report/text/expectations';
import { skipped, timings } from '../../../src/report/text/footnotes';
import { headline } from '../../../src/report/text/headline';
import { layers, mostInvolved } from '../../../src/report/text/layers';
import { message } from '../../../src/report/text/message';
import { spectrum } from '../../../src/report/text/spectrum';
import { optimisation, predictions } from '../../../src/report/text/theory';
import { theoryOverview, theoryTopic } from '../../../src/report/text/theory-sections';
import { linearOutcome, linearReport } from '../../support/sample-reports/linear';
import { densityReport } from '../../support/sample-reports/density';
import { rangeOf } from '../../support/sample-reports/parts';
import { reluReport } from '../../support/sample-reports/relu';
import { skippedReport } from '../../support/sample-reports/skipped';
import { theoryReport } from '../../support/sample-reports/theory';

const plain = canvas({ width: 100, colour: false });
const drawn = (lines: readonly string[]) => `\n${lines.join('\n')}`;

describe('headline', () => {
  it('says model, data, kappa, rank and method', () => {
    expect(drawn(headline(linearReport, plain))).toBe(`
Chain  examples/chain.arch
3 layers, linear · 6 → 3 · 103 parameters · loss mse (1/n) · initialised with seed 7
data gaussian, 64 samples of dimension 6 · second moment of rank 6, condition 10.5

kappa 680.658  moderately conditioned
rank 18 of 103 parameters, exact from the structure
Computed from singular values of Z (18 x 103 factor); smallest eigenvalue within a relative error of
2.3e-13.`);
  });

  it('says what it cannot tell, and what is odd about the data', () => {
    const text = drawn(headline(reluReport, plain));
    expect(text).toContain(
      'kappa cannot tell, at least 31000; 1.24e16 if the rank is 7  cannot tell how well conditioned',
    );
    expect(text).toContain('1 duplicate · 2\npairs x, -x · 1 constant feature · mean holds 75 % of');
  });

  it('gives the reason and the cost where nothing was computed', () => {
    const text = drawn(headline(skippedReport, plain));
    expect(text).toContain('kappa not measured, and no bound applies\n');
    expect(text).toContain('Not computed: the factor does not fit in memory (80 GB, about 9 h).');
    expect(text).toContain('condition not computed');
  });

  it('names frozen parameters and weights from a file', () => {
    const model = { ...linearReport.model, trainableCount: 92, weights: 'file' as const };
    const text = drawn(headline({ ...linearReport, model }, plain));
    expect(text).toContain('103 parameters (11 frozen or pruned) · loss mse (1/n) · weights from file');
  });
});

describe('bounds', () => {
  it('draws the bracket with kappa on it, then lists every bound', () => {
    expect(drawn(bounds(linearReport, plain))).toBe(`
500                                 1000                               2000
├───────────────────────────────────┼──────────────────────────────────┤
             ╞══●═╡                                                 │
certified 650 to 712.3 · ● kappa 680.658

bound                                value  of kappa  trust  source
Alternating Rayleigh quotients  ≥      650    0.955x  bound  docs/theory/gauss-newton.md 3.2
Kronecker extremes (U0)         ≤    712.3     1.05x  bound  docs/theory/gauss-newton.md 3.1
Sum of extremes (U1)            ≤  1893.25     2.78x  bound  docs/theory/gauss-newton.md 3.1
Equal widths (U4): hidden widths differ`);
  });

  it.each<[string, Report['bracket'], string]>([
    ['open above', { low: 650, high: null }, '╞'],
    ['open below', { low: null, high: 712.3 }, '◄'],
  ])('marks a bracket %s', (_, bracket, mark) => {
    const lines = bounds({ ...linearReport, bracket }, plain);
    expect(lines[2]).toContain(mark);
    expect(lines[3]).toMatch(/certified [<>]= (650|712\.3)/);
  });

  it('keeps a bound that is far off out of the drawing and in the table', () => {
    const far = { ...linearReport.bounds[1], value: 5.4e12, gap: 7.933e9 };
    const lines = bounds({ ...linearReport, bounds: [linearReport.bounds[0], far] }, plain);
    expect(lines[0]).toMatch(/^500 .*1000$/);
    expect(lines.at(-1)).toMatch(/5\.4e12 +7\.93e9x/);
  });

  it('names a reason once', () => {
    const first = { ...linearReport.bounds[2], title: 'A' };
    const lines = bounds({ ...skippedReport, bounds: [first, { ...first, title: 'B' }] }, plain);
    expect(lines).toEqual(['A, B: hidden widths differ']);
  });

  it('gives only the reason where no bound applies', () => {
    expect(bounds({ ...reluReport, spectrum: skippedReport.spectrum }, plain)).toEqual([
      'Schur product bound: vacuous: 8 samples in 4 dimensions leave nothing below',
    ]);
    expect(bounds(skippedReport, plain)).toEqual([]);
  });
});

describe('layers', () => {
  it('is a table with bars and the owner marked', () => {
    expect(drawn(layers(linearReport, plain))).toBe(`
   layer  kind   shape  parameters  alpha     top              bottom
   stem   dense  6 → 8          56   0.25  25.0 %  ██▌         12.5 %  █▎
►  waist  dense  8 → 4          36    0.5  75.0 %  ███████▌    87.5 %  ████████▊
   head   dense  4 → 3   11 frozen   0.25  <0.1 %  ▏           <0.1 %  ▏
► owns the largest share of the bottom eigenvector: blame it for the smallest eigenvalue.`);
  });

  it('leaves out figures that no layer has and shows dead units where some layer has them', () => {
    expect(layers(reluReport, plain)[0].split(/\s{2,}/)).toEqual([
      '',
      'layer',
      'kind',
      'shape',
      'parameters',
      'top',
      'bottom',
      'dead',
    ]);
    expect(layers(skippedReport, plain)[0].split(/\s{2,}/)).toEqual(['', 'layer', 'kind', 'shape', 'parameters']);
  });

  it('shows the layers of a deep network that matter, in its order', () => {
    const many = Array.from({ length: 300 }, (_, index): LayerReport => ({
      ...linearReport.layers[0],
      name: `layer${index}`,
      topShare: 0,
      bottomShare: index / 300,
    }));
    expect(mostInvolved(many, 3).map(({ name }) => name)).toEqual(['layer297', 'layer298', 'layer299']);
    expect(layers({ ...linearReport, layers: many }, plain).at(-1)).toBe(
      '260 more layers with smaller shares; --format csv lists them all.',
    );
  });

  it.each([80, 100, 140])('fits %i columns with long names', (width) => {
    const long = linearReport.layers.map((layer) => ({
      ...layer,
      name: `${layer.name}.`.repeat(30),
      inputShape: [512, 512, 512],
    }));
    for (const line of layers({ ...linearReport, layers: long }, canvas({ width, colour: false })))
      expect(line.length).toBeLessThanOrEqual(width);
  });
});

describe('spectrum', () => {
  it('draws eigenvalues on a logarithmic scale', () => {
    expect(drawn(spectrum(linearReport, plain))).toBe(`
   1e3 │
       │▁
       │█▇▄▁
       │████▇▄▁
       │███████▇▄▁
       │██████████▇▄▁
       │█████████████▇▄▁
  1e-1 │████████████████▇▄
        18 nonzero eigenvalues · largest 120 · smallest 0.1763 · trace 376.2`);
  });

  it('marks the cut and what is undecided', () => {
    expect(drawn(spectrum(reluReport, plain))).toBe(`
   1e2 │▆▄▃
       │████▆
       │█████▅
       │██████
       │██████
       │██████
       │██████
 1e-15 │██████░░┈ cut
        7 nonzero eigenvalues · largest 31 · smallest 2.5e-15 · trace 46.201 · zero below 2e-15
        ░ undecided: 2 eigenvalues within rounding of zero`);
  });

  it('shows both ends of a spectrum longer than the line', () => {
    const eigenvalues = Array.from({ length: 5000 }, (_, index) => (index === 0 ? 1e9 : index === 4999 ? 1e-9 : 1));
    const lines = spectrum({ ...linearReport, spectrum: { ...linearReport.spectrum, eigenvalues } }, plain);
    expect(lines[0]).toBe('   1e9 │█');
    expect(lines[7]).toBe(` 1e-10 │${'█'.repeat(89)}▃`);
  });

  it('draws the eigenvalues that a density expects, and says what it is', () => {
    expect(drawn(spectrum(densityReport, plain))).toBe(`
   1e2 │█▇▆▆▅▄▃▃▃▂▁
       │████████████▇▇▆▅▄▃▃▂▁
       │████████████████████████▇▆▅▄▄▃▂▁
       │██████████████████████████████████▇▆▅▅▅▄▃▂▁▁
       │█████████████████████████████████████████████▇▆▅▅▄▃▃▂▂▁
       │████████████████████████████████████████████████████████▇▆▆▅▄▃▂▁▁
       │███████████████████████████████████████████████████████████████████▇▆▆▅▄▃▂▂┈┈┈┈┈┈┈┈┈ zero?
  1e-5 │███████████████████████████████████████████████████████████████████████████
        Density of 2,000 eigenvalues estimated (heuristic) from 12 random probes of 40 Lanczos
        steps: half of them at or below 0.05, 10.0 % at or below 0.0001, which cannot be told from
        zero. Shares have a standard error of 1.2 %; of the smallest eigenvalue it says nothing.`);
  });

  it('is absent without eigenvalues', () => expect(spectrum(skippedReport, plain)).toEqual([]));
});

it('optimisation lists rates and iterations', () => {
  expect(drawn(optimisation(linearReport, plain))).toBe(`
method                              largest learning rate  iterations a decade
gradient descent                                0.0166667            about 784
gradient descent at half that rate             0.00833333           about 1568
heavy ball, momentum 0.86                          0.0309             about 31
Nesterov                                           0.0111             about 61
damped Gauss-Newton                                     -              about 3
For the quadratic model at these weights. (exact)`);
  expect(optimisation(skippedReport, plain)).toEqual([]);
});

it('predictions list the model, then layers with a column a figure', () => {
  expect(drawn(predictions(linearReport, plain))).toBe(`
at initialisation             value  trust           source
Slope of the correlation map      1  infinite-width  docs/theory/gauss-newton.md 7
layer   (1)
stem   3.28
waist   4.5
(1) Upper edge of A (infinite-width)`);
  expect(predictions(skippedReport, plain)).toEqual([]);
});

describe('theory', () => {
  it('has no table for a topic whose figures all belong to layers', () => {
    expect(drawn(theoryTopic(theoryReport, 'equilibrium', plain))).toBe(`
Equilibrium layers
layer    (1)    (2)
waist  local  0.875
(1) Level
(2) Radius`);
    const overview = drawn(theoryOverview(theoryReport, plain));
    expect(overview).toMatch(/^early direction +value +trust +source$/m);
    expect(overview).not.toMatch(/equilibrium/i);
  });

  it('gives the reason of a topic that is silent', () => {
    expect(theoryTopic(theoryReport, 'meanField', plain)).toEqual(['Mean field: No such layer.']);
  });
});

it('a distribution says which draws have no kappa', () => {
  const missing = [3, 8, 5].map((seed) => ({ seed, reason: seed === 5 ? 'G is zero.' : 'No state.' }));
  const lines = distribution({ ...linearReport, distribution: { ...linearReport.distribution!, missing } }, plain);
  expect(lines.join(' ')).toContain('3 draws have no kappa, out of 19; seeds 3, 8: No state. seed 5: G is zero.');
});

it('distribution is a box plot', () => {
  expect(drawn(distribution(linearReport, canvas({ width: 80, colour: false })))).toBe(`
200              500         1000         2000            5000         1e4
├────────────────┼───────────┼────────────┼───────────────┼────────────┤
  ├──────────█████████┃█████───────────────────────────────┤
median 680 over 16 seeds; half within 400 to 900, nine in ten within 220 to 5100`);
  expect(distribution(skippedReport, plain)).toEqual([]);
});

it('expectations show what they were held against', () => {
  expect(drawn(expectations(linearReport, plain))).toBe(`
✓  kappa < 1e3  holds        kappa is 680.658
✗  kappa < 10   failed       kappa is 680.658
?  rank > 40    cannot tell  the rank was not computed`);
});

it('footnotes name what was skipped and how long the rest took', () => {
  expect(skipped(skippedReport, plain)).toEqual([
    'spectrum: the factor does not fit in memory (would take 80 GB, about 9 h). Shown instead: nothing',
  ]);
  expect(timings(linearReport, plain)).toEqual(['shapes <1 ms · spectrum 12 ms · seeds 1.25 s']);
});

describe('message', () => {
  it('names the place, shows the line, and says what to do', () => {
    expect(drawn(message(linearReport.findings[1], linearOutcome, plain))).toBe(`
examples/chain.arch:9:10: warning K111: Layer waist is narrower than the data and limits the rank.
 9 |   waist: dense(4)
   |          ^^^^^^^^
  see: examples/chain.arch:2:3: the input has 6 dimensions
  hint: Give it at least 6 units.
  fix: Widen waist to 6 units (kappa about 420, predicted)
  page: kappa explain K111`);
  });

  it('prefers a measured cure', () => {
    const fix = { ...linearReport.findings[1].fixes[0], measured: 433.5 };
    const lines = message({ ...linearReport.findings[1], fixes: [fix] }, linearOutcome, plain);
    expect(lines).toContain('  fix: Widen waist to 6 units (kappa 433.5, measured)');
  });
});

describe('excerpt', () => {
  const show = (text: string, part: string, width = 80) =>
    drawn(excerpt(text, rangeOf(text, part), canvas({ width, colour: false }), 'red'));

  it.each<[string, string, string, string]>([
    ['a word', 'a\n  bad here', 'bad', '\n 2 |   bad here\n   |   ^^^'],
    ['after a tab', '\tbad', 'bad', '\n 1 |   bad\n   |   ^^^'],
    ['after wide characters', '"漢" bad', 'bad', '\n 1 | "漢" bad\n   |      ^^^'],
    ['several lines', 'one {\n two\n}', '{\n two\n}', '\n 1 | one {\n   |     ^'],
    ['nothing, at the end', 'abc', '', '\n 1 | abc\n   | ^'],
    ['control characters', 'a\x1b[31mbad', 'bad', '\n 1 | a\ufffd[31mbad\n   |       ^^^'],
  ])('marks %s', (_, text, part, expected) => expect(show(text, part)).toBe(expected));

  it('shows a long line in part', () => {
    const [line, carets] = show(`${'x'.repeat(5000)}bad${'y'.repeat(5000)}`, 'bad')
      .trim()
      .split('\n');
    expect(line).toMatch(/^1 \| …x+bady+…$/);
    expect(line.length).toBeLessThanOrEqual(80);
    expect(carets.indexOf('^^^') - 1).toBe(line.indexOf('bad'));
  });

  it('cuts carets at the edge', () => {
    const [, carets] = show('z'.repeat(500), 'z'.repeat(500)).trim().split('\n');
    expect(carets.length).toBeLessThanOrEqual(80);
  });
});
