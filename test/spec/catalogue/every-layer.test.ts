/**
 * Every layer of the catalogue in both spellings, with arguments made from its parameters, and on inputs that it cannot take. The truths: both
 * spellings mean the same, the schema accepts what the reader accepts, and a refusal is one K040 that says what to do.
 */
import { describe, expect, it } from 'vitest';
import { parameterNames } from '../../../src/cli/parameter-names';
import { layers } from '../../../src/spec/catalogue/catalogue';
import type { Layer } from '../../../src/spec/catalogue/layer';
import type { Parameter, ValueType } from '../../../src/spec/catalogue/parameter';
import { readSpecification, type Specification } from '../../../src/spec/specification';
import { printArch } from '../../../src/spec/syntax/print-arch';
import { printJson } from '../../../src/spec/syntax/print-json';
import { elaborateArch, problemLines } from '../../support/elaborate-arch';
import { schemaValidator } from '../../support/schema-validator';

const validate = schemaValidator();

/** Values that differ from the default, as a user would write them. */
function valuesOf({ value, presence }: Parameter): string[] {
  const fallback = presence.kind === 'default' ? presence.text : undefined;
  return candidates(value).filter((text) => text !== fallback);
}

function candidates(type: ValueType): string[] {
  switch (type.type) {
    case 'number': {
      const { integer, minimum = -Infinity, maximum = Infinity, exclusiveMaximum = Infinity } = type;
      const numbers = integer ? [2, 1, 3] : [0.25, 0.5];
      return numbers.filter((x) => x >= minimum && x <= maximum && x < exclusiveMaximum).map(String);
    }
    case 'flag':
      return ['true', 'false'];
    case 'choice':
      return [...type.choices];
    case 'sizes':
      return ['2', '1x2', '[2, 1]', 'side / 2', ...type.words];
    case 'shape':
      return ['4x6x6', '[144]'];
    case 'label':
      return ['base'];
    case 'references':
      return ['[base, base]'];
    case 'file':
      return ['"file.npy"'];
    case 'family': {
      const { entries, shorthand } = type.family();
      const plain = [...entries.values()].filter(({ parameters }) =>
        Object.values(parameters).every(({ presence }) => presence.kind !== 'required'),
      );
      const [first] = entries.values();
      const given = Object.entries(first.parameters).map(([name, one]) => `${name}: ${valuesOf(one)[0]}`);
      const call = given.length > 0 ? [`${first.name}(${given.join(', ')})`] : [];
      return [...plain.slice(0, 2).map(({ name }) => name), ...call, ...(shorthand ? ['0.5'] : [])];
    }
  }
}

const bodies = { block: ' { dense(4) }', branches: ' { { dense(4) } {} }' };

function specification({ kind, body }: Layer, given: string, input = '6x6x4', layout = 'channels_last'): string {
  const call = `${kind}(${given})${body ? bodies[body] : ''}`;
  return `model M(side = 4) {\n  input ${input}\n  layout ${layout}\n  base: dense(4)\n  one: ${call}\n}\n`;
}

/** Statements of a layer: its required arguments, with each other one in turn, and with all. */
function variants(layer: Layer): string[] {
  const all = Object.entries(layer.parameters).map(([name, parameter]) => ({
    name,
    parameter,
    texts: valuesOf(parameter),
  }));
  const required = all.filter(({ parameter }) => parameter.presence.kind === 'required');
  const named = (chosen: readonly { name: string; text: string }[]) =>
    chosen.map(({ name, text }) => `${name}: ${text}`).join(', ');
  const first = ({ name, texts }: (typeof all)[number]) => ({ name, text: texts[0] });
  const inTurn = all.flatMap(({ name, texts }) =>
    texts.map((text) => named([...required.filter((one) => one.name !== name).map(first), { name, text }])),
  );
  const takesAll = all.some(({ parameter }) => parameter.value.type === 'references');
  const positional = takesAll ? [] : [all.map((one) => first(one).text).join(', ')];
  return [...new Set([named(required.map(first)), ...inTurn, named(all.map(first)), ...positional])].map((given) =>
    specification(layer, given),
  );
}

/** All that it means, without places in the text. */
function meaning({ draft, problems }: Specification) {
  return {
    nodes: draft?.nodes,
    layers: draft?.layers.map(({ name, kind, trainable, prune, init, biases }) => ({
      name,
      kind,
      trainable,
      prune,
      init,
      biases,
    })),
    problems: problems.map(({ code, message, hint }) => `${code} ${message} ${hint}`),
  };
}

const kinds = [...layers.values()];

