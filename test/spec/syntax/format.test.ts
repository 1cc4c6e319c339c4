import { describe, expect, it } from 'vitest';
import { formatArch, formatJson } from '../../../src/spec/syntax/format';
import { listed } from './support';

/** Formats, and checks that formatting again changes nothing. */
function formatted(source: string): string {
  const { value } = formatArch(source);
  expect(formatArch(value).value).toBe(value);
  return value;
}

/** The lines of a model's body, formatted. */
function body(source: string): string[] {
  const lines = formatted(`model A {\n${source}\n}\n`).split('\n');
  expect([lines[0], ...lines.slice(-2)]).toEqual(['model A {', '}', '']);
  return lines.slice(1, -2).map((line) => line.replace(/^ {2}/, ''));
}

describe('lays out', () => {
  it('a file', () => {
    const source = `

// A model.
model   A( width=128 ,depth = 2 ){
input 784
data gaussian( samples:256,seed : 1 )


loss mse
expect   kappa<1e4

   stem :dense( 2*width,activation:relu )allow K1,K2
residual{ relu

  scale( -1 ) }


head: dense(10)

}`;
    expect(formatted(source)).toBe(`// A model.
model A(width = 128, depth = 2) {
  input 784
  data  gaussian(samples: 256, seed: 1)

  loss   mse
  expect kappa < 1e4

  stem: dense(2 * width, activation: relu) allow K1, K2
  residual {
    relu

    scale(-1)
  }

  head: dense(10)
}
`);
  });

  it.each([
    ['relu abs', ['relu', 'abs']],
    ['residual { }', ['residual {}']],
    ['parallel(merge:add){{relu}{ }}', ['parallel(merge: add) {', '  {', '    relu', '  }', '  {}', '}']],
    ['residual { relu } allow K1', ['residual {', '  relu', '} allow K1']],
    ['input 28 x 28 x (w)', ['input 28x28x(w)']],
    ['input ( w )x3', ['input (w)x3']],
    ['seeds - 2', ['seeds -2']],
    ['scale(a+ -b*2 ^ - 3/( c -1 ))', ['scale(a + -b * 2^-3 / (c - 1))']],
    ['scale((a)-1+f(b)-[c]-1)', ['scale((a) - 1 + f(b) - [c] - 1)']],
    ['scale(1_000 + .50)', ['scale(1_000 + .50)']],
    ['f(g( ),[ 1,2 ], true)', ['f(g(), [1, 2], true)']],
    ['f(1, 2,)', ['f(1, 2)']],
    ['weights "a"{stem:"n"b:"m"}', ['weights "a" { stem: "n", b: "m" }']],
    ['weights "a" {\n"r.0":"n", b:"m"}', ['weights "a" {', '  "r.0": "n",', '  b: "m"', '}']],
    ['weights "a" { }', ['weights "a" {}']],
    ['loss\tmse', ['loss mse']],
  ])('%s', (source, expected) => {
    expect(body(source)).toEqual(expected);
  });

  it('keeps a list expanded that was written so, and joins others', () => {
    expect(body('f(\n1, 2)')).toEqual(['f(', '  1,', '  2', ')']);
    expect(body('f(1,\n 2\n)')).toEqual(['f(1, 2)']);
    expect(body('f(1, [\n2,3], g(4))')).toEqual(['f(1, [', '  2,', '  3', '], g(4))']);
  });

  it('breaks the outermost list of a line longer than 100', () => {
    const long = 'x'.repeat(39);
    // With the two spaces of the model's braces the first is 100 wide, the second 101.
    expect(body(`ff(${long}, g(${long}), h(1, 2)) { relu }`)).toEqual([
      `ff(${long}, g(${long}), h(1, 2)) {`,
      '  relu',
      '}',
    ]);
    expect(body(`fff(${long}, g(${long}), h(1, 2)) { relu }`)).toEqual([
      'fff(',
      `  ${long},`,
      `  g(${long}),`,
      '  h(1, 2)',
      ') {',
      '  relu',
      '}',
    ]);
  });
});

