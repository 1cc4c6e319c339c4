import type { Certainty } from '../../report/report';
import type { TheoryFigure } from '../../report/theory';

/** A figure of a section; a value that is no finite number becomes null, and the note must say why. */
export function figure(
  id: string,
  title: string,
  value: number | string | null,
  { certainty, reference, note = null }: { certainty: Certainty; reference: string; note?: string | null },
): TheoryFigure {
  const said = typeof value === 'number' && !Number.isFinite(value) ? null : value;
  return { id, title, value: said, certainty, reference, note };
}
