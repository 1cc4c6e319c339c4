/** What may stand where the cursor is. */
import type { Body } from '../../spec/catalogue/layer';
import type { Family } from '../../spec/catalogue/family';
import type { Range } from '../../spec/problem';
import type { Name } from '../../spec/syntax/tree';
import type { Call } from '../calls';
import type { Expected, Word } from '../words';

export type Expects =
  | { readonly type: 'nothing' }
  /** A file without a model. */
  | { readonly type: 'model' }
  /** In the braces of the model: `directives` are those that it has already. In JSON a key of the model. */
  | { readonly type: 'item'; readonly directives: ReadonlySet<string>; readonly allow: boolean }
  /** In a body: a layer, and `allow` behind one. */
  | { readonly type: 'layer'; readonly allow: boolean }
  /** A branch of a layer that takes several bodies. */
  | { readonly type: 'branch' }
  /** JSON: a key of a layer; `kind` tells whether it has one. */
  | { readonly type: 'layerKey'; readonly given: ReadonlySet<string> }
  /** The name of an argument; `positional` is what a value may be there. In JSON also the keys of bodies. */
  | { readonly type: 'argument'; readonly positional?: Expected; readonly body?: Body }
  | { readonly type: 'value'; readonly value: Expected }
  /** JSON: what is called, the key of an object. */
  | { readonly type: 'callee'; readonly family: Family }
  | { readonly type: 'weightsKey'; readonly given: ReadonlySet<string> }
  | { readonly type: 'layerName' }
  | { readonly type: 'code' };

export interface Place {
  readonly expects: Expects;
  /** The word at the cursor, empty where there is none. */
  readonly word: Range;
  readonly spelling: 'arch' | JsonSpelling;
  /** Whether what follows makes a call, or in JSON a member, of the word already. */
  readonly continued: boolean;
  /** Parameters of the model that a value can use. */
  readonly parameters: readonly Name[];
  /** Labels within reach. */
  readonly labels: readonly string[];
  /** The innermost call around the cursor. */
  readonly call?: Call;
}

export type JsonSpelling =
  | {
      readonly form: 'key' | 'value';
      /** Whether the opening quote is there already. */
      readonly opened: boolean;
      /** Whether a comma must follow. */
      readonly comma: boolean;
    }
  /** Inside a string that holds an expression; `closed` tells whether its last quote is there. */
  | { readonly form: 'expression'; readonly closed: boolean };

export const nothing: Expects = { type: 'nothing' };

/** What may stand in the place of a word of an expression. */
export function expectsInPlaceOf({ role, expected, alone, call }: Word): Expects {
  if (role === 'argument') return { type: 'argument' };
  if (role !== 'value' && role !== 'callee') return nothing;
  return alone && call ? argumentPlace(call) : { type: 'value', value: expected ?? { type: 'unknown' } };
}

/** A positional argument, or the name of one; once arguments are named there are no more positional ones. */
function argumentPlace({ parameter, behindNamed }: Call): Expects {
  return { type: 'argument', ...(parameter && !behindNamed && { positional: parameter.value }) };
}
