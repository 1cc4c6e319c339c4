/** What a parameter of a layer, activation, initialiser or data source accepts. Everything a user can say is described by these types. */
import type { FileReference, Shape } from '../architecture';
import type { Name } from '../syntax/tree';
import type { Family } from './family';

export type ValueType =
  | NumberType
  | { readonly type: 'flag' }
  | { readonly type: 'choice'; readonly choices: readonly string[] }
  /** A path in quotes. */
  | { readonly type: 'file' }
  /** `28x28x1`, `784`, `[28, 28, 1]`. */
  | { readonly type: 'shape' }
  | SizesType
  /** A name or call from a family: `relu`, `leaky_relu(0.1)`. A function, because families may contain themselves. */
  | { readonly type: 'family'; readonly family: () => Family }
  /** Label of one earlier layer, which is meant itself and not its output. */
  | { readonly type: 'label' }
  /** Labels of earlier layers; takes all positional arguments. */
  | { readonly type: 'references'; readonly minimum: number };

export interface NumberType {
  readonly type: 'number';
  readonly integer?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

/** `3`, `3x5`, `[3, 5]`, or one of the words: one whole number an axis, or one for all. */
export interface SizesType {
  readonly type: 'sizes';
  readonly minimum: number;
  readonly words: readonly string[];
}

export type Presence<T> =
  | { readonly kind: 'required' }
  /** `otherwise` says what holds without it: "the model's init". */
  | { readonly kind: 'optional'; readonly otherwise: string }
  /** `text` is how a user would write the default. */
  | { readonly kind: 'default'; readonly value: T; readonly text: string };

export interface Parameter<T = unknown> {
  readonly value: ValueType;
  /** One line. */
  readonly documentation: string;
  readonly presence: Presence<T>;
}

/** In the order of positional arguments. */
export type Parameters = Readonly<Record<string, Parameter>>;

/** Values of `Parameters`, evaluated and defaulted. */
export type Settings<P extends Parameters = Parameters> = {
  readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never;
};

/** More than this many of anything is a slip of the pen. */
export const LARGEST_COUNT = 1e9;

/** A positive integer. */
export function count(documentation: string, fallback?: number, minimum = 1): Parameter<number> {
  return numeric(documentation, { type: 'number', integer: true, minimum, maximum: LARGEST_COUNT }, fallback);
}

export function number(
  documentation: string,
  fallback?: number,
  interval: Omit<NumberType, 'type'> = {},
): Parameter<number> {
  return numeric(documentation, { type: 'number', ...interval }, fallback);
}

export function seed(documentation: string, fallback = 1): Parameter<number> {
  const limit = Number.MAX_SAFE_INTEGER;
  return numeric(documentation, { type: 'number', integer: true, minimum: -limit, maximum: limit }, fallback);
}

export function flag(documentation: string, fallback: boolean): Parameter<boolean> {
  return {
    value: { type: 'flag' },
    documentation,
    presence: { kind: 'default', value: fallback, text: String(fallback) },
  };
}

export function choice<const C extends string>(
  documentation: string,
  choices: readonly C[],
  fallback: C,
): Parameter<C> {
  return {
    value: { type: 'choice', choices },
    documentation,
    presence: { kind: 'default', value: fallback, text: fallback },
  };
}

export function file(documentation: string): Parameter<FileReference> {
  return { value: { type: 'file' }, documentation, presence: { kind: 'required' } };
}

export function shape(documentation: string): Parameter<Shape> {
  return { value: { type: 'shape' }, documentation, presence: { kind: 'required' } };
}

/** Whole numbers an axis, or one of `words` (`same`). A single number stands for every axis. */
export function sizes<const W extends string = never>(
  documentation: string,
  { minimum = 1, words = [], fallback }: { minimum?: number; words?: readonly W[]; fallback?: number | W } = {},
): Parameter<readonly number[] | W> {
  const value: SizesType = { type: 'sizes', minimum, words };
  if (fallback === undefined) return { value, documentation, presence: { kind: 'required' } };
  const meant = typeof fallback === 'number' ? [fallback] : fallback;
  return { value, documentation, presence: { kind: 'default', value: meant, text: String(fallback) } };
}

/** The layer itself is found by elaboration. */
export function label(documentation: string): Parameter<Name> {
  return { value: { type: 'label' }, documentation, presence: { kind: 'required' } };
}

/** References reach the shape rule as its inputs, so their setting carries nothing. */
export function references(documentation: string, minimum: number): Parameter<undefined> {
  return { value: { type: 'references', minimum }, documentation, presence: { kind: 'required' } };
}

/** The same parameter, left out at will. */
export function optional<T>(parameter: Parameter<T>, otherwise: string): Parameter<T | undefined> {
  return { ...parameter, presence: { kind: 'optional', otherwise } };
}

function numeric(documentation: string, value: NumberType, fallback: number | undefined): Parameter<number> {
  const presence: Presence<number> =
    fallback === undefined ? { kind: 'required' } : { kind: 'default', value: fallback, text: String(fallback) };
  return { value, documentation, presence };
}
