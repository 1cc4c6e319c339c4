/** Text with places to fill in, in the notation of the language server protocol. */

/** A place with text that typing replaces. */
export function tabStop(index: number, text = ''): string {
  return text === '' ? `$${index}` : `\${${index}:${literal(text)}}`;
}

/** A place with a list to choose from; the first is filled in. */
export function choiceStop(index: number, choices: readonly string[]): string {
  return choices.length === 1
    ? tabStop(index, choices[0])
    : `\${${index}|${choices.map((choice) => choice.replaceAll(/[\\,|$}]/g, '\\$&')).join(',')}|}`;
}

/** The text that a snippet leaves when nothing is typed into its places. */
export function filledIn(snippet: string): string {
  return snippet
    .replaceAll(/\$\{\d+\|((?:[^\\,|]|\\.)*)(?:[^\\|]|\\.)*\|\}/g, '$1')
    .replaceAll(/\$\{\d+:((?:[^\\}]|\\.)*)\}/g, '$1')
    .replaceAll(/(^|[^\\])\$\d+/g, '$1')
    .replaceAll(/\\([\\$},|])/g, '$1');
}

/** Text that has no places. */
export function literal(text: string): string {
  return text.replaceAll(/[\\$}]/g, '\\$&');
}
