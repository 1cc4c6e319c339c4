/** Calls of layers and of family entries: what takes arguments, and which parameter each of them is for. */
import type { Parameter, Parameters } from '../spec/catalogue/parameter';
import { bindArguments } from '../spec/elaborate/arguments';
import { Problems } from '../spec/elaborate/problems';
import type { Range } from '../spec/problem';
import type { Argument } from '../spec/syntax/tree';

/** A layer, an activation, an initialiser, a data source, … */
export interface Callable {
  readonly name: string;
  readonly summary: string;
  readonly parameters: Parameters;
}

/** A call seen from one of its arguments. */
export interface Call {
  readonly callable: Callable;
  /** Names of the parameters that other arguments are for. */
  readonly given: ReadonlySet<string>;
  /** The parameter that this argument is for; absent when nothing of that name or place is known. */
  readonly name?: string;
  readonly parameter?: Parameter;
  /** Whether a named argument stands before this one, so that it needs a name too. */
  readonly behindNamed?: boolean;
}

/** From each argument to the call as it sees it. */
export function bindCall(callable: Callable, range: Range, given: readonly Argument[]): (argument: Argument) => Call {
  const { values, references } = bindArguments({ ...callable, range }, given, new Problems());
  const names = new Map([...values].map(([name, value]) => [value, name]));
  const taking = Object.keys(callable.parameters).find((name) => callable.parameters[name].value.type === 'references');
  if (taking) for (const reference of references) names.set(reference, taking);
  const firstNamed = given.findIndex((argument) => argument.name);
  return (argument) => {
    const { value } = argument;
    const name = names.get(value);
    const others = new Set([...names].flatMap(([other, of]) => (other === value || of === taking ? [] : [of])));
    const behindNamed = firstNamed >= 0 && given.indexOf(argument) > firstNamed;
    const parameter = name === undefined ? undefined : callable.parameters[name];
    return { callable, given: others, behindNamed, ...(name !== undefined && { name, parameter }) };
  };
}
