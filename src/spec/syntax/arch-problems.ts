/** Wording of the problems of `.arch` structure. */
import type { IToken } from 'chevrotain';
import type { Problem, Range, TextEdit } from '../problem';
import { rangeOf } from './lex';
import { quoted, replacement, syntaxError, syntaxWarning } from './problems';
import type { Argument, Block, Directive, Model, Name, Statement } from './tree';

export function parameterColon(colon: IToken): Problem {
  return syntaxError('K007', 'A parameter is given its value with "=", found ":".', rangeOf(colon), {
    hint: 'Write name = value.',
    fix: replacement('Replace ":" by "="', rangeOf(colon), ' ='),
  });
}

/** `commas`: the edits that put them where they are missing too. */
export function missingParentheses(callee: Name, given: readonly Argument[], commas: readonly TextEdit[]): Problem {
  const [first, last] = [given[0]!.range, given.at(-1)!.range];
  return syntaxError(
    'K007',
    `The arguments of ${callee.text} stand in parentheses.`,
    { start: first.start, end: last.end },
    {
      hint: `Write ${callee.text}(…).`,
      fix: {
        title: 'Put them in parentheses',
        edits: [
          { range: { start: callee.range.end, end: first.start }, newText: '(' },
          ...commas,
          { range: { start: last.end, end: last.end }, newText: ')' },
        ],
      },
    },
  );
}

export function directiveInBody({ keyword, range }: Directive): Problem {
  const hint =
    keyword.text === 'allow'
      ? 'Write it on the last line of the layer it is for, or among the directives of the model.'
      : 'Move it out of the braces of this layer.';
  return syntaxError('K011', `${quoted(keyword.text)} is about the whole model and cannot stand in a layer.`, range, {
    hint,
  });
}

export function directiveColon(keyword: IToken, colon: IToken): Problem {
  return syntaxError('K011', `The directive ${quoted(keyword.image)} takes no colon.`, rangeOf(colon), {
    hint: `Write ${keyword.image} and its value.`,
    fix: replacement('Remove the colon', rangeOf(colon), ''),
  });
}

export function labelLikeDirective(label: IToken, kind: IToken): Problem {
  return syntaxWarning('K011', `This labels a layer ${quoted(label.image)}, the word of a directive.`, rangeOf(label), {
    hint: `If the directive is meant, write ${label.image} ${kind.image} without the colon; if not, choose another label.`,
  });
}

export function unlabelled(key: IToken): Problem {
  return syntaxError('K007', 'A layer name is missing.', rangeOf(key), { hint: 'Write { stem: "net.0" }.' });
}

export function mixedBranches(blocks: readonly Block[], statements: readonly Statement[]): Problem {
  return syntaxError('K007', 'Layers and branches cannot stand side by side in one body.', statements[0]!.range, {
    hint: 'Put these layers in braces of their own.',
    related: [{ message: 'A branch.', range: blocks[0]!.range }],
  });
}

/** `outside`: statements and directives outside the braces of `model`, or without any model, in order. */
export function outsideModel(outside: readonly Range[], model: Model | undefined, source: string): Problem {
  const first = outside[0]!;
  if (model) {
    return syntaxError('K006', 'This stands outside the model.', first, {
      hint: 'Move it between the braces of the model.',
      related: [{ message: 'The model.', range: model.name?.range ?? model.range }],
      ...(source[model.range.end - 1] === '}' && { fix: moveInside(outside, model.range.end - 1, source) }),
    });
  }
  const end = source.length;
  return syntaxError('K006', 'Layers and directives stand in a model, and this file has none.', first, {
    hint: 'Wrap the file: model Name { … }.',
    fix: {
      title: 'Wrap the file in a model',
      edits: [
        { range: { start: first.start, end: first.start }, newText: 'model Model {\n' },
        { range: { start: end, end }, newText: '\n}\n' },
      ],
    },
  });
}

/** `brace`: where the model is closed. */
function moveInside(outside: readonly Range[], brace: number, source: string): NonNullable<Problem['fix']> {
  const lineStart = brace - /[^\r\n]*$/.exec(source.slice(0, brace))![0].length;
  const ownLine = source.slice(lineStart, brace).trim() === '';
  const at = ownLine ? lineStart : brace;
  const moved = outside.map(({ start, end }) => `  ${source.slice(start, end)}\n`).join('');
  return {
    title: 'Move what stands outside into the model',
    edits: [
      { range: { start: at, end: at }, newText: ownLine ? moved : `\n${moved}` },
      ...outside.map((range) => ({ range: wholeLine(range, source), newText: '' })),
    ],
  };
}

/** With its line, where nothing else stands on it. */
function wholeLine({ start, end }: Range, source: string): Range {
  const before = /[ \t]*$/.exec(source.slice(0, start))![0].length;
  const after = /^[ \t]*(?:\r?\n|$)/.exec(source.slice(end));
  const begins = start === before || /[\r\n]/.test(source[start - before - 1] ?? '');
  return begins && after ? { start: start - before, end: end + after[0].length } : { start, end };
}

export function secondModel(second: Model, first: Model): Problem {
  return syntaxError('K018', 'A file holds one model, and this is another.', second.name?.range ?? second.range, {
    hint: 'Put it in a file of its own.',
    related: [{ message: 'The first model.', range: first.name?.range ?? first.range }],
  });
}

/** `example` is the least that the syntax takes for a model. */
export function noModel(source: string, example: string): Problem {
  const range = { start: 0, end: source.length };
  return syntaxError('K019', 'There is no model in this file.', range, { hint: `Start with ${example}.` });
}
