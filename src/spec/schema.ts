/** The JSON schema of `.arch.json`, generated from the catalogue. */
import { layers } from './catalogue/catalogue';
import { directives } from './catalogue/directives';
import type { Family } from './catalogue/family';
import type { Layer } from './catalogue/layer';
import type { Parameter, Parameters, ValueType } from './catalogue/parameter';

export type Schema = { readonly [key: string]: unknown };

/** Draft-07. Wherever a number may stand, so may a string with arithmetic over the parameters. */
export function jsonSchema(): Schema {
  const definitions: Record<string, Schema> = {};
  const layerRef = define(definitions, 'layer', () => layerSchema(definitions));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Kappa Lens specification',
    description: 'A neural architecture whose Gauss-Newton matrix is analysed.',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      model: { type: 'string', minLength: 1, description: 'Name of the model.' },
      parameters: {
        type: 'object',
        description: 'Numbers that expressions may use; later ones may use earlier ones.',
        additionalProperties: expression,
      },
      ...Object.fromEntries([...directives.keys()].map((keyword) => [keyword, directiveSchema(keyword, definitions)])),
      layers: { type: 'array', minItems: 1, items: layerRef, description: 'The layers, in order.' },
    },
    required: ['input', 'layers'],
    additionalProperties: false,
    definitions,
  };
}

const expression: Schema = { type: ['number', 'string'], minLength: 1 };
const size: Schema = { type: ['integer', 'string'], minimum: 1, minLength: 1 };
const codes: Schema = { type: 'array', items: { type: 'string', pattern: '^K\\d{3}$' } };

/** Puts a schema under `definitions` once; families may contain themselves. */
function define(definitions: Record<string, Schema>, name: string, make: () => Schema): Schema {
  if (!(name in definitions)) {
    definitions[name] = {};
    definitions[name] = make();
  }
  return { $ref: `#/definitions/${name}` };
}

function directiveSchema(keyword: string, definitions: Record<string, Schema>): Schema {
  const entry = directives.get(keyword);
  if (!entry) return {};
  const description = entry.summary + (entry.otherwise === 'required' ? '' : ` Without it: ${entry.otherwise}.`);
  if (entry.value.type === 'codes') return { ...codes, description };
  if (entry.value.type === 'expectation') {
    const comparison = { type: 'string', pattern: '<|>' };
    return { description, anyOf: [comparison, { type: 'array', items: comparison }] };
  }
  if (entry.value.type !== 'file') return described(valueSchema(entry.value, definitions), { description });
  const map = {
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Layer name to the prefix of its tensors.',
  };
  const named = {
    type: 'object',
    properties: { file: path, map },
    required: ['file'],
    additionalProperties: false,
  };
  return { description, anyOf: [path, named] };
}

const path: Schema = { type: 'string', minLength: 1, description: 'Path relative to the specification.' };

function layerSchema(definitions: Record<string, Schema>): Schema {
  return {
    type: 'object',
    properties: {
      name: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$', description: 'Label of the layer.' },
      allow: { ...codes, description: 'Findings silenced for this layer and those inside it.' },
      ...Object.fromEntries([...layers].map(([kind, layer]) => [kind, kindSchema(layer, definitions)])),
    },
    additionalProperties: false,
    oneOf: [...layers.keys()].map((kind) => ({ required: [kind] })),
  };
}

function kindSchema(layer: Layer, definitions: Record<string, Schema>): Schema {
  const list = { type: 'array', items: { $ref: '#/definitions/layer' } };
  const body: Record<string, Schema> =
    layer.body === 'block'
      ? { layers: { ...list, minItems: 1, description: 'The body.' } }
      : layer.body === 'branches'
        ? { branches: { type: 'array', minItems: 2, items: list, description: 'The branches.' } }
        : {};
  return { description: layer.summary, ...callSchema(layer.parameters, definitions, body) };
}

/** The three ways to give arguments: by name, as a list, or the first one alone. A body is always named. */
function callSchema(
  parameters: Parameters,
  definitions: Record<string, Schema>,
  body: Readonly<Record<string, Schema>> = {},
): Schema {
  const given = Object.entries(parameters).map(
    ([name, parameter]) => [name, parameterSchema(parameter, definitions)] as const,
  );
  const required = Object.keys(parameters).filter((name) => parameters[name].presence.kind === 'required');
  const named: Schema = {
    type: 'object',
    properties: { ...Object.fromEntries(given), ...body },
    required: [...required, ...Object.keys(body)],
    additionalProperties: false,
  };
  if (Object.keys(body).length > 0) return named;
  return { anyOf: [named, ...positionalSchemas(given, required.length)] };
}

