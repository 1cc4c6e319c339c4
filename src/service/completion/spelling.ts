/** How the parts of a specification are written, as snippets. */
import type { DirectiveEntry } from '../../spec/catalogue/directives';
import type { FamilyEntry } from '../../spec/catalogue/family';
import type { Layer } from '../../spec/catalogue/layer';
import type { Parameter, Parameters } from '../../spec/catalogue/parameter';

export interface Spelling {
  layer(layer: Layer): string;
  directive(entry: DirectiveEntry): string;
  argument(name: string, parameter: Parameter): string;
  /** A name or call from a family. */
  entry(entry: FamilyEntry): string;
  /** A name that stands for a value: a parameter, a label, a choice. */
  word(text: string): string;
  function(name: string): string;
  /** What an expectation is about, with a comparison to fill in. */
  claim(subject: string): string;
  /** A key with a value in snippet notation; `.arch` writes it for prefixes of weights only. */
  member(key: string, value: string): string;
}

/** What fills the place of an argument until something else is typed there. */
export type Filler =
  | { readonly type: 'number'; readonly text: string }
  | { readonly type: 'name'; readonly text: string }
  | { readonly type: 'choice'; readonly choices: readonly string[] }
  | { readonly type: 'flag'; readonly choices: readonly string[] }
  | { readonly type: 'file' };

export function fillerOf(name: string, { value, presence }: Parameter): Filler {
  const written = presence.kind === 'default' ? presence.text : undefined;
  switch (value.type) {
    case 'number':
      if (written !== undefined) return { type: 'number', text: written };
      return presence.kind === 'optional' ? { type: 'number', text: '1' } : { type: 'name', text: name };
    case 'flag':
      // Nobody writes what holds anyway.
      return { type: 'flag', choices: written === 'false' ? ['true', 'false'] : ['false', 'true'] };
    case 'choice':
      return { type: 'choice', choices: value.choices };
    case 'family':
      return { type: 'choice', choices: plainNames(value.family().entries.values()) };
    case 'file':
      return { type: 'file' };
    case 'sizes':
      if (value.words.length > 0) return { type: 'choice', choices: value.words };
      return written === undefined ? { type: 'name', text: name } : { type: 'number', text: written };
    case 'shape':
      return { type: 'name', text: name };
    case 'label':
    case 'references':
      return { type: 'name', text: 'label' };
  }
}

export function requiredOf(parameters: Parameters): readonly (readonly [string, Parameter])[] {
  return Object.entries(parameters).filter(([, { presence }]) => presence.kind === 'required');
}

/** Those that need no arguments; a bare number where all do. */
function plainNames(entries: Iterable<FamilyEntry>): string[] {
  const plain = [...entries].filter(({ parameters }) => requiredOf(parameters).length === 0).map(({ name }) => name);
  return plain.length > 0 ? plain : ['0.5'];
}
