import type { SpecificationDocument } from './document';
import { archPlace } from './place/arch-place';
import { jsonPlace } from './place/json-place';
import type { Place } from './place/place';

/** What may stand at an offset, in spite of whatever is wrong with the text. */
export function placeAt({ text, syntax, specification }: SpecificationDocument, offset: number): Place {
  return syntax === 'json' ? jsonPlace(specification.tree, offset) : archPlace(text, offset);
}
