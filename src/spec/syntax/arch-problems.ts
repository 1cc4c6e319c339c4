/** Wording of the problems of `.arch` structure. */
import type { IToken } from 'chevrotain';
import type { Problem, Range } from '../problem';
import { rangeOf } from './lex';
import { quoted, replacement, syntaxError, syntaxWarning } from './problems';
import type { Block, Directive, Model, Statement } from './tree';

export function parameterColon(colon: IToken): Problem {
  return syntaxError('K007', 'A parameter is given its value with "=", found ":".', rangeOf(colon), {
    hint: 'Write name = value.',
    fix: replacement('Replace ":" by "="', rangeOf(colon), ' ='),
  });
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

/** `first` is the first statement or directive outside the braces of `model`, or without any model. */
export function outsideModel(first: Range, model: Model | undefined, source: string): Problem {
  if (model) {
    return syntaxError('K006', 'This stands outside the model.', first, {
      hint: 'Move it between the braces of the model.',
      related: [{ message: 'The model.', range: model.name?.range ?? model.range }],
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
