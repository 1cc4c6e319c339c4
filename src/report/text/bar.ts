const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A share in [0, 1] as a horizontal bar of at most `width` columns, to an eighth of a column; a share above 0 is never invisible. */
export function bar(share: number | null, width: number): string {
  if (share === null || !(share > 0)) return '';
  const steps = Math.max(1, Math.round(Math.min(1, share) * width * 8));
  return '█'.repeat(Math.floor(steps / 8)) + eighths[steps % 8];
}
