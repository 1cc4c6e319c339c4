import type { Host } from '../state/host';
import { type Child, h } from './h';

export interface DisclosureOptions {
  /** Unique on the page; whether it is open is remembered under it. */
  readonly id: string;
  readonly summary: Child;
  readonly testId?: string;
  /** Made when it opens for the first time. */
  content(): Child;
}

/** Something that shows on demand. */
export function disclosure({ id, summary, testId, content }: DisclosureOptions, host: Host): HTMLElement {
  const open = host.memory.open.includes(id);
  let made = open;
  const element = h(
    'details',
    { id, open, 'data-testid': testId },
    h('summary', { id: `${id}-summary` }, summary),
    open && content(),
  );
  element.addEventListener('toggle', () => {
    if (element.open && !made) element.append(h('div', {}, content()));
    made ||= element.open;
    const others = host.memory.open.filter((each) => each !== id);
    if (element.open !== host.memory.open.includes(id))
      host.remember({ open: element.open ? [...others, id] : others });
  });
  return element;
}
