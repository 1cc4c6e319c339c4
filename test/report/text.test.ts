import { describe, expect, it } from 'vitest';
import { renderBoundsText, renderMessages, renderText, renderTextLine } from '../../src/report/text';
import { textWidth } from '../../src/report/text/text-width';
import { badOutcome } from '../support/sample-reports/bad';
import { linearOutcome, linearReport } from '../support/sample-reports/linear';
import { reluOutcome } from '../support/sample-reports/relu';
import { skippedOutcome } from '../support/sample-reports/skipped';

const plain = { width: 100, colour: false };
const titles = [
  'Bounds',
  'Layers',
  'Spectrum',
  'Optimisation',
  'Predictions',
  'Kappa over initialisations',
  'Expectations',
  'Not computed',
  'Findings',
];
const titlesOf = (text: string) => text.split('\n').filter((line) => titles.includes(line));

describe('renderText', () => {
  it.each([
    [
      'everything',
      linearOutcome,
      [
        'Bounds',
        'Layers',
        'Spectrum',
        'Optimisation',
        'Predictions',
        'Kappa over initialisations',
        'Expectations',
        'Findings',
      ],
    ],
    ['an undecided rank', reluOutcome, ['Bounds', 'Layers', 'Spectrum']],
    ['nothing computed', skippedOutcome, ['Layers', 'Not computed']],
  ])('has the sections of %s', (_, outcome, expected) =>
    expect(titlesOf(renderText(outcome, plain))).toEqual(expected),
  );

  it('puts one empty line between sections and ends with a line feed', () => {
    const text = renderText(linearOutcome, plain);
    expect(text).not.toMatch(/\n\n\n/);
    expect(text).toMatch(/[^\n]\n$/);
    expect(text).not.toMatch(/[ \t]\n/);
  });

  it.each([80, 100, 140])('keeps tables and prose within %i columns', (width) => {
    for (const outcome of [linearOutcome, reluOutcome, skippedOutcome]) {
      const [tables] = renderText(outcome, { width, colour: false }).split('\nFindings\n');
      for (const line of tables.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(width);
    }
  });

  it('differs from its coloured form in colours alone', () => {
    const coloured = renderText(linearOutcome, { ...plain, colour: true });
    expect(coloured).toContain('\x1b[');
    // eslint-disable-next-line no-control-regex -- the escape sequences of colours
    expect(coloured.replace(/\x1b\[\d+m/g, '').replace(/ +$/gm, '')).toBe(renderText(linearOutcome, plain));
  });

  it('is the messages alone for a specification that cannot be analysed', () => {
    expect(renderText(badOutcome, plain)).toBe(`bad.arch:3:11: error K023: dense has no argument "activatoin".
 3 |   dense(5, activatoin: relu)
   |            ^^^^^^^^^^
  hint: Did you mean activation?
  fix: Write activation
  page: kappa explain K023
`);
  });
});

it('renderTextLine is one line, or nothing', () => {
  expect(renderTextLine(linearOutcome)).toBe('examples/chain.arch: kappa 680.658\n');
  expect(renderTextLine(skippedOutcome)).toBe('<stdin>: kappa not measured, and no bound applies\n');
  expect(renderTextLine(badOutcome)).toBe('');
});

it('renderMessages in brief is one line a message', () => {
  expect(renderMessages(linearOutcome, { ...plain, brief: true })).toBe(
    'examples/chain.arch:9:10: warning K111: Layer waist is narrower than the data and limits the rank.\n' +
      'examples/chain.arch:3:8: information K203: The inputs are correlated: the condition number of their second moment is 10.5.\n',
  );
  expect(renderMessages(reluOutcome, plain)).toBe('');
});

describe('renderMessages of what is no specification', () => {
  const problems = Array.from({ length: 22 }, (_, at) => ({
    ...badOutcome.problems[0],
    severity: at === 21 ? ('error' as const) : ('warning' as const),
  }));
  const linesOf = (count: number, brief: boolean) =>
    renderMessages({ ...badOutcome, problems: problems.slice(-count) }, { ...plain, brief })
      .trimEnd()
      .split('\n');

  it('is the worst twenty and how many more there are', () => {
    const rest = 'bad.arch: and 2 more problems; kappa check --format json lists all.';
    expect(linesOf(22, true).filter((line) => line.includes('K023'))).toHaveLength(20);
    expect(linesOf(22, true)[0]).toContain('error K023');
    expect([linesOf(22, true).at(-1), linesOf(22, false).at(-1)]).toEqual([rest, rest]);
    expect(linesOf(21, true).at(-1)).toContain('and 1 more problem;');
  });

  it('is all of up to twenty', () => expect(linesOf(20, true)).toHaveLength(20));

  it('keeps every finding of what was analysed', () => {
    const text = renderMessages({ ...linearOutcome, problems }, { ...plain, brief: true });
    expect(text.trimEnd().split('\n')).toHaveLength(24);
  });
});

it('renderBoundsText has the headline and the bounds', () => {
  const text = renderBoundsText(linearReport, plain);
  expect(titlesOf(text)).toEqual(['Bounds']);
  expect(text).toContain('kappa 680.658');
});
