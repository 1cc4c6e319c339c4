import type { Session } from '../session';
import { targetOf } from './target';

/** Kappa: Open Conditioning Panel. */
export async function openPanel(session: Session, argument: unknown): Promise<void> {
  const document = await targetOf(argument, session);
  if (document) await session.panel.show(document);
}
