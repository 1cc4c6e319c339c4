import { type Figures, figuresOf, isPending, type PanelModel } from '../state/model';
import { h } from './h';

/** A piece of the page that follows the model. */
export interface Part {
  readonly element: HTMLElement;
  update(model: PanelModel): void;
}

export interface SectionOptions<Data> {
  /** Its `data-testid` is `section-<id>`. */
  readonly id: string;
  readonly title: string;
  /** Keeps its place while an analysis runs that has not come to it; what not every model has appears only with its figures. */
  readonly always?: boolean;
  /** Plain data; null where the report holds nothing to show here. */
  read(figures: Figures): Data | null;
  /** Called once; what it returns is called with each new data, not with the same again. */
  content(body: HTMLElement, tools: HTMLElement): (data: Data) => void;
}

/**
 * A titled section with the three faces that each of them has: absent, awaiting its figures (with the last ones hidden in their place, so
 * that nothing jumps), and filled.
 */
export function section<Data>({ id, title, always = false, read, content }: SectionOptions<Data>): Part {
  const tools = h('div', { class: 'tools' });
  const body = h('div', { class: 'body' });
  const element = h(
    'section',
    { class: 'section', hidden: true, 'aria-labelledby': `${id}-title`, 'data-testid': `section-${id}` },
    h('div', { class: 'section-head' }, h('h2', { id: `${id}-title` }, title), tools),
    body,
  );
  const show = content(body, tools);
  let shown: string | undefined;
  const update = (model: PanelModel) => {
    const figures = figuresOf(model);
    const data = figures && read(figures);
    const waiting = data === null && isPending(model) && (always || !element.hidden);
    element.hidden = data === null && !waiting;
    element.classList.toggle('waiting', waiting);
    element.ariaBusy = String(waiting);
    tools.hidden = waiting;
    if (data === null) return;
    const key = JSON.stringify(data);
    if (key !== shown) show(data);
    shown = key;
  };
  return { element, update };
}
