import type { Session } from '../session';

/** Kappa: Show Log. */
export function showLog({ log }: Session): void {
  log.show();
}