function positionalSchemas(given: readonly (readonly [string, Schema])[], required: number): Schema[] {
  const references = given.find(([, schema]) => schema.type === 'array')?.[1];
  if (references) return [references, { type: 'string', minLength: 1 }];
  const list: Schema = {
    type: 'array',
    minItems: required,
    maxItems: given.length,
    ...(given.length > 0 && { items: given.map(([, schema]) => schema) }),
  };
  // An object is always read as named arguments, and a list as positional ones.
  const alone = given
    .slice(0, 1)
    .map(([, schema]): Schema => ({ allOf: [schema, { not: { type: ['object', 'array'] } }] }));
  return required <= 1 ? [list, ...alone] : [list];
}

function parameterSchema({ value, documentation, presence }: Parameter, definitions: Record<string, Schema>): Schema {
  const schema = valueSchema(value, definitions);
  const description =
    presence.kind === 'optional' ? `${documentation}; without it ${presence.otherwise}` : documentation;
  const defaults = presence.kind === 'default' ? { default: jsonDefault(value, presence) } : {};
  return described(schema, { description, ...defaults });
}

/** Draft-07 ignores what stands beside a $ref. */
function described(schema: Schema, annotations: Schema): Schema {
  return '$ref' in schema ? { ...annotations, allOf: [schema] } : { ...schema, ...annotations };
}

/** As a program would write it: numbers and flags as such, the rest as text. */
function jsonDefault(
  { type }: ValueType,
  { value, text }: { readonly value: unknown; readonly text: string },
): unknown {
  if (type === 'sizes') return Array.isArray(value) && value.length === 1 ? value[0] : text;
  return type === 'number' || type === 'flag' ? value : text;
}

function valueSchema(value: ValueType, definitions: Record<string, Schema>): Schema {
  switch (value.type) {
    case 'number': {
      const { integer, ...interval } = value;
      return {
        anyOf: [
          { ...interval, type: integer ? 'integer' : 'number' },
          { type: 'string', minLength: 1 },
        ],
      };
    }
    case 'flag':
      return { type: 'boolean' };
    case 'choice':
      return { enum: [...value.choices] };
    case 'file':
      return path;
    case 'shape':
      return { anyOf: [{ type: 'array', minItems: 1, items: size }, size] };
    case 'sizes': {
      const one = { ...size, minimum: value.minimum };
      const words = value.words.length > 0 ? [{ enum: [...value.words] }] : [];
      return { anyOf: [...words, one, { type: 'array', minItems: 1, items: one }] };
    }
    case 'label':
      return { type: 'string', minLength: 1 };
    case 'references':
      return { type: 'array', minItems: value.minimum, items: { type: 'string', minLength: 1 } };
    case 'family': {
      const family = value.family();
      return define(definitions, family.noun.replaceAll(' ', '_'), () => familySchema(family, definitions));
    }
  }
}

/** `"relu"`, `"leaky_relu(0.1)"`, `{ "leaky_relu": { "a": 0.1 } }`. */
function familySchema(family: Family, definitions: Record<string, Schema>): Schema {
  const entries = [...family.entries.values()];
  const names = entries.map(({ name }) => name);
  const alone = entries.filter(({ parameters }) =>
    Object.values(parameters).every(({ presence }) => presence.kind !== 'required'),
  );
  const called = {
    type: 'object',
    minProperties: 1,
    maxProperties: 1,
    additionalProperties: false,
    properties: Object.fromEntries(
      entries.map(({ name, summary, parameters }) => [
        name,
        { description: summary, ...callSchema(parameters, definitions) },
      ]),
    ),
  };
  const plain = alone.length > 0 ? [{ enum: alone.map(({ name }) => name) }] : [];
  const text = { type: 'string', pattern: `^\\s*(${names.join('|')})\\s*\\(` };
  const shorthand = family.shorthand ? [{ type: ['number', 'string'] }] : [];
  return { description: `Any ${family.noun}.`, anyOf: [...plain, text, called, ...shorthand] };
}
