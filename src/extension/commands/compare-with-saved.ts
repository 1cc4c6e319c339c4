import { notice } from '../notices';
import type { Session } from '../session';
import { nameOf } from '../specifications';
import { compare } from './compare';
import { targetOf } from './target';

/** Kappa: Compare With Last Saved. */
export async function compareWithSaved(session: Session, argument: unknown): Promise<void> {
  const document = await targetOf(argument, session);
  if (!document) return;
  const { uri } = document;
  const text = await session.savedTexts.of(document);
  if (text === undefined) return notice('information', `${nameOf(uri)} has never been saved.`);
  if (text === document.getText())
    return notice('information', `${nameOf(uri)} has not changed since it was opened or last saved by hand.`);
  await compare(document, { uri, label: 'last saved', text }, session);
}
