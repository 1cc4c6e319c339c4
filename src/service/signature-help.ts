import { documentParameter, signatureParts } from '../spec/catalogue/documentation';
import type { SpecificationDocument } from './document';
import { placeAt } from './place';
import type { SignatureHelp } from './types';

/** The call around an offset, and which of its parameters the argument there is for. */
export function doSignatureHelp(document: SpecificationDocument, offset: number): SignatureHelp | undefined {
  const { call } = placeAt(document, offset);
  if (!call) return undefined;
  const { name, summary, parameters } = call.callable;
  const parts = signatureParts(parameters);
  if (parts.length === 0) return undefined;
  const documented = Object.entries(parameters).map(([key, parameter]) => documentParameter(key, parameter));
  let start = `${name}(`.length;
  const help = parts.map((part, i) => {
    const label = [start, start + part.length] as const;
    start += part.length + ', '.length;
    return { label, documentation: documented[i] };
  });
  const activeParameter = call.name === undefined ? -1 : Object.keys(parameters).indexOf(call.name);
  return { label: `${name}(${parts.join(', ')})`, documentation: summary, parameters: help, activeParameter };
}
