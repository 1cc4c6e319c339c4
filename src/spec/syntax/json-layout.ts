/** JSON text with short objects and lists on one line. */
export type Json =
  string | { readonly open: '{' | '['; readonly members: readonly Member[]; readonly expanded: boolean };

interface Member {
  readonly key?: string;
  readonly value: Json;
}

/** Longest line that is not broken. */
const width = 100;

/** A text, number, flag or null. */
export function json(value: string | number | boolean | null): Json {
  return JSON.stringify(value);
}

/** An object; `expanded` puts every member on a line of its own whatever its length. */
export function object(members: readonly (readonly [string, Json])[], layout?: 'expanded'): Json {
  return { open: '{', members: members.map(([key, value]) => ({ key, value })), expanded: layout === 'expanded' };
}

export function list(items: readonly Json[], layout?: 'expanded'): Json {
  return { open: '[', members: items.map((value) => ({ value })), expanded: layout === 'expanded' };
}

/** The text; `taken` is the width already used on its first line, a following comma included. */
export function printLayout(value: Json, depth = 0, taken = 0): string {
  if (typeof value === 'string') return value;
  const { open, members } = value;
  const close = open === '{' ? '}' : ']';
  if (members.length === 0) return open + close;
  if (!isExpanded(value)) {
    const flat = printFlat(value);
    if (taken + flat.length <= width) return flat;
  }
  const indent = '  '.repeat(depth + 1);
  const lines = members.map(({ key, value: member }) => {
    const prefix = indent + printKey(key);
    return prefix + printLayout(member, depth + 1, prefix.length + 1);
  });
  return `${open}\n${lines.join(',\n')}\n${'  '.repeat(depth)}${close}`;
}

function isExpanded(value: Json): boolean {
  return typeof value !== 'string' && (value.expanded || value.members.some((member) => isExpanded(member.value)));
}

function printFlat(value: Json): string {
  if (typeof value === 'string') return value;
  const members = value.members.map(({ key, value: member }) => printKey(key) + printFlat(member)).join(', ');
  if (value.open === '[') return `[${members}]`;
  return members === '' ? '{}' : `{ ${members} }`;
}

function printKey(key: string | undefined): string {
  return key === undefined ? '' : `${JSON.stringify(key)}: `;
}
