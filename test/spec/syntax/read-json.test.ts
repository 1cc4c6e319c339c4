import { describe, expect, it } from 'vitest';
import { readJson } from '../../../src/spec/syntax/read-json';
import { listed, namesIn, outline, repaired } from './support';

describe('reads a model', () => {
  it('with parameters, directives and layers', () => {
    const { value, problems } = readJson(`{
      "$schema": "https://example.org/arch.schema.json",
      "model": "ResidualMlp",
      "parameters": { "width": 128, "depth": 8, "beta": 1.0 },
      "input": [784],
      "data": { "gaussian": { "samples": 256, "covariance": { "powerlaw": 1.0 }, "seed": 1 } },
      "loss": "mse",
      "init": { "kaiming_normal": { "seed": 7 } },
      "layers": [
        { "name": "stem", "dense": { "units": "width", "activation": "relu" } },
        { "repeat": { "times": "depth", "layers": [
          { "residual": { "beta": "beta", "layers": [
            { "dense": { "units": "width", "activation": "relu" } }, { "dense": { "units": "width" } } ] } } ] } },
        { "name": "head", "dense": { "units": 10 } }
      ]
    }`);
    expect(problems).toEqual([]);
    expect(outline(value)).toEqual([
      'model ResidualMlp',
      'parameter width 128',
      'parameter depth 8',
      'parameter beta 1',
      'input: 784',
      'data: gaussian[samples=256 covariance=powerlaw[1] seed=1]',
      "loss: 'mse'",
      'init: kaiming_normal[seed=7]',
      "stem=dense[units='width' activation='relu']",
      "repeat[times='depth'] { residual[beta='beta'] { dense[units='width' activation='relu']; dense[units='width'] } }",
      'head=dense[units=10]',
    ]);
  });

  it.each([
    ['{}', ['model (no name)']],
    ['{ "layers": [], } // nothing', ['model (no name)']],
    ['\uFEFF{ "model": "A" }', ['model A']],
    ['{ "parameters": { "a": -1, "b": "a / 2" } }', ['model (no name)', 'parameter a (- 1)', "parameter b 'a / 2'"]],
  ])('%j', (source, expected) => {
    const { value, problems } = readJson(source);
    expect([outline(value), problems]).toEqual([expected, []]);
  });
});

describe('reads directives', () => {
  it.each([
    ['"input": 784', ['input: 784']],
    ['"input": [28, 28, "channels"]', ["input: <28 28 'channels'>"]],
    ['"input": "28x28x1"', ["input: '28x28x1'"]],
    ['"input": []', ['input: []']],
    ['"biases": { "normal": 0.1 }', ['biases: normal[0.1]']],
    ['"data": { "npy": "x.npy" }', ["data: npy['x.npy']"]],
    ['"data": { "idx": { "arguments": ["x"], "limit": 10 } }', ["data: idx['x' limit=10]"]],
    [
      '"data": { "gaussian": { "samples": 8, "targets": { "npy": ["y.npy"] }, "whiten": true } }',
      ["data: gaussian[samples=8 targets=npy['y.npy'] whiten=true]"],
    ],
    ['"seeds": 16', ['seeds: 16']],
    ['"weights": "m.npz"', ["weights: 'm.npz'"]],
    ['"weights": { "file": "m.npz", "map": { "stem": "net.0" } }', ["weights: 'm.npz' stem='net.0'"]],
    ['"expect": "kappa < 1e4"', ["expect: 'kappa < 1e4'"]],
    ['"expect": ["kappa < 1e4", "bound_gap < 3"]', ["expect: 'kappa < 1e4'", "expect: 'bound_gap < 3'"]],
    ['"allow": ["K203", "K110"]', ['allow: K203 K110']],
    ['"allow": "K203"', ['allow: K203']],
  ])('%s', (members, expected) => {
    const { value, problems } = readJson(`{ ${members} }`);
    expect([outline(value).slice(1), problems]).toEqual([expected, []]);
  });
});

