import type { Host } from '../state/host';
import { type Child, h, replaceChildren } from './h';

export interface TabsOptions {
  /** Unique on the page; which tab is chosen is remembered under it. */
  readonly id: string;
  /** What the list of tabs is called. */
  readonly label: string;
  readonly tabs: readonly { readonly id: string; readonly title: string; content(): Child }[];
}

/** One of several contents at a time; arrow keys go from tab to tab. */
export function tabs({ id, label, tabs: all }: TabsOptions, host: Host): HTMLElement {
  const remembered = host.memory.open.find((each) => each.startsWith(`${id}-tab-`));
  const panel = h('div', { role: 'tabpanel', id: `${id}-panel`, class: 'tab-panel' });
  const buttons = all.map((tab) =>
    h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `${id}-tab-${tab.id}`,
        class: 'tab',
        'aria-controls': `${id}-panel`,
        'data-testid': `${id}-tab-${tab.id}`,
        onclick: () => choose(tab.id),
        onkeydown: (event) => move(event as KeyboardEvent),
      },
      tab.title,
    ),
  );
  const choose = (chosen: string) => {
    all.forEach((tab, index) => {
      const selected = tab.id === chosen;
      buttons[index].ariaSelected = String(selected);
      buttons[index].tabIndex = selected ? 0 : -1;
      if (selected) replaceChildren(panel, tab.content());
    });
    panel.setAttribute('aria-labelledby', `${id}-tab-${chosen}`);
    const others = host.memory.open.filter((each) => !each.startsWith(`${id}-tab-`));
    const entry = `${id}-tab-${chosen}`;
    if (!host.memory.open.includes(entry)) host.remember({ open: [...others, entry] });
  };
  const move = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };
    const step = steps[event.key];
    if (step === undefined) return;
    const at = buttons.indexOf(event.currentTarget as HTMLButtonElement);
    const next = (at + step + buttons.length) % buttons.length;
    choose(all[next].id);
    buttons[next].focus();
    event.preventDefault();
  };
  choose((all.find((tab) => `${id}-tab-${tab.id}` === remembered) ?? all[0]).id);
  return h('div', {}, h('div', { role: 'tablist', 'aria-label': label, class: 'tab-list' }, buttons), panel);
}
