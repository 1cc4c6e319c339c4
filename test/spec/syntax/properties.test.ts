import { tokenMatcher, type IToken } from 'chevrotain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatArch, formatJson } from '../../../src/spec/syntax/format';
import { lex } from '../../../src/spec/syntax/lex';
import { printArch } from '../../../src/spec/syntax/print-arch';
import { printJson } from '../../../src/spec/syntax/print-json';
import { syntaxProblems } from '../../../src/spec/syntax/problems';
import { readArch } from '../../../src/spec/syntax/read-arch';
import { readExpression } from '../../../src/spec/syntax/read-expression';
import { readJson } from '../../../src/spec/syntax/read-json';
import { Allow, DirectiveWord, ModelWord, Times } from '../../../src/spec/syntax/tokens';
import { archTree, jsonTree, mutation, sharedTree, soup } from './arbitrary';
import { listed, namesIn, rangesIn, withoutRanges } from './support';

const runs = { numRuns: 150 };

const arch = `// A model.
model A(width = 128, depth = 8) { // with comments
  input 28x28x1
  data  gaussian(samples: 256, targets: npy("y.npy"), whiten: true) allow K201
  weights "m.npz" { stem: "net.0", "r.0.b": "net.1" }
  expect kappa < 1e4

  // kappa-ignore K203, K110
  stem: dense(2 * width^-1, activation: normalized(relu)) /* block */ allow K1
  repeat(depth) {
    residual(1 / sqrt(depth)) { dense([1, 2]) relu }
    parallel(merge: add) {
      { dense(width) } // first
      {} /* second */
    }
  }
}
`;

const json = `{
  "model": "A", // a comment
  "parameters": { "width": 128, "beta": -1.5 },
  "input": [28, "width"],
  "data": { "idx": { "arguments": ["x"], "limit": 10, "targets": { "npy": "y.npy" } } },
  "weights": { "file": "f", "map": { "stem": "net" } },
  "expect": ["kappa < 1e4"],
  "allow": ["K203"],
  "layers": [
    { "name": "stem", "dense": { "units": "width / 2", "bias": true }, "allow": ["K1"] },
    { "parallel": { "branches": [[{ "relu": {} }], []] } },
    { "residual": { "layers": [{ "dense": [1, null] }] } },
  ],
}`;

