// Text between `<!-- name -->` and `<!-- /name -->` of a Markdown file, which scripts rewrite.

/** The file's text with the section replaced. Throws when the file has no such section. */
export function replaceSection(text, name, contents) {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`No section ${open} … ${close}.`);
  return `${text.slice(0, start + open.length)}\n${contents.trim()}\n${text.slice(end)}`;
}

/** What stands in the section. */
export function sectionOf(text, name) {
  const open = `<!-- ${name} -->`;
  return text.slice(text.indexOf(open) + open.length, text.indexOf(`<!-- /${name} -->`)).trim();
}
