import type { CancellationToken, Connection } from 'vscode-languageserver';
import { openDocument } from '../../service/document';
import { compareRequest, type CompareParameters, type CompareResult } from '../protocol';
import { analyseText, cancelled } from './analyse';
import { messageLines } from './message-lines';
import type { RequestContext } from './request-context';

export function listenToCompare(connection: Connection, context: RequestContext): void {
  const analyse = async ({ uri, label, text }: CompareParameters['before'], token: CancellationToken) => {
    const source = openDocument(uri, 0, text);
    const state = await analyseText(source, { ...context, token, onProgress: () => undefined });
    if (!state) return undefined;
    if (state.status === 'fresh') return { report: state.report, messages: [] };
    return { report: null, messages: messageLines(source, state).map((line) => `${label}: ${line}`) };
  };
  connection.onRequest(compareRequest, async ({ before, after }: CompareParameters, token: CancellationToken) => {
    const first = await analyse(before, token);
    const second = first && (await analyse(after, token));
    if (!second) return cancelled();
    const result: CompareResult = {
      before: first.report,
      after: second.report,
      messages: [...first.messages, ...second.messages],
    };
    return result;
  });
}
