import { window } from 'vscode';

const show = {
  information: window.showInformationMessage,
  warning: window.showWarningMessage,
  error: window.showErrorMessage,
};

/** Shows a message, with a button if there is something to do. Returns at once: nobody has to read it before the work goes on. */
export function notice(
  kind: keyof typeof show,
  message: string,
  button?: { readonly title: string; readonly run: () => unknown },
): void {
  void show[kind](message, ...(button ? [button.title] : [])).then((chosen) => {
    if (chosen !== undefined) button?.run();
  });
}
