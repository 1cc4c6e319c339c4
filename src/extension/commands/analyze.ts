import { commands, window, type TextDocument } from 'vscode';
import { kappaPhrase } from '../../report/summary';
import { verdictOn } from '../../report/verdict';
import type { AnalyseResult } from '../../server/protocol';
import { analyse } from '../analyse';
import type { Session } from '../session';
import { nameOf } from '../specifications';
import { targetOf } from './target';

/** Kappa: Analyze Conditioning. */
export async function analyze(session: Session, argument: unknown): Promise<void> {
  const document = await targetOf(argument, session);
  const result = document && (await analyse(document, session));
  if (document && result) await announce(document, result, session);
}

async function announce(document: TextDocument, { state }: AnalyseResult, { panel, log }: Session): Promise<void> {
  const name = nameOf(document.uri);
  switch (state.status) {
    case 'fresh': {
      const verdict = verdictOn(state.report);
      const figures = `${name}: κ ${kappaPhrase(state.report)}${verdict ? `, ${verdict}` : ''}.`;
      if (await window.showInformationMessage(figures, 'Open Panel')) panel.show(document);
      return;
    }
    case 'invalid':
      if (await window.showWarningMessage(`${name} has errors and cannot be analysed.`, 'Show Problems'))
        await commands.executeCommand('workbench.actions.view.problems');
      return;
    case 'failed':
      if (await window.showErrorMessage(`${name}: ${state.message}`, 'Show Log')) log.show();
      return;
    case 'idle':
    case 'analysing':
      return;
  }
}
