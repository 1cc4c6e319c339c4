import type { Connection } from 'vscode-languageserver';
import { ruleCatalogue } from '../../diagnosis/catalogue';
import type { Outcome } from '../../report/outcome';
import { fileName } from '../file-name';
import { renderRequest, type RenderParameters, type RenderResult } from '../protocol';
import { version } from '../version';
import type { RequestContext } from './request-context';

export function listenToRender(connection: Connection, { sessions }: RequestContext): void {
  connection.onRequest(renderRequest, async ({ uri, format }: RenderParameters): Promise<RenderResult | null> => {
    const session = sessions.get(uri);
    if (session?.state.status !== 'fresh') return null;
    const { source } = session.document;
    const { report, problems } = session.state;
    const file = fileName(uri);
    const outcome = {
      file,
      source: source.text,
      report,
      problems: [...source.specification.problems, ...problems],
    };
    const { extension, render } = formats[format];
    return { text: await render(outcome), fileName: `${file.replace(/\.arch(\.json)?$/i, '')}.report.${extension}` };
  });
}

interface Format {
  readonly extension: string;
  readonly render: (outcome: Outcome & Required<Pick<Outcome, 'report'>>) => Promise<string>;
}

const formats: Readonly<Record<RenderParameters['format'], Format>> = {
  markdown: {
    extension: 'md',
    render: async (outcome) => (await import('../../report/markdown')).renderMarkdown(outcome),
  },
  json: { extension: 'json', render: async (outcome) => (await import('../../report/json')).renderJson([outcome]) },
  html: { extension: 'html', render: async (outcome) => (await import('../../report/html')).renderHtml(outcome) },
  csv: { extension: 'csv', render: async ({ report }) => (await import('../../report/csv')).renderCsv([report]) },
  sarif: {
    extension: 'sarif',
    render: async (outcome) =>
      (await import('../../report/sarif')).renderSarif([outcome], {
        toolVersion: version,
        rule: (code) => ruleCatalogue.find((entry) => entry.code === code),
      }),
  },
};