describe('any text whatever is read', () => {
  it.each([
    ['token soup', soup],
    ['soup in a model', soup.map((text) => `model A { ${text} }`)],
    ['a broken model', mutation(arch)],
    ['any text', fc.string({ unit: 'binary' })],
  ])('as .arch: %s', (_, texts) => {
    fc.assert(
      fc.property(texts, (source) => holds(readArch(source), source)),
      runs,
    );
  });

  it.each([
    ['a broken object', mutation(json)],
    ['soup', soup],
    ['any JSON', fc.json()],
    [
      'any object',
      fc
        .dictionary(fc.constantFrom('model', 'input', 'data', 'weights', 'expect', 'layers'), fc.jsonValue())
        .map((value) => JSON.stringify(value)),
    ],
    ['any layers', fc.array(fc.jsonValue()).map((layers) => JSON.stringify({ layers }))],
    [
      'a comment that is not closed',
      fc
        .tuple(
          fc.constantFrom('model', '[', '{ "model": "A", "layers": [{', '{ "model": "A", "input":'),
          fc.constantFrom('/*', '/* open', '/* open\n', '/* open\r\n'),
        )
        .map((parts) => parts.join('')),
    ],
  ])('as JSON: %s', (_, texts) => {
    fc.assert(
      fc.property(texts, (source) => holds(readJson(source), source)),
      runs,
    );
  });

  it('as an expression', () => {
    fc.assert(
      fc.property(soup, fc.nat(100), (source, offset) => {
        const { value, problems } = readExpression(source, offset);
        for (const { start, end } of [...rangesIn(value), ...problems.map(({ range }) => range)]) {
          expect(offset <= start && start <= end && end <= offset + source.length).toBe(true);
        }
      }),
      runs,
    );
  });

  function holds({ value, problems }: ReturnType<typeof readArch>, source: string): void {
    expect(value.source).toBe(source);
    for (const { start, end } of [...rangesIn(value), ...problems.map(({ range }) => range)]) {
      expect(0 <= start && start <= end && end <= source.length).toBe(true);
    }
    for (const { code, message } of problems) {
      expect(syntaxProblems).toHaveProperty(code);
      expect(message).toMatch(/^["A-Z].*\.$/s);
    }
    expect(problems.length === 0 && !value.model).toBe(false);
  }
});

describe('every name of .arch stands at its range', () => {
  it.each([arch])('%#', (source) => {
    for (const { text, range } of namesIn(readArch(source).value.model)) {
      expect(source.slice(range.start, range.end)).toBe(text);
    }
  });
});

describe('what is printed is read back', () => {
  it('as .arch', () => {
    fc.assert(
      fc.property(archTree, (tree) => {
        const printed = printArch(tree);
        const { value, problems } = readArch(printed);
        expect(listed(problems, printed)).toEqual([]);
        expect(withoutRanges(value)).toEqual(withoutRanges(tree));
        expect(printArch(value)).toBe(printed);
      }),
      runs,
    );
  });

  it('as JSON', () => {
    fc.assert(
      fc.property(jsonTree, (tree) => {
        const printed = printJson(tree);
        const { value, problems } = readJson(printed);
        expect(listed(problems, printed)).toEqual([]);
        expect(withoutRanges(value)).toEqual(withoutRanges(tree));
        expect(formatJson(printed).value).toBe(printed);
      }),
      runs,
    );
  });

  it('from .arch through JSON, as the same .arch', () => {
    fc.assert(
      fc.property(sharedTree, (tree) => {
        const through = readJson(printJson(tree));
        expect(through.problems).toEqual([]);
        expect(printArch(through.value)).toBe(printArch(tree));
      }),
      runs,
    );
  });
});

describe('formatting', () => {
  const inline = fc.constantFrom('', '', '', ' ', '  ', '/* e */');
  const breaking = fc.constantFrom('\n', '\n\n\n', ' // c\n', '\n// d\n', '\n/* f\n g */\n', '\n/* h */');
  const gaps = fc.infiniteStream(fc.tuple(inline, fc.oneof(inline, breaking)));

  /** Spaces, line breaks and comments between the tokens of a text, wherever the language allows them. */
  const loose = fc.tuple(archTree, gaps).map(([tree, gaps]) => spaced(printArch(tree), gaps));

  it('keeps tree and comments, and is done at once', () => {
    fc.assert(
      fc.property(loose, (source) => {
        const before = readArch(source);
        expect(listed(before.problems, source)).toEqual([]);
        const { value } = formatArch(source);
        const after = readArch(value);
        expect(listed(after.problems, value)).toEqual([]);
        expect(withoutRanges(after.value)).toEqual(withoutRanges(before.value));
        expect(commentsOf(value)).toEqual(commentsOf(source));
        expect(formatArch(value).value).toBe(value);
      }),
      runs,
    );
  });

  it('leaves printed text as it is', () => {
    fc.assert(
      fc.property(archTree, (tree) => {
        const printed = printArch(tree);
        expect(formatArch(printed).value).toBe(printed);
      }),
      runs,
    );
  });

  it.each([soup, mutation(arch)])('takes any text (%#)', (texts) => {
    fc.assert(
      fc.property(texts, (source) => {
        const { value } = formatArch(source);
        expect(formatArch(value).value).toBe(value);
      }),
      runs,
    );
  });

  it('takes any JSON text', () => {
    fc.assert(
      fc.property(mutation(json), (source) => {
        const { value } = formatJson(source);
        expect(formatJson(value).value).toBe(value);
        expect(withoutRanges(readJson(value).value)).toEqual(withoutRanges(readJson(source).value));
      }),
      runs,
    );
  });

  function spaced(source: string, gaps: Iterator<[string, string]>): string {
    const { tokens } = lex(source);
    let end = 0;
    let text = '';
    for (const [index, token] of tokens.entries()) {
      text += source.slice(end, token.startOffset) + gap(tokens[index - 1], token, gaps.next().value) + token.image;
      end = token.endOffset! + 1;
    }
    return text + source.slice(end);
  }

  /** No line breaks where a line matters, nothing within a shape. */
  function gap(previous: IToken | undefined, token: IToken, [inline, any]: [string, string]): string {
    if (token.tokenType === Times || previous?.tokenType === Times) return '';
    const needsLine = previous && [DirectiveWord, ModelWord].some((type) => tokenMatcher(previous, type));
    return needsLine || token.tokenType === Allow ? inline : any;
  }

  function commentsOf(source: string): string[] {
    return lex(source).comments.map(({ image }) => image.trimEnd());
  }
});
