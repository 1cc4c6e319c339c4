/** Text of HTML and SVG. Attributes and `escaped` text cannot break out of their place. */

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element around markup; attributes that are undefined are left out. Without children it closes itself, as SVG wants. */
export function tag(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const head = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('');
  return children.length === 0 ? `<${name}${head}/>` : `<${name}${head}>${children.join('')}</${name}>`;
}

export function escaped(text: string): string {
  return (
    text
      // Neither HTML nor XML can carry these.
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
  );
}
