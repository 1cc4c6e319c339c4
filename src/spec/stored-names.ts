/** What tensors are called in a weights file. */
import type { Weights } from './architecture';

type Prefix = Pick<Weights['prefixes'][number], 'layer' | 'prefix'>;

/**
 * The name in the file of the tensor `<layer name>.<local name>`. Of the prefixes that speak of it the most specific counts: one of the
 * tensor before one of its layer, before one of a block around it; a written number before a `*`.
 */
export function storedName(tensor: string, prefixes: readonly Prefix[]): string {
  const [best] = prefixes
    .flatMap(({ layer, prefix }) => {
      const found = match(layer, tensor);
      return found ? [{ ...found, prefix }] : [];
    })
    .sort((a, b) => a.rest.length - b.rest.length || a.numbers.length - b.numbers.length);
  if (!best) return tensor;
  const numbers = best.numbers.values();
  return [best.prefix.replace(/\*/g, (star) => numbers.next().value ?? star), ...best.rest].join('.');
}

/** Whether `key` speaks of `name`: it is the name itself or the beginning of it, with `*` for the number of an iteration. */
export function speaksOf(key: string, name: string): boolean {
  return match(key, name) !== undefined;
}

interface Match {
  /** What the stars of the key stand for. */
  readonly numbers: readonly string[];
  /** Parts of the name behind those of the key. */
  readonly rest: readonly string[];
}

function match(key: string, name: string): Match | undefined {
  const [wanted, parts] = [key.split('.'), name.split('.')];
  const isNumber = (part: string | undefined) => part !== undefined && /^\d+$/.test(part);
  const fits = wanted.every((part, i) => part === parts[i] || (part === '*' && isNumber(parts[i])));
  if (!fits) return undefined;
  return { numbers: parts.filter((_, i) => wanted[i] === '*'), rest: parts.slice(wanted.length) };
}
