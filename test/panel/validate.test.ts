import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FromPanel, ToPanel } from '../../src/panel/messages';
import { readFromPanel, readToPanel } from '../../src/panel/validate';
import { badOutcome } from '../support/sample-reports/bad';
import { linearReport } from '../support/sample-reports/linear';
import { densityReport } from '../support/sample-reports/density';
import { reluReport } from '../support/sample-reports/relu';
import { skippedReport } from '../support/sample-reports/skipped';

const document = { uri: 'file:///chain.arch', name: 'chain.arch', version: 3 };
const hash = '00ff00ff00ff00ff';
const problems = [
  ...badOutcome.problems,
  { ...badOutcome.problems[0], related: [{ message: 'here', range: at(1, 2) }] },
];

function at(start: number, end: number) {
  return { start, end };
}

const toPanel: readonly ToPanel[] = [
  { type: 'state', document, state: { status: 'idle', hash } },
  { type: 'state', document, state: { status: 'invalid', hash } },
  { type: 'state', document, state: { status: 'analysing', hash, progress: null, report: null } },
  {
    type: 'state',
    document,
    state: { status: 'analysing', hash, progress: { stage: 'spectrum', fraction: 0.5 }, report: skippedReport },
  },
  { type: 'state', document, state: { status: 'fresh', hash, report: linearReport, problems: [] } },
  { type: 'state', document, state: { status: 'fresh', hash, report: reluReport, problems } },
  { type: 'state', document, state: { status: 'fresh', hash, report: densityReport, problems: [] } },
  { type: 'state', document, state: { status: 'failed', hash, message: 'No such file.', problems } },
  { type: 'empty' },
  { type: 'cursor', offset: 12 },
  { type: 'baseline', baseline: { label: 'last saved', report: linearReport } },
  { type: 'baseline', baseline: null },
];

const fromPanel: readonly FromPanel[] = [
  { type: 'ready' },
  { type: 'reveal', range: at(3, 9), hash },
  { type: 'applyFix', hash, finding: 0, fix: 1 },
  { type: 'explain', code: 'K110' },
  { type: 'analyse' },
  { type: 'cancel' },
  { type: 'endComparison' },
  { type: 'saveImage', format: 'png', name: 'spectrum', data: 'iVBOR' },
  { type: 'copyText', text: '<svg/>' },
  { type: 'saveReport', format: 'html' },
  { type: 'copyReport', format: 'markdown' },
  { type: 'log', message: 'gone' },
];

/** Fields that may be missing. */
const optional = new Set(['hint', 'fix', 'related']);

interface Place {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** Every place inside a value, the value itself first. */
function places(value: unknown, path: readonly (string | number)[] = []): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((each, index) => [index, each] as const)
    : Object.entries(value);
  return [{ path, value }, ...entries.flatMap(([key, each]) => places(each, [...path, key]))];
}

/** A copy with `change` done to the holder of the place. */
function changed(value: unknown, path: Place['path'], change: (holder: never, key: never) => void): unknown {
  const copy = { root: structuredClone(value) };
  const [key, ...reversed] = ['root', ...path].reverse();
  const holder = reversed.reverse().reduce<unknown>((inside, each) => (inside as never)[each as never], copy);
  change(holder as never, key as never);
  return copy.root;
}

/** What no field takes in place of `value`. */
function misfit(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? 'wrong' : {};
}

function mutilations(message: unknown): readonly { readonly what: string; readonly value: unknown }[] {
  return places(message).flatMap(({ path, value }) => {
    const name = path.join('.') || 'message';
    const replaced = changed(message, path, (holder: Record<string, unknown>, key: string) => {
      holder[key] = misfit(value);
    });
    const last = path.at(-1);
    if (typeof last !== 'string' || optional.has(last)) return [{ what: `${name} replaced`, value: replaced }];
    const removed = changed(message, path, (holder: Record<string, unknown>, key: string) => {
      delete holder[key];
    });
    return [
      { what: `${name} replaced`, value: replaced },
      { what: `${name} removed`, value: removed },
    ];
  });
}

describe.each([
  ['to the panel', toPanel, readToPanel],
  ['from the panel', fromPanel, readFromPanel],
] as const)('messages %s', (_, messages, read) => {
  test.each(messages.map((message) => [JSON.stringify(message).slice(0, 90), message] as const))(
    'passes %s unchanged',
    (_name, message) => {
      const before = structuredClone(message);
      expect(read(message)).toBe(message);
      expect(message).toEqual(before);
    },
  );

  test.each(messages.map((message) => [JSON.stringify(message).slice(0, 90), message] as const))(
    'refuses every mutilation of %s',
    (_name, message) => {
      const accepted = mutilations(message).filter(({ value }) => read(value) !== undefined);
      expect(accepted.map(({ what }) => what)).toEqual([]);
    },
  );

  test('lets unknown fields pass, for newer senders', () => {
    const message = { ...messages[0], later: 1 };
    expect(read(message)).toBe(message);
  });

  test('refuses whatever else comes, without throwing', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (value) => read(value) === undefined),
    );
    fc.assert(
      fc.property(fc.string(), fc.anything(), (type, body) => {
        const known = messages.some((message) => message.type === type);
        return known || read({ ...(body as object), type }) === undefined;
      }),
    );
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('knows no type %s', (type) => {
    expect(read({ type })).toBeUndefined();
  });
});

test('inherited fields do not count', () => {
  expect(readFromPanel(Object.create({ type: 'explain', code: 'K110' }))).toBeUndefined();
});
