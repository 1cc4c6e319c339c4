import type { DirectiveEntry } from '../../spec/catalogue/directives';
import type { Body, Layer } from '../../spec/catalogue/layer';
import type { Parameter, Parameters } from '../../spec/catalogue/parameter';
import { readArch } from '../../spec/syntax/read-arch';
import { printJson } from '../../spec/syntax/print-json';
import type { JsonSpelling } from '../place/place';
import { archSpelling } from './arch-spelling';
import { choiceStop, literal, tabStop } from './snippet';
import { fillerOf, requiredOf, type Spelling } from './spelling';

/**
 * `.arch.json`: values outside of quotes are written with them, keys with the value that follows; where the opening quote is there
 * already it is left out. With `continued` the value of a key is there.
 */
export function jsonSpelling(spelling: JsonSpelling, continued: boolean): Spelling {
  if (spelling.form === 'expression') return inString(spelling.closed ? '' : '"', continued);
  const { form, opened, comma } = spelling;
  const end = comma ? ',' : '';
  const finish = (text: string) => (opened && text.startsWith('"') ? text.slice(1) : text) + end;
  const member = (key: string, value: string) =>
    continued ? (opened ? `${key}"` : `"${key}"`) : finish(`"${key}": ${value}`);
  const isKey = form === 'key';
  return {
    layer: (entry) => (isKey ? member(entry.kind, valueOf(entry)) : finish(`{ "${entry.kind}": ${valueOf(entry)} }`)),
    directive: (entry) => member(entry.keyword, directiveValue(entry)),
    argument: (name, parameter) => member(name, stop(1, name, parameter)),
    entry: ({ name, parameters }) => {
      if (isKey) return member(name, object(parameters));
      const isPlain = opened || requiredOf(parameters).length === 0;
      return finish(isPlain ? `"${name}"` : `{ "${name}": ${object(parameters)} }`);
    },
    word: (text) => finish(quoted(text)),
    function: (name) => finish(`"${archSpelling(false).function(name)}"`),
    claim: (subject) => finish(`"${archSpelling(false).claim(subject)}"`),
    member,
  };
}

export const bodyKeys = { block: 'layers', branches: 'branches' } as const;

/** As in `.arch`, with escaped quotes; `end` closes the string. */
function inString(end: string, continued: boolean): Spelling {
  const arch = archSpelling(continued);
  const escaped = (text: string) => text.replaceAll('"', '\\\\"') + end;
  return {
    ...arch,
    argument: (name, parameter) => escaped(arch.argument(name, parameter)),
    entry: (entry) => escaped(arch.entry(entry)),
    word: (text) => escaped(arch.word(text)),
    function: (name) => escaped(arch.function(name)),
    claim: (subject) => escaped(arch.claim(subject)),
  };
}

function quoted(text: string): string {
  return text === 'true' || text === 'false' ? text : `"${literal(text)}"`;
}

function valueOf({ parameters, body }: Layer): string {
  return object(parameters, body);
}

/** The required arguments as an object, with the bodies of a layer. */
function object(parameters: Parameters, body?: Body): string {
  const required = requiredOf(parameters);
  const members = required.map(([name, parameter], i) => `"${name}": ${stop(i + 1, name, parameter)}`);
  if (body) members.push(`"${bodyKeys[body]}": ${bodyValue(body, required.length + 1)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** A list with places for layers. */
export function bodyValue(body: Body, index: number): string {
  return body === 'block' ? '[$0]' : `[[${tabStop(index)}], [$0]]`;
}

/** The value of a directive's example. */
function directiveValue({ keyword, example, value }: DirectiveEntry): string {
  if (value.type === 'choice') return `"${choiceStop(1, value.choices)}"`;
  const text = printJson(readArch(`model M { ${example} }`).value);
  const printed = new RegExp(`"${keyword}": (.*?),?$`, 'm').exec(text)?.[1] ?? '';
  return tabStop(1, printed);
}

function stop(index: number, name: string, parameter: Parameter): string {
  const filler = fillerOf(name, parameter);
  switch (filler.type) {
    case 'flag':
      return choiceStop(index, filler.choices);
    case 'choice':
      return `"${choiceStop(index, filler.choices)}"`;
    case 'number':
      return Number.isFinite(Number(filler.text)) ? tabStop(index, filler.text) : `"${tabStop(index, filler.text)}"`;
    case 'name':
      if (parameter.value.type === 'references') return `["${tabStop(index, filler.text)}"]`;
      return parameter.value.type === 'shape' ? `[${tabStop(index, '28, 28, 1')}]` : `"${tabStop(index, name)}"`;
    case 'file':
      return `"${tabStop(index, 'file')}"`;
  }
}
