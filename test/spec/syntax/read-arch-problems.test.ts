import { describe, expect, it } from 'vitest';
import { readArch } from '../../../src/spec/syntax/read-arch';
import { listed, outline, repaired } from './support';

/** Problems of a body, and what is read all the same. */
const inModel: readonly (readonly [string, readonly string[], ...string[]])[] = [
  ['dense(3) )', ['dense[3]'], 'K007 «)» Expected a layer or a directive, found ")".'],
  ['= 3, 4', [], 'K007 «=» Expected a layer or a directive, found "=".'],
  ['residual { ) relu }', ['residual[] { relu[] }'], 'K007 «)» Expected a layer, found ")".'],
  ['dense(3\n relu', ['dense[3]', 'relu[]'], 'K008 «(» This "(" is not closed.'],
  ['dense(3,\n', ['dense[3]'], 'K008 «(» This "(" is not closed.'],
  ['dense(3 4)', ['dense[3 4]'], 'K009 «4» A comma is missing before this value.'],
  ['dense(3 : 4) relu', ['dense[3]', 'relu[]'], 'K007 «:» Expected "," or ")", found ":".'],
  ['dense(units = 3)', ['dense[units=3]'], 'K007 «=» An argument is named with ":", found "=".'],
  ['dense(a: 1, 2)', ['dense[a=1 2]'], 'K010 «2» Positional arguments come before named ones.'],
  [
    'stem:\n head: relu',
    ['stem=?[]', 'head=relu[]'],
    'K007 «» Expected a layer after "stem:", found the end of the line.',
  ],
  ['stem: 3', ['stem=?[]'], 'K007 «3» Expected a layer after "stem:", found "3".'],
  ['stem: data x', ['data: x', 'stem=?[]'], 'K007 «data» Expected a layer after "stem:", found "data".'],
  [
    'parallel { { abs } relu }',
    ['parallel[] { abs[] } { relu[] }'],
    'K007 «relu» Layers and branches cannot stand side by side in one body.',
  ],
  ['parallel { { { abs } } }', ['parallel[] { abs[] }'], 'K007 «{» Expected a layer, found "{".'],
  ['loss mse { relu }', ['loss: mse', 'relu[]'], 'K007 «{» Expected a layer or a directive, found "{".'],
  ['{ relu }', ['relu[]'], 'K007 «{» Expected a layer or a directive, found "{".'],
  ['seeds\n relu', ['seeds: ', 'relu[]'], 'K007 «» Expected a value after "seeds", found the end of the line.'],
  ['loss allow K1', ['loss:  allow K1'], 'K007 «allow» Expected a value after "loss", found "allow".'],
  ['allow', ['allow: '], 'K007 «» Expected a value after "allow", found the end of the line.'],
  ['allow K1,', ['allow: K1 ?'], 'K007 «» Expected a value after ",", found the end of the line.'],
  ['relu allow', ['relu[]'], 'K007 «» Expected a code after "allow", found the end of the line.'],
  ['relu allow K1,', ['relu[] allow K1'], 'K007 «» Expected a code after ",", found the end of the line.'],
  ['expect kappa 100', ['expect: kappa'], 'K007 «100» Expected a layer or a directive, found "100".'],
  ['input: 784', ['input: 784'], 'K011 «:» The directive "input" takes no colon.'],
  ['data: gaussian()', ['data=gaussian[]'], '!K011 «data» This labels a layer "data", the word of a directive.'],
  [
    'residual { loss mse\n relu }',
    ['loss: mse', 'residual[] { relu[] }'],
    'K011 «loss mse» "loss" is about the whole model and cannot stand in a layer.',
  ],
  ['weights "f" { stem }', ['weights: "f" stem=?'], 'K007 «}» Expected ":" after "stem", found "}".'],
  ['weights "f" { stem: }', ['weights: "f" stem=?'], 'K007 «}» Expected the prefix of "stem", found "}".'],
  ['weights "f" { ( }', ['weights: "f"'], 'K007 «(» Expected a layer name or "}", found "(".'],
  ['weights "f" { "": "a" }', ['weights: "f" ="a"'], 'K007 «""» A layer name is missing.'],
  ['@@ relu', ['relu[]'], 'K001 «@@» The language has no use for "@@".'],
  ['relu;', ['relu[]'], 'K001 «;» The language has no use for ";".'],
  ['relu # note', ['relu[]'], 'K001 «#» A comment starts with "//", found "#".'],
  ['dense 3', ['dense[3]'], 'K007 «3» The arguments of dense stand in parentheses.'],
  ['dense units: 3 relu', ['dense[units=3]', 'relu[]'], 'K007 «units: 3» The arguments of dense stand in parentheses.'],
  [
    'relu dense 3, bias: false head: dense(2)',
    ['relu[]', 'dense[3 bias=false head=dense[2]]'],
    'K007 «3, bias: false head: dense(2)» The arguments of dense stand in parentheses.',
  ],
  [
    'dense 3,\nrelu',
    ['dense[3]', 'relu[]'],
    'K007 «3» The arguments of dense stand in parentheses.',
    'K007 «,» Expected a layer or a directive, found ",".',
  ],
  ['relu head: dense(2)', ['relu[]', 'head=dense[2]']],
  ['npy("a\n relu', ['npy["a"]', 'relu[]'], 'K003 «"a» This string is not closed.'],
  ['relu // kappa-ignore K1', ['relu[]'], '!K012 «// kappa-ignore K1» This kappa-ignore silences nothing.'],
  [
    'relu // kappa-ignore K1\nabs',
    ['relu[]', 'abs[]'],
    '!K012 «// kappa-ignore K1» This kappa-ignore silences nothing.',
  ],
  ['// kappa-ignore K1\n\nrelu', ['relu[]'], '!K012 «// kappa-ignore K1» This kappa-ignore silences nothing.'],
  ['dense(\n// kappa-ignore K1\n3)', ['dense[3]'], '!K012 «// kappa-ignore K1» This kappa-ignore silences nothing.'],
  ['// kappa-ignore\nrelu', ['relu[]'], '!K012 «// kappa-ignore» This kappa-ignore names no rule.'],
];

