/** Links to the pages of codes, which the service writes as `docs/rules/K110.md`, as the client can open them. */
export class Documentation {
  /** `prefix` ends in a slash. */
  constructor(private readonly prefix: string) {}

  /** `page`: a path in the package. */
  address(page: string): string {
    return this.prefix + page.slice(page.lastIndexOf('/') + 1);
  }

  /** Markdown with its links to pages made absolute. */
  inMarkdown(markdown: string): string {
    return markdown.replace(/\]\((docs\/rules\/[^)]+)\)/g, (_, page: string) => `](${this.address(page)})`);
  }
}
