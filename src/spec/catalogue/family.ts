/** A family is a set of names that may take arguments and stand where one kind of thing is expected: activations, initialisers, data sources. */
import type { Parameter, Parameters, Settings } from './parameter';

export interface Family<T = unknown> {
  /** For messages: "activation". */
  readonly noun: string;
  readonly entries: ReadonlyMap<string, FamilyEntry<T>>;
  /** The entry that a bare number stands for: `prune: 0.9` is `prune(0.9)`. */
  readonly shorthand?: string;
}

export interface FamilyEntry<T = unknown> {
  readonly name: string;
  readonly summary: string;
  readonly parameters: Parameters;
  /** The value meant; `settings` hold a value for every parameter. */
  make(settings: Settings, context: FamilyContext): T;
}

/** What a value may inherit from the model. */
export interface FamilyContext {
  /** Seed of the model's `init`. */
  readonly seed: number;
}

export function entry<T, P extends Parameters>(
  name: string,
  summary: string,
  parameters: P,
  make: (settings: Settings<P>, context: FamilyContext) => T,
): FamilyEntry<T> {
  return { name, summary, parameters, make: make as FamilyEntry<T>['make'] };
}

export function family<T>(noun: string, entries: readonly FamilyEntry<T>[], shorthand?: string): Family<T> {
  return { noun, entries: new Map(entries.map((one) => [one.name, one])), shorthand };
}

/** A parameter whose value comes from a family; without `fallback` it is required. */
export function member<T>(
  documentation: string,
  of: () => Family<T>,
  fallback?: { readonly value: T; readonly text: string },
): Parameter<T> {
  return {
    value: { type: 'family', family: of },
    documentation,
    presence: fallback ? { kind: 'default', ...fallback } : { kind: 'required' },
  };
}
