import type { Complaint } from '../problems';

/** K097 where some of a normalisation's deviations are 0. `what` says whose they are: "channels have a variance". */
export function divisionByZero(kind: string, deviations: Float64Array, what: string): Complaint | undefined {
  const zeros = deviations.filter((deviation) => !(deviation > 0)).length;
  if (zeros === 0) return undefined;
  return {
    code: 'K097',
    message: `${kind} divides by zero: ${zeros} of ${deviations.length} ${what} of 0, and eps is 0.`,
    hint: 'Leave eps at its default, or look for constant inputs and weights of zeros before this layer.',
  };
}
