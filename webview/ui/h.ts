export type Child = Node | string | number | null | undefined | false | readonly Child[];

type Value = string | number | boolean | null | undefined | ((event: Event) => void);

/**
 * An element with attributes and children. `onclick` and the like take listeners; true sets an attribute without a value; false, null and
 * undefined leave it out. Text is always text: nothing given here is read as HTML.
 */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes?: Readonly<Record<string, Value>>,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name];
export function h(
  name: string,
  attributes?: Readonly<Record<string, Value>>,
  ...children: readonly Child[]
): HTMLElement;
export function h(name: string, attributes: Readonly<Record<string, Value>> = {}, ...children: readonly Child[]) {
  return filled(document.createElement(name), attributes, children);
}

const svgNamespace = 'http://www.w3.org/2000/svg';

export function svg(
  name: string,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: readonly Child[]
): SVGElement {
  return filled(document.createElementNS(svgNamespace, name), attributes, children);
}

/** Puts new children in place of the old ones; the focus stays on the element with the same id. */
export function replaceChildren(parent: Element, ...children: readonly Child[]): void {
  const focused = parent.contains(document.activeElement) ? document.activeElement?.id : undefined;
  parent.replaceChildren(...nodes(children));
  if (focused) document.getElementById(focused)?.focus();
}

function filled<T extends Element>(
  element: T,
  attributes: Readonly<Record<string, Value>>,
  children: readonly Child[],
): T {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.replace(/^on/, ''), value);
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...nodes(children));
  return element;
}

function nodes(children: readonly Child[]): readonly (Node | string)[] {
  return children.flatMap((child): readonly (Node | string)[] => {
    if (child === null || child === undefined || child === false) return [];
    if (child instanceof Node || typeof child === 'string') return [child];
    return typeof child === 'number' ? [String(child)] : nodes(child);
  });
}