describe('reads layers', () => {
  it.each([
    ['{ "dense": 10 }', 'dense[10]'],
    ['{ "dense": [10, "relu"] }', "dense[10 'relu']"],
    ['{ "dense": { "arguments": [10], "bias": false } }', 'dense[10 bias=false]'],
    ['{ "dense": { "bias": false, "arguments": [10] } }', 'dense[10 bias=false]'],
    ['{ "flatten": {} }', 'flatten[]'],
    ['{ "flatten": [] }', 'flatten[]'],
    ['{ "reshape": [[2, 3]] }', 'reshape[[2 3]]'],
    ['{ "add": ["stem", "branch2"] }', "add['stem' 'branch2']"],
    ['{ "dense": { "units": 3, "init": { "normal": { "std": 0.1 } } } }', 'dense[units=3 init=normal[std=0.1]]'],
    ['{ "relu": {}, "allow": ["K1", "K2"], "name": "a" }', 'a=relu[] allow K1 K2'],
    ['{ "relu": {}, "allow": "K1" }', 'relu[] allow K1'],
    ['{ "residual": { "layers": [{ "relu": {} }] } }', 'residual[] { relu[] }'],
    ['{ "residual": { "layers": [] } }', 'residual[] {  }'],
    ['{ "parallel": { "merge": "add", "branches": [[{ "a": {} }], []] } }', "parallel[merge='add'] { a[] } {  }"],
  ])('%s', (layer, expected) => {
    const { value, problems } = readJson(`{ "layers": [${layer}] }`);
    expect([outline(value).slice(1), problems]).toEqual([[expected], []]);
  });
});

describe('gives ranges in the JSON text', () => {
  const source = '{ "model": "A", "layers": [{ "name": "stem", "dense": { "units": "w / 2" }, "allow": ["K1"] }] }';
  const { model } = readJson(source).value;
  const [layer] = model!.statements;

  it.each([
    ['the model', model!, source],
    ['a layer', layer!, '{ "name": "stem", "dense": { "units": "w / 2" }, "allow": ["K1"] }'],
    ['an argument', layer!.arguments[0]!, '"units": "w / 2"'],
    ['a text, with its quotes', layer!.arguments[0]!.value, '"w / 2"'],
  ])('of %s', (_, { range }, expected) => {
    expect(source.slice(range.start, range.end)).toBe(expected);
  });

  it('of a negative number and its operand', () => {
    const text = '{ "seeds": -12 }';
    const value = readJson(text).value.model!.directives[0]!.values[0]!;
    expect(value).toMatchObject({ range: { start: 11, end: 14 }, operand: { range: { start: 12, end: 14 } } });
  });

  it('of names, without quotes', () => {
    const names = namesIn(model).map(({ text, range }) => [text, source.slice(range.start, range.end)]);
    expect(names).toEqual([
      ['A', 'A'],
      ['stem', 'stem'],
      ['dense', 'dense'],
      ['units', 'units'],
      ['K1', 'K1'],
    ]);
  });
});

