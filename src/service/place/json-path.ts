/** What may stand at a path of a specification in JSON. */
import type { JSONPath, Location, Segment } from 'jsonc-parser';
import { layers } from '../../spec/catalogue/catalogue';
import { directives } from '../../spec/catalogue/directives';
import type { Body } from '../../spec/catalogue/layer';
import type { ValueType } from '../../spec/catalogue/parameter';
import type { Call, Callable } from '../calls';
import type { Expected } from '../words';
import { nothing, type Expects } from './place';

interface PathPlace {
  readonly expects: Expects;
  readonly call?: Call;
}

/** `keys` are those of the object that the place is a key of, or of the value at the path itself. */
export function placeOfPath({ path, isAtPropertyKey }: Location, keys: ReadonlySet<string>): PathPlace {
  return new PathReader(isAtPropertyKey, keys).root(path);
}

const none: PathPlace = { expects: nothing };

class PathReader {
  constructor(
    private readonly atKey: boolean,
    private readonly keys: ReadonlySet<string>,
  ) {}

  root([first, ...rest]: JSONPath): PathPlace {
    if (first === undefined) return { expects: { type: 'model' } };
    if (this.isKey(rest)) return { expects: { type: 'item', directives: this.keys, allow: false } };
    switch (first) {
      case 'parameters':
        return rest.length === 1 && !this.atKey ? value({ type: 'number' }) : none;
      case 'layers':
        return this.layers(rest);
      case 'weights':
        return this.weights(rest);
    }
    const type = directives.get(String(first))?.value;
    if (!type) return none;
    if (type.type === 'codes') return this.atKey ? none : { expects: { type: 'code' } };
    if (type.type === 'expectation') return this.atKey ? none : value({ type: 'subject' });
    return this.value(type, rest);
  }

  private layers([index, key, ...rest]: JSONPath): PathPlace {
    if (typeof index !== 'number') return none;
    if (key === undefined) return { expects: { type: 'layer', allow: false } };
    if (this.isKey(rest)) return { expects: { type: 'layerKey', given: this.keys } };
    if (key === 'allow') return { expects: { type: 'code' } };
    const entry = layers.get(String(key));
    return entry ? this.arguments({ name: entry.kind, ...entry }, rest, entry.body) : none;
  }

  private arguments(callable: Callable, path: JSONPath, body?: Body): PathPlace {
    const [key, ...rest] = path;
    if (key === undefined || typeof key === 'number') return this.positional(callable, Number(key ?? 0), rest);
    if (this.isKey(rest)) {
      const expects: Expects = { type: 'argument', ...(body && { body }) };
      return { expects, call: { callable, given: this.keys } };
    }
    if (key === 'arguments' && typeof rest[0] === 'number') return this.positional(callable, rest[0], rest.slice(1));
    if (key === 'layers' && body) return this.layers(rest);
    if (key === 'branches' && body) return rest.length > 1 ? this.layers(rest.slice(1)) : none;
    return this.named(callable, key, rest);
  }

  private positional(callable: Callable, index: number, rest: JSONPath): PathPlace {
    const names = Object.keys(callable.parameters);
    const taking = names.find((name) => callable.parameters[name].value.type === 'references');
    return this.named(callable, taking ?? names[index], rest);
  }

  private named(callable: Callable, name: string | undefined, rest: JSONPath): PathPlace {
    const parameter =
      name !== undefined && Object.hasOwn(callable.parameters, name) ? callable.parameters[name] : undefined;
    if (name === undefined || !parameter) return none;
    const call: Call = { callable, given: new Set(), name, parameter };
    return { call, ...this.value(parameter.value, rest) };
  }

  private value(type: ValueType, path: JSONPath): PathPlace {
    const [key, ...rest] = path;
    if (key === undefined) return this.atKey ? none : value(type);
    if (type.type === 'shape' || type.type === 'sizes' || type.type === 'references')
      return typeof key === 'number' && rest.length === 0
        ? value(type.type === 'references' ? type : { type: 'number' })
        : none;
    if (type.type !== 'family' || typeof key === 'number') return none;
    const family = type.family();
    if (this.isKey(rest)) return { expects: { type: 'callee', family } };
    const entry = family.entries.get(key);
    return entry ? this.arguments(entry, rest) : none;
  }

  private weights([key, name, ...rest]: JSONPath): PathPlace {
    if (key === undefined) return none;
    if (this.atKey && name === undefined) return { expects: { type: 'weightsKey', given: this.keys } };
    const isLayer = key === 'map' && name !== undefined && this.isKey(rest);
    return isLayer ? { expects: { type: 'layerName' } } : none;
  }

  /** Whether the segment before `rest` is the key at the cursor. */
  private isKey(rest: readonly Segment[]): boolean {
    return this.atKey && rest.length === 0;
  }
}

function value(type: Expected): PathPlace {
  return { expects: { type: 'value', value: type } };
}
