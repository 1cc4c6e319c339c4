import { formatNumber } from './numbers';
import { theoryTopics, type TheoryFigure, type TheorySection, type TheorySections } from './theory';

/** Sections that have something to say, in the order of display, under their titles. */
export function speakingSections(
  theory: TheorySections,
): readonly { readonly title: string; readonly section: TheorySection }[] {
  return theoryTopics
    .map(({ key, title }) => ({ title, section: theory[key] }))
    .filter(({ section }) => section.reason === null);
}

/** A figure as people read it; why there is none where it has no value. */
export function theoryValue({ value, note }: TheoryFigure): string {
  if (value === null) return note === null ? '-' : `none: ${note}`;
  return typeof value === 'number' ? formatNumber(value) : value;
}

/** `deep-conditioning 6` for `docs/theory/deep-conditioning.md 6`. */
export function shortReference(reference: string): string {
  return reference.replace(/^docs\/theory\/(.*)\.md/, '$1');
}
