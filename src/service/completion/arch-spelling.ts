import type { DirectiveEntry } from '../../spec/catalogue/directives';
import type { Layer } from '../../spec/catalogue/layer';
import type { Parameter, Parameters } from '../../spec/catalogue/parameter';
import { functions } from '../../spec/elaborate/arithmetic';
import { isName } from '../../spec/syntax/directives';
import { choiceStop, literal, tabStop } from './snippet';
import { fillerOf, requiredOf, type Spelling } from './spelling';

/** `.arch`. With `continued` a parenthesis or colon follows already, so that names stand alone. */
export function archSpelling(continued: boolean): Spelling {
  if (continued) return { ...names, directive, layer: ({ kind }) => kind };
  return {
    layer,
    directive,
    argument: (name, parameter) => `${name}: ${stop(1, name, parameter)}`,
    entry: ({ name, parameters }) => name + givenTo(parameters),
    word: literal,
    function: (name) => `${name}(${tabStop(1, functions.get(name)?.arity === 1 ? 'x' : 'a, b')})`,
    claim: (subject) => `${subject} ${choiceStop(1, ['<', '<=', '>', '>='])} ${tabStop(2)}`,
    member: (key, value) => `${isName(key) ? key : `"${literal(key)}"`}: ${value}`,
  };
}

const names: Omit<Spelling, 'layer' | 'directive'> = {
  argument: (name) => name,
  entry: ({ name }) => name,
  word: literal,
  function: (name) => name,
  claim: (subject) => subject,
  member: (key) => (isName(key) ? key : `"${literal(key)}"`),
};

function layer({ kind, parameters, body }: Layer): string {
  // How branches are joined is what distinguishes them.
  const shown = body === 'branches' ? `(${named(1, parameters)})` : givenTo(parameters);
  const next = Object.keys(parameters).length + 1;
  const bodies = {
    block: ' {\n\t$0\n}',
    branches: ` {\n\t{\n\t\t${tabStop(next)}\n\t}\n\t{\n\t\t$0\n\t}\n}`,
  };
  return kind + shown + (body ? bodies[body] : '');
}

function directive({ keyword, example, value }: DirectiveEntry): string {
  if (value.type === 'choice') return `${keyword} ${choiceStop(1, value.choices)}`;
  return `${keyword} ${tabStop(1, example.slice(keyword.length + 1))}`;
}

/** The required arguments in parentheses; nothing where there are none. */
function givenTo(parameters: Parameters): string {
  const required = requiredOf(parameters);
  return required.length === 0 ? '' : `(${required.map(([name, one], i) => stop(i + 1, name, one)).join(', ')})`;
}

function named(first: number, parameters: Parameters): string {
  return Object.entries(parameters)
    .map(([name, parameter], i) => `${name}: ${stop(first + i, name, parameter)}`)
    .join(', ');
}

function stop(index: number, name: string, parameter: Parameter): string {
  const filler = fillerOf(name, parameter);
  switch (filler.type) {
    case 'file':
      return `"${tabStop(index, 'file')}"`;
    case 'choice':
    case 'flag':
      return choiceStop(index, filler.choices);
    default:
      return tabStop(index, filler.text);
  }
}
