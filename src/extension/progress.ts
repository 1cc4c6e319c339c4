import { CancellationTokenSource, ProgressLocation, window, type CancellationToken } from 'vscode';

/** A run shorter than this shows no notification. */
const patience = 1000;

/**
 * Runs what the user asked for; once it takes longer than a second, with a notification that cancels it. Undefined when it was cancelled.
 * `task` gets a function that shows how far it is.
 */
export async function withPatience<T>(
  title: string,
  task: (token: CancellationToken, say: (progress: string) => void) => Promise<T>,
): Promise<T | undefined> {
  const source = new CancellationTokenSource();
  let last = '';
  let show = (progress: string): void => void (last = progress);
  const running = cancellable(
    task(source.token, (progress) => show(progress)),
    source.token,
  );
  const timer = setTimeout(
    () =>
      void window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, (bar, token) => {
        token.onCancellationRequested(() => source.cancel());
        show = (message) => bar.report({ message });
        if (last) show(last);
        return running.then(ignore, ignore);
      }),
    patience,
  );
  try {
    return await running;
  } finally {
    clearTimeout(timer);
    source.dispose();
  }
}

const ignore = () => undefined;

/** What is cancelled may reject in any way; nobody waits for it any more. */
async function cancellable<T>(running: Promise<T>, token: CancellationToken): Promise<T | undefined> {
  try {
    const value = await running;
    return token.isCancellationRequested ? undefined : value;
  } catch (error) {
    if (token.isCancellationRequested) return undefined;
    throw error;
  }
}
