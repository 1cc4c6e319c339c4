/** Links to rule pages. Documents of the extension's own file system stand behind them (documentation.ts). */

export const documentationScheme = 'kappa-docs';

/** Prefix of the address of every rule page, for the server. */
export const rulePages = `${documentationScheme}:/rules/`;

export const explainCommand = 'kappa.explainRule';

/** Hovers follow links of few schemes; a command is one of them. */
export function withCommandLinks(markdown: string): string {
  return markdown.replace(
    new RegExp(`\\]\\(${rulePages}(K\\d{3})\\.md\\)`, 'g'),
    (_, code: string) => `](command:${explainCommand}?${encodeURIComponent(JSON.stringify([code]))})`,
  );
}
