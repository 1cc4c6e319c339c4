import type { TextDocument } from 'vscode';
import { analyseRequest, type AnalyseParameters, type AnalyseResult } from '../server/protocol';
import { withPatience } from './progress';
import type { Server } from './server';
import { nameOf } from './specifications';
import type { States } from './states';

/** Analyses an open document now. Undefined when the user cancels it. */
export function analyse(
  document: TextDocument,
  { server, states }: { readonly server: Server; readonly states: States },
): Promise<AnalyseResult | undefined> {
  const parameters: AnalyseParameters = { uri: document.uri.toString() };
  return withPatience(`Analysing ${nameOf(document.uri)}`, async (token, say) => {
    const listening = states.onDidChange(() => {
      const state = states.of(document);
      if (state?.status === 'analysing' && state.progress) say(state.progress.stage);
    });
    try {
      return await server.request<AnalyseResult>(analyseRequest, parameters, token);
    } finally {
      listening.dispose();
    }
  });
}
