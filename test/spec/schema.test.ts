import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import published from '../../media/arch.schema.json';
import { jsonSchema } from '../../src/spec/schema';
import { readSpecification } from '../../src/spec/specification';
import { schemaValidator } from '../support/schema-validator';

const validate = schemaValidator();
const minimal = { input: [4], layers: [{ dense: { units: 3 } }] };
const withLayer = (layer: unknown) => ({ ...minimal, layers: [{ dense: 4 }, layer, { dense: 2 }] });
const errorsOf = (document: unknown) =>
  readSpecification(JSON.stringify(document), { syntax: 'json' }).problems.filter(
    ({ severity }) => severity === 'error',
  );

const sound: readonly unknown[] = [
  minimal,
  {
    $schema: 'arch.schema.json',
    model: 'ResidualMlp',
    parameters: { width: 16, half: 'width / 2' },
    input: [28, 28, 1],
    layout: 'channels_last',
    data: {
      gaussian: {
        samples: 256,
        covariance: { powerlaw: 1.0 },
        seed: 1,
        targets: { teacher: { width: 8 } },
        whiten: true,
        normalize: 'unit',
      },
    },
    loss: 'cross_entropy',
    init: { kaiming_normal: { seed: 7, fan: 'out', gain: 'sqrt(2)' } },
    biases: { normal: 0.1 },
    seeds: 4,
    expect: ['kappa < 1e4', 'bound_gap < 3'],
    allow: ['K203'],
    layers: [
      { flatten: {} },
      { name: 'stem', dense: { units: 'width', activation: { leaky_relu: 0.1 } } },
      {
        repeat: {
          times: 2,
          layers: [{ residual: { beta: '1 / sqrt(2)', layers: [{ dense: 'width' }] }, allow: ['K110'] }],
        },
      },
      { name: 'wide', parallel: { merge: 'concat', branches: [[], [{ dense: { units: 3, prune: 0.5 } }]] } },
      {
        dense: {
          units: 'half',
          activation: { normalized: 'relu' },
          init: 'zeros',
          prune: { prune: { sparsity: 0.5, method: 'random' } },
        },
      },
      { activation: 'tanh' },
      { bias: { trainable: false } },
      { scale: [2, true] },
      { dropout: 0.5 },
      { reshape: [[2, 4]] },
      { flatten: [] },
    ],
  },
  { ...minimal, input: 4, data: 'sphere', biases: 'zeros', expect: 'rank > 3' },
  { ...minimal, input: '2x2', data: 'sphere(samples: 8)' },
  { ...minimal, data: { npy: 'x.npy' }, weights: 'w.npz' },
  { ...minimal, data: { csv: { file: 'x.csv', limit: 3 } }, weights: { file: 'w.npz', map: { dense1: 'net.0' } } },
  withLayer({ name: 'r', residual: { layers: [{ dense: [4, 'relu', false] }] } }),
  {
    ...minimal,
    layers: [
      { name: 'a', dense: 3 },
      { name: 'b', dense: 3 },
      { add: ['a', 'b'] },
      { name: 'c', dense: 2 },
      { concat: { inputs: ['a', 'c'] } },
    ],
  },
];

const broken: readonly unknown[] = [
  [],
  {},
  { input: [4] },
  { layers: [{ dense: 3 }] },
  { ...minimal, layers: [] },
  { ...minimal, los: 'mse' },
  { ...minimal, loss: 'mes' },
  { ...minimal, input: [0] },
  { ...minimal, seeds: 0 },
  { ...minimal, allow: ['K20'] },
  { ...minimal, init: 'kaiming' },
  { ...minimal, init: 'normal' },
  { ...minimal, init: { kaiming_normal: { sed: 1 } } },
  { ...minimal, data: { gaussian: { samples: 0 } } },
  { ...minimal, data: { gaussian: { samples: 2.5 } } },
  { ...minimal, data: { gaussian: {}, sphere: {} } },
  { ...minimal, data: { npy: {} } },
  { ...minimal, data: { gaussian: { covariance: { condition: {} } } } },
  { ...minimal, parameters: { width: true } },
  withLayer({}),
  withLayer({ name: 'a' }),
  withLayer({ dense: {} }),
  withLayer({ dense: 0 }),
  withLayer({ dense: [] }),
  withLayer({ dense: { units: 3, unts: 4 } }),
  withLayer({ dense: { units: 3, bias: 1 } }),
  withLayer({ dense: { units: 3, activation: 'rleu' } }),
  withLayer({ dense: { units: 3, activation: { leaky_relu: { b: 1 } } } }),
  withLayer({ dense: 3, bias: {} }),
  withLayer({ dens: 3 }),
  withLayer({ name: 'a b', dense: 3 }),
  withLayer({ dropout: 1 }),
  withLayer({ dropout: [0.1, 0.2] }),
  withLayer({ flatten: { axis: 1 } }),
  withLayer({ residual: {} }),
  withLayer({ residual: { layers: [] } }),
  withLayer({ repeat: { layers: [{ dense: 3 }] } }),
  withLayer({ parallel: { branches: [[{ dense: 3 }]] } }),
  withLayer({ parallel: { merge: 'ad', branches: [[], []] } }),
  withLayer({ add: [] }),
];

describe('JSON schema', () => {
  it.each(sound.map((document) => [JSON.stringify(document), document]))('accepts %s', (_, document) => {
    expect(errorsOf(document)).toEqual([]);
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each(broken.map((document) => [JSON.stringify(document), document]))('refuses %s', (_, document) => {
    expect(errorsOf(document)).not.toEqual([]);
    expect(validate(document)).toBe(false);
  });

  it('is published as generated (scripts/build-schema.js)', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(jsonSchema())));
  });

  it('describes every layer and argument, with defaults', () => {
    const definitions = jsonSchema().definitions as Record<string, { properties: Record<string, unknown> }>;
    expect(definitions.layer.properties.dropout).toMatchObject({ description: expect.stringMatching(/^Dropout/) });
    expect(JSON.stringify(definitions.layer.properties.dense)).toContain(
      '"description":"whether to add b","default":true',
    );
    expect(JSON.stringify(definitions.layer.properties.dense)).toContain('"default":"linear"');
  });

  it('accepts whatever reads without an error', () => {
    const value = fc.oneof(
      fc.integer({ min: -1, max: 5 }),
      fc.boolean(),
      fc.constantFrom('relu', 'width', 'zeros', '2 * width', 'add', 'a', ''),
    );
    const call = fc.oneof(
      value,
      fc.array(value, { maxLength: 2 }),
      fc.dictionary(
        fc.constantFrom('units', 'activation', 'bias', 'init', 'beta', 'rate', 'trainable', 'value'),
        value,
        { maxKeys: 3 },
      ),
    );
    const layer = fc
      .tuple(fc.constantFrom('dense', 'activation', 'bias', 'scale', 'dropout', 'flatten', 'reshape', 'add'), call)
      .map(([kind, given]) => ({ [kind]: given }));
    fc.assert(
      fc.property(layer, (layer) => {
        const document = {
          parameters: { width: 4 },
          input: [4],
          layers: [{ name: 'a', dense: 4 }, layer, { dense: 2 }],
        };
        if (errorsOf(document).length === 0) expect(validate(document), JSON.stringify(document)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });
});
