import type { Range } from '../spec/problem';
import type { SpecificationDocument } from './document';
import { findNameAt } from './names';

/** Where the parameter or label at an offset is declared. */
export function findDefinition(document: SpecificationDocument, offset: number): Range | undefined {
  return findNameAt(document, offset)?.declaration;
}
