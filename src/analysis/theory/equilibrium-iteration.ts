import type { Network } from '../../network/network';
import { Matrix } from '../../numerics/matrix';
import type { TheoryCurve } from '../../report/theory';
import { isUnavailable } from '../../theory/certainty';
import { type EquilibriumWeights, finiteEquilibrium, picardTrace } from '../../theory/equilibrium/finite-width';
import { type EquilibriumLayer, weightsOf } from '../../theory/equilibrium/layers';

const STEPS = 40;
/** Wider layers take seconds for their spectra. */
const MOST_UNITS = 128;
/** Distances below it are rounding. */
const NOTHING = 1e-14;

/** How plain iteration approaches the state of the first position, with its certified error. inputs: n x features. */
export function iterationCurve(
  network: Network,
  layer: EquilibriumLayer,
  inputs: Matrix,
  name: string,
): readonly TheoryCurve[] {
  if (layer.units > MOST_UNITS) return [];
  const { weights, input } = biasAsInput(network, layer, inputs.row(0));
  const found = finiteEquilibrium(weights, input);
  if (isUnavailable(found)) return [];
  const { errors, bounds } = picardTrace(weights, found, { inputs: input, sample: 0, steps: STEPS });
  const points = (values: readonly number[]) =>
    values.flatMap((value, k) => (value > NOTHING ? [[k + 1, value] as const] : []));
  return [
    {
      id: `iteration.${name}`,
      title: `Plain iteration of ${name} at the first position`,
      horizontal: { title: 'iteration', scale: 'linear' },
      vertical: { title: 'distance to the state', scale: 'log' },
      series: [
        { name: 'distance', certainty: 'exact', points: points(errors) },
        ...(bounds ? [{ name: 'certified', certainty: 'bound' as const, points: points(bounds) }] : []),
      ],
      marks: [],
    },
  ];
}

/** A bias is one more input, 1. */
function biasAsInput(
  network: Network,
  layer: EquilibriumLayer,
  first: Float64Array,
): { readonly weights: EquilibriumWeights; readonly input: Matrix } {
  const { phi, units, features } = layer;
  const { recurrent, injected, bias } = weightsOf(network, layer);
  const readout = new Array<number>(units).fill(0);
  if (!bias) return { weights: { phi, recurrent, injected, readout }, input: new Matrix(1, features, first) };
  const extended = new Matrix(units, features + 1);
  for (let i = 0; i < units; i++) {
    extended.row(i).set(injected.row(i));
    extended.set(i, features, bias[i]);
  }
  const input = new Matrix(1, features + 1, Float64Array.of(...first, 1));
  return { weights: { phi, recurrent, injected: extended, readout }, input };
}
