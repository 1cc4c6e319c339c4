/** Layers whose weight is standardised before it is applied. */
import { flag, type Parameter } from './parameter';

export function weightStandardized(): Parameter<boolean> {
  return flag('whether each unit applies its weights as (w - mean) / sqrt(variance + 1e-10)', false);
}

/** Kind of the graph node: an operation of its own where the weight is standardised, because its output is not linear in the tensor. */
export function operationOn(kind: string, { weight_standardized }: { readonly weight_standardized: boolean }): string {
  return weight_standardized ? `standardized_${kind}` : kind;
}
