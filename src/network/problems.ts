/** Problems met while an architecture gets its numbers. */
import type { Problem, Range, Severity } from '../spec/problem';

/** Code and title, for the documentation. */
export const networkProblems = {
  K080: 'File cannot be read',
  K081: 'File is not what its format promises',
  K082: 'Value is not a finite number',
  K083: 'Data do not fit the input shape',
  K084: 'No samples',
  K085: 'Targets do not fit the samples, the output or the loss',
  K086: 'Tensor is missing from the weights file',
  K087: 'Tensor has another shape in the weights file',
  K088: 'Weights file holds tensors that nothing uses',
  K089: 'Too large for memory',
  K090: 'Data lie in fewer dimensions than they have features',
  K094: 'Sample of zeros cannot be normalised',
  K095: 'Data have the right size but other axes than the input',
  K096: 'Embedding is given something else than token ids',
  K097: 'A normalisation divides by zero',
  K500: 'An implicit layer has no state',
} as const;

export type NetworkProblemCode = keyof typeof networkProblems;

/** What is wrong, without a place: the caller knows the range. */
export interface Complaint {
  readonly code: NetworkProblemCode;
  readonly message: string;
  readonly hint?: string;
  /** Default: error. */
  readonly severity?: Severity;
}

export function locate({ severity = 'error', ...complaint }: Complaint, range: Range): Problem {
  return { ...complaint, severity, range };
}
