import type { Range } from '../spec/problem';
import type { SpecificationDocument } from './document';
import { findNameAt, findNames } from './names';

/** Every place where the parameter or label at an offset stands, in the order of the text. */
export function findReferences(
  document: SpecificationDocument,
  offset: number,
  includeDeclaration: boolean,
): readonly Range[] {
  const chosen = findNameAt(document, offset)?.declaration;
  if (!chosen) return [];
  return findNames(document)
    .filter(({ declaration }) => declaration.start === chosen.start)
    .map(({ range }) => range)
    .filter(({ start }) => includeDeclaration || start !== chosen.start)
    .sort((a, b) => a.start - b.start);
}