describe('both spellings', () => {
  it.each(kinds.map((layer) => [layer.kind, layer] as const))('%s', (_, layer) => {
    for (const source of variants(layer)) {
      const arch = readSpecification(source, { syntax: 'arch' });
      const json = printJson(arch.tree, parameterNames);
      const fromJson = readSpecification(json, { syntax: 'json' });
      expect(meaning(fromJson), source).toEqual(meaning(arch));
      const again = readSpecification(printArch(fromJson.tree), { syntax: 'arch' });
      expect(meaning(again), source).toEqual(meaning(arch));
      const misspelt = arch.problems.filter(({ code }) => code < 'K034');
      expect(misspelt, source).toEqual([]);
      expect(validate(JSON.parse(json)), `${source}${JSON.stringify(validate.errors)}`).toBe(true);
    }
  });
});

describe('any input', () => {
  const inputs = ['4', '3x4', '5x5x2', '2x3x4x5', '1x1x1x1x1'];
  it.each(kinds.map((layer) => [layer.kind, layer] as const))('%s takes it, or says why not', (_, layer) => {
    const required = Object.entries(layer.parameters).filter(([, { presence }]) => presence.kind === 'required');
    for (const size of [0, 1]) {
      const given = required.map(([name, one]) => `${name}: ${valuesOf(one).at(-size)}`).join(', ');
      for (const input of inputs)
        for (const layout of ['channels_last', 'channels_first']) {
          const source = specification(layer, given, input, layout);
          const refusals = elaborateArch(source).problems.filter(({ severity }) => severity === 'error');
          expect(
            refusals.filter(({ code, hint }) => code !== 'K054' && (code !== 'K040' || !hint)),
            source,
          ).toEqual([]);
        }
    }
  });
});

describe('refusals', () => {
  const on = (input: string, layers: string, layout = 'channels_last') =>
    `model M {\n  input ${input}\n  layout ${layout}\n  ${layers}\n  flatten\n  dense(1)\n}`;
  it.each<[string, string, string]>([
    ['4', 'conv1d(2, 3)', 'conv1d needs an input of length x channels, but was given 4.'],
    ['8x8', 'conv2d(2, 3)', 'conv2d needs an input of height x width x channels, but was given 8x8.'],
    ['8x8x3', 'conv3d(2, 3)', 'conv3d needs an input of depth x height x width x channels, but was given 8x8x3.'],
    ['8x8x3', 'conv2d(2, 9)', 'A window of 9 does not fit on an axis of 8 with padding 0.'],
    ['8x8x3', 'conv2d(2, 3, dilation: 4)', 'A window of 9 does not fit on an axis of 8 with padding 0.'],
    ['8x8x3', 'conv2d(2, [3, 3, 3])', 'kernel has 3 sizes, but the input has 2 position axes.'],
    ['8x8x3', 'conv2d(2, 3, padding: 1x1x1)', 'padding has 3 sizes, but the input has 2 position axes.'],
    ['8x8x3', 'conv2d(4, 3, groups: 2)', '3 input channels cannot be split into 2 groups of one size.'],
    ['8x8x4', 'conv2d(3, 3, groups: 2)', '3 filters cannot be split into 2 groups of one size.'],
    [
      '8x4',
      'conv_transpose1d(3, 3, output_padding: 1)',
      'output_padding 1 must be smaller than the stride 1 or the dilation 1.',
    ],
    ['8x4', 'depthwise_conv2d(3)', 'depthwise_conv2d needs an input of height x width x channels, but was given 8x4.'],
    ['4', 'max_pool(2)', 'max_pool needs an input of channels and 1 to 3 position axes, but was given 4.'],
    ['4x4x2', 'max_pool(5)', 'A window of 5 does not fit on an axis of 4 with padding 0.'],
    ['4x4x2', 'avg_pool(2, padding: 2)', 'Some windows of avg_pool hold padding only.'],
    ['4x4x2', 'adaptive_avg_pool(1x2x3)', 'positions of adaptive_avg_pool has 3 sizes, but 4x4x2 has 2 position axes.'],
    ['4', 'global_avg_pool', 'global_avg_pool needs an input of channels and 1 to 3 position axes, but was given 4.'],
    ['8x6', 'attention(4)', 'attention cannot share 6 features among 4 heads.'],
    ['8', 'attention(4)', 'attention takes a sequence, length x features, but was given 8.'],
    ['8x6', 'group_norm(4)', 'group_norm cannot split 6 channels into 4 equal groups.'],
    ['6', 'layer_norm(2)', 'layer_norm over 2 axes needs an input of at least as many, but was given 6.'],
    ['8x6', 'permute(0)', 'permute to [0] does not name each axis of 8x6 once.'],
    ['8x6', 'slice(0, from: 8)', 'slice takes nothing of axis 0, which is 8 long.'],
    ['8x6', 'slice(0, step: 0)', 'The step of slice is 0.'],
    ['8x6', 'mean(0x0)', 'mean names an axis of 8x6 twice.'],
    ['8x6', 'pad([1, 2, 3])', 'amounts of pad has 3 sizes, but 8x6 has 1 axis to pad.'],
  ])('%s, %s: %s', (input, layer, message) => {
    expect(problemLines(on(input, layer))).toEqual([`K040 ${layer.split('(')[0]}: ${message}`]);
  });
});
