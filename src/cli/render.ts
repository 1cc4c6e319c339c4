import type { Outcome } from '../report/outcome';
import type { Host } from './host';
import type { Format } from './options';

/** All outcomes in one document of a format for programs or pages. */
export async function renderDocument(
  format: Exclude<Format, 'text'>,
  outcomes: readonly Outcome[],
  host: Host,
): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../report/json')).renderJson(outcomes);
    case 'csv':
      return (await import('../report/csv')).renderCsv(outcomes.flatMap(({ report }) => report ?? []));
    case 'markdown': {
      const { renderMarkdown } = await import('../report/markdown');
      return outcomes.map(renderMarkdown).join('\n');
    }
    case 'html':
      return (await import('../report/html')).renderHtml(...outcomes);
    case 'sarif': {
      const { renderSarif } = await import('../report/sarif');
      const { sarifOptions } = await import('./sarif-options');
      return renderSarif(outcomes, sarifOptions(host));
    }
  }
}
