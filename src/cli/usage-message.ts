import { visible } from '../report/text/text-width';
import type { UsageError } from './usage-error';

/** `kappa: sentence`, and a hint on a line of its own. */
export function usageMessage({ message, hint }: UsageError): string {
  return `kappa: ${visible(message)}\n${hint === undefined ? '' : `  hint: ${visible(hint)}\n`}`;
}
