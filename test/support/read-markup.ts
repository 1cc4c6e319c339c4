/** A strict reader of the markup that our renderers write: every element is closed, attributes are quoted, text is escaped. */

export interface ReadElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const voids = new Set(['meta', 'link', 'br']);

/** All elements in the order of the text. Throws where the markup is not well formed. */
export function elementsOf(markup: string): readonly ReadElement[] {
  const open: string[] = [];
  const elements: ReadElement[] = [];
  for (const { closing, name, attributes, empty } of tagsOf(markup)) {
    if (closing) {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
    } else {
      elements.push({ name, attributes });
      if (!empty && !voids.has(name)) open.push(name);
    }
  }
  if (open.length > 0) throw new Error(`<${open.join('> <')}> is not closed`);
  return elements;
}

/** What a reader sees of the body, style sheet left out. */
export function textOf(markup: string): string {
  return unescaped(
    markup
      .replace(/<style>[^]*?<\/style>/g, '')
      .replace(/<title>[^<]*<\/title>/g, '')
      .replace(/<[^>]*>/g, ''),
  );
}

function* tagsOf(markup: string) {
  const body = markup.replace(/<!DOCTYPE html>/, '').replace(/<style>[^]*?<\/style>/g, '');
  let at = 0;
  const tag = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z][\w:-]*="[^"<>]*")*)\s*(\/?)>/y;
  while (at < body.length) {
    if (body[at] !== '<') {
      if (body[at] === '>') throw new Error(`a bare > at ${at}`);
      at++;
      continue;
    }
    tag.lastIndex = at;
    const match = tag.exec(body);
    if (match === null) throw new Error(`not a tag: ${body.slice(at, at + 60)}`);
    const pairs = [...match[3].matchAll(/([a-zA-Z][\w:-]*)="([^"]*)"/g)].map(([, key, value]) => [
      key,
      unescaped(value),
    ]);
    yield {
      closing: match[1] === '/',
      name: match[2],
      attributes: Object.fromEntries(pairs) as Record<string, string>,
      empty: match[4] === '/',
    };
    at = tag.lastIndex;
  }
}

function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
