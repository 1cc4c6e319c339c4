import { fingerprint } from '../report/fingerprint';
import { readSpecification, type Specification } from '../spec/specification';
import type { Syntax } from '../spec/syntax/tree';

/** One version of an open file, read once; every feature works on this. Offsets are UTF-16 units of `text`. */
export interface SpecificationDocument {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  readonly syntax: Syntax;
  /** `fingerprint` of the text. */
  readonly hash: string;
  readonly specification: Specification;
}

export function openDocument(uri: string, version: number, text: string): SpecificationDocument {
  const syntax = syntaxOf(uri);
  return { uri, version, text, syntax, hash: fingerprint(text), specification: readSpecification(text, { syntax }) };
}

/** `.arch.json` (any `.json`) is JSON, everything else the language for people. */
export function syntaxOf(uri: string): Syntax {
  return /\.json$/i.test(uri.replace(/[?#].*$/, '')) ? 'json' : 'arch';
}
