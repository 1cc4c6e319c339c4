// eslint-disable-next-line no-control-regex -- the escape sequences that `Paint` writes
const painted = /\x1b\[\d+m/g;
// eslint-disable-next-line no-control-regex -- what a terminal could act upon, and marks that reorder text
const unsafe = /[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
/** Most of what is printed; finding out of every character what Unicode says of it takes most of the time of a report. */
const oneColumnEach = /^[\x20-\x7e]*$/;
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** The user's text made harmless: a control character shows as `�`, so it cannot steer the terminal. Tabs stay. */
export function visible(text: string): string {
  return text.replace(unsafe, '\ufffd');
}

/** Columns that a text takes in a terminal, colours not counted. */
export function textWidth(text: string): number {
  const bare = text.replace(painted, '');
  if (oneColumnEach.test(bare)) return bare.length;
  let width = 0;
  for (const character of bare) width += characterWidth(character);
  return width;
}

export function characterWidth(character: string): number {
  if (/^\p{Mark}$/u.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - textWidth(text))) + text;
}

/** The text in at most `width` columns, its end replaced by `…` when it does not fit. For text without colours. */
export function clip(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  let used = 1;
  for (const character of text) {
    used += characterWidth(character);
    if (used > width) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Words broken into lines of at most `width` columns; a longer word has a line of its own. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && textWidth(line) + 1 + textWidth(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
