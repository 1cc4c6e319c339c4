/** Words that open a directive, in the order of canonical text. */
export const directiveWords = [
  'input',
  'layout',
  'data',
  'loss',
  'init',
  'biases',
  'weights',
  'seeds',
  'expect',
  'allow',
] as const;

/** Calls whose first argument is a path: a JSON string there is never an expression. */
export const fileCalls: ReadonlySet<string> = new Set(['npy', 'csv', 'idx']);

const name = /^(?!(?:true|false)$)[A-Za-z_][A-Za-z0-9_]*$/;

/** Whether `text` can stand as a label, kind, parameter or argument name. */
export function isName(text: string): boolean {
  return name.test(text);
}
