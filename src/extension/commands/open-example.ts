import type { Session } from '../session';
import { openStarter } from '../starters';

/** The walkthrough's first step. */
export async function openExample({ extensionUri }: Session): Promise<void> {
  await openStarter('unscaled-residual.arch', extensionUri);
}
