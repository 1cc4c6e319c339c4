import { Disposable, MarkdownString, StatusBarAlignment, ThemeColor, window, workspace } from 'vscode';
import { isSpecification } from './specifications';
import type { States } from './states';
import { statusOf } from './status-text';

/** kappa of the specification that has the focus, in the status bar; a click opens the panel. */
export function createStatusItem(states: States): Disposable {
  const item = window.createStatusBarItem('kappa.status', StatusBarAlignment.Right, 100);
  item.name = 'Kappa Lens';
  item.command = 'kappa.openPanel';
  const update = () => {
    const document = window.activeTextEditor?.document;
    if (!document || !isSpecification(document)) return item.hide();
    const state = states.of(document);
    const { text, tooltip } = statusOf(state);
    item.text = text;
    item.tooltip = new MarkdownString(`${escaped(tooltip)} ${(state && actions[state.status]) ?? ''}`);
    item.tooltip.isTrusted = { enabledCommands: ['kappa.analyze', 'kappa.cancelAnalysis', 'kappa.showLog'] };
    item.backgroundColor = state?.status === 'failed' ? failedBackground : undefined;
    item.accessibilityInformation = { label: `Kappa Lens: ${tooltip}`, role: 'button' };
    item.show();
  };
  update();
  return Disposable.from(
    item,
    states.onDidChange(update),
    window.onDidChangeActiveTextEditor(update),
    workspace.onDidChangeTextDocument(update),
    workspace.onDidOpenTextDocument(update),
  );
}

const actions: Readonly<Record<string, string>> = {
  idle: '[Analyse](command:kappa.analyze)',
  analysing: '[Cancel](command:kappa.cancelAnalysis)',
  failed: '[Try Again](command:kappa.analyze) · [Show Log](command:kappa.showLog)',
};

const failedBackground = new ThemeColor('statusBarItem.errorBackground');

/** Figures and file names are text, whatever Markdown makes of their signs. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#+!|~-]/g, '\\$&');
}
