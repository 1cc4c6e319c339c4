import { cancelNotification, type CancelParameters } from '../../server/protocol';
import type { Session } from '../session';
import { targetOf } from './target';

/** Kappa: Cancel Analysis. */
export async function cancelAnalysis(session: Session, argument: unknown): Promise<void> {
  const document = await targetOf(argument, session);
  if (!document) return;
  const parameters: CancelParameters = { uri: document.uri.toString() };
  await session.server.notify(cancelNotification, parameters);
}
