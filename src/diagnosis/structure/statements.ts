import type { Layer } from '../../spec/architecture';

/**
 * A statement in a `repeat` stands for many layers, and one finding is enough for it: keeps the first item of each statement, with
 * words for the others (` (and 7 more)`).
 */
export function onePerStatement<T extends { readonly layer: Layer }>(
  items: readonly T[],
): readonly { readonly item: T; readonly more: string }[] {
  const starts = [...new Set(items.map(startOf))];
  return starts.map((start) => {
    const [item, ...others] = items.filter((candidate) => startOf(candidate) === start);
    return { item, more: others.length > 0 ? ` (and ${others.length} more)` : '' };
  });
}

function startOf({ layer }: { readonly layer: Layer }): number {
  return layer.range.start;
}