describe('says what is wrong', () => {
  it.each([
    ['', 'K019 «» There is no model in this file.'],
    ['// nothing yet', 'K019 «// nothing yet» There is no model in this file.'],
    ['[]', 'K016 «[]» Expected an object, found a list.'],
    ['3', 'K016 «3» Expected an object, found 3.'],
    ['model', 'K013 «model» This is not JSON.'],
    ['{', 'K013 «» Expected "}".'],
    ['{ "layers": [', 'K013 «» Expected "]".'],
    ['{ "model": "A" "input": 3 }', 'K013 «"input"» Expected a comma.'],
    ['{ "model" "A" }', 'K013 «"A"» Expected ":" after the key.'],
    ['{ model: "A" }', 'K013 «model» This is not JSON.'],
    ['{ "model": }', 'K013 «}» Expected a value.'],
    ['{ "model": "A', 'K013 «"A» This text is not closed.'],
    ['{ model: 1,\n "loss" "mse" }', 'K013 «model» This is not JSON.', 'K013 «"mse"» Expected ":" after the key.'],
    ["{ 'model': 1 }", "K013 «'model'» This is not JSON."],
    ['{} {}', 'K013 «{» Expected the end of the file.'],
    ['{ /* }', 'K013 «/* }» This comment is not closed.'],
    [String.raw`{ "model": "A\q" }`, String.raw`K013 «"A\q"» This text has an unknown escape.`],
    ['{ "layer": [] }', 'K014 «layer» The key "layer" means nothing here.'],
    ['{ "weights": { "file": "f", "mop": {} } }', 'K014 «mop» The key "mop" means nothing here.'],
    ['{ "loss": "mse", "loss": "mse" }', 'K015 «loss» The key "loss" is given twice.'],
    ['{ "layers": [{ "dense": { "units": 1, "units": 2 } }] }', 'K015 «units» The key "units" is given twice.'],
    ['{ "model": 3 }', 'K016 «3» Expected the name of the model, found 3.'],
    ['{ "model": "my model" }', 'K017 «my model» "my model" is not a name.'],
    ['{ "model": "" }', 'K017 «» "" is not a name.'],
    ['{ "parameters": ["width"] }', 'K016 «["width"]» Expected an object of parameters, found a list.'],
    ['{ "parameters": { "true": 1 } }', 'K017 «true» "true" is not a name.'],
    ['{ "parameters": { "a": 1e999 } }', 'K002 «1e999» This number is too large.'],
    ['{ "loss": null }', 'K016 «null» Expected a value, found null.'],
    ['{ "loss": "" }', 'K016 «""» Expected a value, found an empty text.'],
    ['{ "data": {} }', 'K016 «{}» Expected a value, found an object.'],
    ['{ "data": { "sphere": 8, "seed": 1 } }', 'K016 «seed» A call has one key, and this is another.'],
    ['{ "data": { "sphere": { "arguments": 8 } } }', 'K016 «8» Expected a list of positional arguments, found 8.'],
    ['{ "weights": 3 }', 'K016 «3» Expected the path of a file, found 3.'],
    ['{ "weights": { "map": {} } }', 'K016 «{ "map": {} }» Expected the path of a file under "file", found an object.'],
    [
      '{ "weights": { "file": "f", "map": [] } }',
      'K016 «[]» Expected an object from layer names to prefixes, found a list.',
    ],
    [
      '{ "weights": { "file": "f", "map": { "a": 1 } } }',
      'K016 «1» Expected the prefix of a layer in the file, found 1.',
    ],
    ['{ "expect": [1] }', 'K016 «1» Expected a comparison such as "kappa < 1e4", found 1.'],
    [
      '{ "allow": [1, ""] }',
      'K016 «1» Expected a code such as "K203", found 1.',
      'K016 «""» Expected a code such as "K203", found an empty text.',
    ],
    ['{ "layers": {} }', 'K016 «{}» Expected a list of layers, found an object.'],
    ['{ "layers": [3] }', 'K016 «3» Expected a layer, found 3.'],
    ['{ "layers": ["flatten"] }', 'K016 «"flatten"» Expected a layer, found the text "flatten".'],
    ['{ "layers": [{ "name": "a" }] }', 'K016 «{ "name": "a" }» This layer has no kind.'],
    [
      '{ "layers": [{ "dense": 3, "activation": "relu" }] }',
      'K016 «activation» A layer has one kind: "dense" is one, and "activation" another.',
    ],
    ['{ "layers": [{ "name": 3, "relu": {} }] }', 'K016 «3» Expected a name, found 3.'],
    ['{ "layers": [{ "name": "a.b", "relu": {} }] }', 'K017 «a.b» "a.b" is not a name.'],
    ['{ "layers": [{ "residual": { "layers": 2 } }] }', 'K016 «2» Expected a list of layers, found 2.'],
    [
      '{ "layers": [{ "parallel": { "branches": 2 } }] }',
      'K016 «2» Expected a list of branches, each a list of layers, found 2.',
    ],
    [
      '{ "layers": [{ "parallel": { "branches": [], "layers": [] } }] }',
      'K016 «layers» A layer has either layers or branches.',
    ],
  ])('%s', (source, ...problems) => {
    expect(listed(readJson(source).problems, source)).toEqual(problems);
  });

  it('all at once, and reads the rest', () => {
    const source =
      '{ "model": "", "layers": ["flatten", null, { "dense": null }, { "dense": { "units": "" } }], "x": 1 ';
    const { value, problems } = readJson(source);
    expect(problems.map(({ code }) => code)).toEqual(['K017', 'K016', 'K016', 'K016', 'K016', 'K014', 'K013']);
    expect(outline(value)).toEqual(['model ', 'flatten[]', 'dense[?]', 'dense[units=?]']);
  });

  it('and repairs a bare kind', () => {
    const source = '{ "layers": ["flatten"] }';
    expect(repaired(source, readJson(source).problems[0]!)).toBe('{ "layers": [{ "flatten": {} }] }');
  });

  it.each([
    ['lists', '['.repeat(10_000)],
    ['objects', '{"a":'.repeat(10_000)],
  ])('at once where nesting of %s has no end', (_, source) => {
    const { value, problems } = readJson(source);
    expect([value.model, problems.map(({ message }) => message)]).toEqual([
      undefined,
      ['This is nested more than 400 levels deep.'],
    ]);
  });

  it('but takes brackets in texts and comments for what they are', () => {
    expect(readJson(`{ "layers": [] } // ${'['.repeat(500)}`).problems).toEqual([]);
    expect(readJson(`{ "weights": "${'['.repeat(500)}" }`).problems).toEqual([]);
  });
});
