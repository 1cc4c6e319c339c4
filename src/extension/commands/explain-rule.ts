import { showRulePage } from '../documentation';
import type { Session } from '../session';

/** What the links of hovers do. */
export async function explainRule(_session: Session, code: unknown): Promise<void> {
  if (typeof code === 'string' && /^K\d{3}$/.test(code)) await showRulePage(code);
}
