import { commands, type TextDocument } from 'vscode';
import { kappaPhrase } from '../../report/summary';
import { verdictOn } from '../../report/verdict';
import type { AnalyseResult } from '../../server/protocol';
import { analyse } from '../analyse';
import { notice } from '../notices';
import type { Session } from '../session';
import { nameOf } from '../specifications';
import { targetOf } from './target';

/** Kappa: Analyze Conditioning. */
export async function analyze(session: Session, argument: unknown): Promise<void> {
  const document = await targetOf(argument, session);
  const result = document && (await analyse(document, session));
  if (document && result) announce(document, result, session);
}

function announce(document: TextDocument, { state }: AnalyseResult, { panel, log }: Session): void {
  const name = nameOf(document.uri);
  switch (state.status) {
    case 'fresh': {
      const verdict = verdictOn(state.report);
      const figures = `${name}: κ ${kappaPhrase(state.report)}${verdict ? `, ${verdict}` : ''}.`;
      return notice('information', figures, { title: 'Open Panel', run: () => panel.show(document) });
    }
    case 'invalid':
      return notice('warning', `${name} has errors and cannot be analysed.`, {
        title: 'Show Problems',
        run: () => commands.executeCommand('workbench.actions.view.problems'),
      });
    case 'failed':
      return notice('error', `${name}: ${state.message}`, { title: 'Show Log', run: () => log.show() });
    case 'idle':
    case 'analysing':
      return;
  }
}