describe('keeps comments', () => {
  it.each([
    ['on their own lines', '// a\n\n\n  // b\nrelu\n// c', ['// a', '', '// b', 'relu', '// c']],
    ['after a layer', 'relu   // a\nabs', ['relu // a', 'abs']],
    ['after an opening brace', 'residual { // a\nrelu }', ['residual { // a', '  relu', '}']],
    ['before a closing brace', 'residual {\nrelu\n// a\n}', ['residual {', '  relu', '  // a', '}']],
    ['after a closing brace', 'residual { relu } // a', ['residual {', '  relu', '} // a']],
    ['in an empty body', 'residual {\n// a\n}', ['residual {', '  // a', '}']],
    ['between layers on one line', 'relu /* a */ abs', ['relu /* a */', 'abs']],
    ['in front of a layer', '/* a */ relu', ['/* a */ relu']],
    [
      'between branches',
      'parallel {\n// a\n{ relu }\n// b\n{ abs } }',
      ['parallel {', '  // a', '  {', '    relu', '  }', '  // b', '  {', '    abs', '  }', '}'],
    ],
    [
      'inside a line',
      'stem: /* a */ dense /* b */ ( /* c */ 3 /* d */ , 4 /* e */ ) /* f */',
      ['stem: /* a */ dense /* b */ (/* c */ 3 /* d */, 4 /* e */) /* f */'],
    ],
    ['breaking a line', 'stem: // a\ndense // b\n// c\n(3)', ['stem: // a', '  dense // b', '  // c', '  (3)']],
    ['after arguments', 'f(1, // a\n2 // b\n, 3 // c\n)', ['f(', '  1, // a', '  2, // b', '  3 // c', ')']],
    [
      'before arguments',
      'f( // a\n// b\n1,\n/* c */\n/* d */ 2\n// e\n)',
      ['f( // a', '  // b', '  1,', '  /* c */', '  /* d */ 2', '  // e', ')'],
    ],
    ['in an expression', 'f(1 + // a\n2)', ['f(', '  1 + // a', '    2', ')']],
    ['in an empty list', 'f( /* a */ )', ['f(/* a */)']],
    ['of several lines', '/* a\n     b */\nrelu', ['/* a', '   b */', 'relu']],
    ['between directives', 'input 3 // a\n// b\nloss mse', ['input 3 // a', '// b', 'loss mse']],
    ['in entries', 'weights "a" { // b\nstem: "n" // c\n}', ['weights "a" { // b', '  stem: "n" // c', '}']],
    ['that ignore', '// kappa-ignore K1\nrelu', ['// kappa-ignore K1', 'relu']],
  ])('%s', (_, source, expected) => {
    expect(body(source)).toEqual(expected);
  });

  it('around the model', () => {
    expect(formatted('/* a */ model A { }\n// b')).toBe('/* a */ model A {}\n// b\n');
  });
});

describe('leaves alone', () => {
  it('a source with errors', () => {
    const source = 'model  A { dense(  }';
    expect(formatArch(source).value).toBe(source);
    expect(listed(formatArch(source).problems, source)).toEqual(['K008 «(» This "(" is not closed.']);
  });

  it('line ends', () => {
    expect(formatted('model A {\r\n/* a\r\nb */ relu }')).toBe('model A {\r\n  /* a\r\nb */ relu\r\n}\r\n');
  });

  it('but not the warnings', () => {
    const source = 'model A { relu // kappa-ignore K1\n}';
    expect(listed(formatArch(source).problems, source)).toEqual([
      '!K012 «// kappa-ignore K1» This kappa-ignore silences nothing.',
    ]);
    expect(formatted(source)).toBe('model A {\n  relu // kappa-ignore K1\n}\n');
  });
});

describe('formats JSON', () => {
  it.each([
    ['{"layers":[{"dense":{"units":1}}]}', '{"layers": [{"dense": {"units": 1}}]}\n'],
    ['{ "layers":[ ] }', '{ "layers": [ ] }\n'],
    [
      '{\n"loss" : "mse", // a\n      "layers":[\n{ "relu":{}}\n]\n}\n',
      '{\n  "loss": "mse", // a\n  "layers": [\n    { "relu": {}}\n  ]\n}\n',
    ],
  ])('%j', (source, expected) => {
    const { value } = formatJson(source);
    expect(value).toBe(expected);
    expect(formatJson(value).value).toBe(value);
  });

  it('but not with errors', () => {
    expect(formatJson('{"loss":  null}').value).toBe('{"loss":  null}');
  });
});
