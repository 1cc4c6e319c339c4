/** What a reader of a file format returns: what could be read, and plain sentences on what is wrong. No value: nothing can be used. */
export interface Reading<T> {
  readonly value: T | undefined;
  readonly problems: readonly string[];
}

export function readable<T>(value: T, problems: readonly string[] = []): Reading<T> {
  return { value, problems };
}

export function unreadable(problem: string): Reading<never> {
  return { value: undefined, problems: [problem] };
}
