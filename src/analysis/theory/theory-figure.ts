import type { TheoryFigure } from '../../report/theory';

/**
 * A figure from `docs/theory/<source>`, `source` being page, section and theorem: `equilibrium.md 3, kernel`. Numbers that are not finite
 * become null, since a Report is plain data; `note` says why then.
 */
export function theoryFigure(
  source: string,
  { value, note = null, ...figure }: Omit<TheoryFigure, 'reference' | 'note'> & { readonly note?: string | null },
): TheoryFigure {
  const isLost = typeof value === 'number' && !Number.isFinite(value);
  return { ...figure, value: isLost ? null : value, note, reference: `docs/theory/${source}` };
}