describe('says what is wrong in a model and reads the rest', () => {
  it.each(inModel)('%s', (body, read, ...problems) => {
    const source = `model A {\n${body}\n}`;
    const { value, problems: found } = readArch(source);
    expect([outline(value).slice(1), listed(found, source)]).toEqual([read, problems]);
  });
});

describe('says what is wrong with a file', () => {
  it.each([
    ['', ['no model'], 'K019 «» There is no model in this file.'],
    ['// nothing yet\n', ['no model'], 'K019 «// nothing yet\n» There is no model in this file.'],
    [
      'relu\ninput 3',
      ['model (no name)', 'input: 3', 'relu[]'],
      'K006 «relu» Layers and directives stand in a model, and this file has none.',
    ],
    ['model A { relu } abs', ['model A', 'relu[]', 'abs[]'], 'K006 «abs» This stands outside the model.'],
    [
      'model A { relu } model B { abs }',
      ['model A', 'relu[]'],
      'K018 «B» A file holds one model, and this is another.',
    ],
    ['model A { } }', ['model A'], 'K007 «}» Expected a layer or a directive, found "}".'],
    ['model A { residual { relu }', ['model A', 'residual[] { relu[] }'], 'K008 «{» This "{" is not closed.'],
    ['model A', ['model A'], 'K007 «» Expected "{" and the layers of the model, found the end.'],
    ['model A(w) { }', ['model A', 'parameter w ?'], 'K007 «)» Expected the value of parameter "w", found ")".'],
    ['model A(w: 1) { }', ['model A', 'parameter w 1'], 'K007 «:» A parameter is given its value with "=", found ":".'],
    ['model A(3) { }', ['model A'], 'K007 «3» Expected "," or ")", found "3".'],
  ])('%j', (source, read, ...problems) => {
    const { value, problems: found } = readArch(source);
    expect([outline(value), listed(found, source)]).toEqual([read, problems]);
  });

  it('all at once, in reading order', () => {
    const source = 'model A {\n dense(units = 3)\n input: 784\n @\n head: dense(2width)\n';
    expect(listed(readArch(source).problems, source)).toEqual([
      'K008 «{» This "{" is not closed.',
      'K007 «=» An argument is named with ":", found "=".',
      'K011 «:» The directive "input" takes no colon.',
      'K001 «@» The language has no use for "@".',
      'K002 «2width» "2width" is neither a number nor a name.',
    ]);
  });
});

