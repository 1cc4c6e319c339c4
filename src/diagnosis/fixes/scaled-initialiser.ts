import type { Initialiser } from '../../spec/architecture';
import { figure } from '../figures';

/** The initialiser with its standard deviation multiplied, as `.arch` writes it; undefined for weights that are not drawn. */
export function scaledInitialiser({ name, fan, gain, std, seed }: Initialiser, factor: number): string | undefined {
  switch (name) {
    case 'normal':
      return `normal(${figure(std! * factor)}, seed: ${seed})`;
    case 'orthogonal':
    case 'delta_orthogonal':
      return `${name}(gain: ${figure(gain * factor)}, seed: ${seed})`;
    case 'identity':
    case 'zeros':
      return undefined;
    default:
      return `${name}(fan: ${fan}, gain: ${figure(gain * factor)}, seed: ${seed})`;
  }
}