describe('repairs what it is sure of', () => {
  it.each([
    ['model A { dense(units = 3) }', 'model A { dense(units: 3) }'],
    ['model A { dense(3 4) }', 'model A { dense(3, 4) }'],
    ['model A { dense(3,, 4) }', 'model A { dense(3, 4) }'],
    ['model A { dense(3\n}', 'model A { dense(3)\n}'],
    ['model A { dense(3)', 'model A { dense(3)}'],
    ['model A { input: 784 }', 'model A { input 784 }'],
    ['model A(w: 1) { }', 'model A(w = 1) { }'],
    ["model A { data npy('x.npy') }", 'model A { data npy("x.npy") }'],
    ['model A { data npy("x.npy\n) }', 'model A { data npy("x.npy"\n) }'],
    ['model A { } /* end', 'model A { } /* end */'],
    ['model A { relu; }', 'model A { relu }'],
    ['model A { relu # note\n}', 'model A { relu // note\n}'],
    ['model A { dense 3 bias: false }', 'model A { dense(3, bias: false) }'],
    ['model A {\n  relu\n}\nloss mse\n', 'model A {\n  relu\n  loss mse\n}\n'],
    ['relu model A { abs }  // end', ' model A { abs \n  relu\n}  // end'],
    [
      'input 3\n\nmodel A {\n  relu\n}\n\ndata gaussian(4) seeds 2',
      '\nmodel A {\n  relu\n  input 3\n  data gaussian(4)\n  seeds 2\n}\n\n ',
    ],
    ['// mine\nrelu', '// mine\nmodel Model {\nrelu\n}\n'],
  ])('%j', (source, expected) => {
    const [problem, ...others] = readArch(source).problems;
    const text = repaired(source, problem!);
    expect([text, others]).toEqual([expected, []]);
    expect(readArch(expected).problems).toEqual([]);
  });
});

describe('stops where nesting has no end', () => {
  it.each([
    ['braces', 'residual {'.repeat(10_000)],
    ['branches', 'parallel { {'.repeat(10_000)],
    ['parentheses', `dense${'('.repeat(10_000)}`],
    ['braces that stray parentheses do not close', 'residual { ) '.repeat(10_000)],
  ])('%s', (_, body) => {
    const { value, problems } = readArch(`model A { ${body}`);
    expect(value.model?.name?.text).toBe('A');
    expect(problems.filter(({ code }) => code === 'K005')).toHaveLength(1);
  });

  it('reads what stands before', () => {
    const source = `model A { relu ${'residual {'.repeat(300)}`;
    const { value, problems } = readArch(source);
    expect(listed(problems, source)).toEqual(['K005 «{» This is nested more than 100 levels deep.']);
    expect(value.model?.statements.map(({ kind }) => kind.text)).toEqual(['relu', 'residual']);
  });

  it('accepts 100 levels, and any number of lines', () => {
    expect(readArch(`model A { ${'residual {'.repeat(99)} ${'}'.repeat(99)} }`).problems).toEqual([]);
    expect(readArch(`model A { ${'dense(1 + 2) seeds 1 + 2 x: relu\n'.repeat(1000)} }`).problems).toEqual([]);
  });
});
