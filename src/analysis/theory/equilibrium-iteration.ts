import type { Network } from '../../network/network';
import { forwardOnData } from '../../network/passes';
import { Matrix } from '../../numerics/matrix';
import type { TheoryCurve } from '../../report/theory';
import { isUnavailable } from '../../theory/certainty';
import { type EquilibriumWeights, finiteEquilibrium, picardTrace } from '../../theory/equilibrium/finite-width';
import type { EquilibriumLayer } from '../../theory/equilibrium/layers';

const STEPS = 40;
/** Distances below it are rounding. */
const NOTHING = 1e-14;

/** How plain iteration approaches the state of the first position, with its certified error. */
export function iterationCurve(network: Network, layer: EquilibriumLayer, name: string): readonly TheoryCurve[] {
  const { weights, input } = givenLayer(network, layer);
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
function givenLayer(
  network: Network,
  { node: id, phi, units, features }: EquilibriumLayer,
): { readonly weights: EquilibriumWeights; readonly input: Matrix } {
  const { node, operation } = network.nodes[id];
  const names = Object.keys(node.tensors);
  const values = (name: string) => operation.parameters[names.indexOf(name)]?.values;
  const bias = values('bias');
  const columns = features + (bias ? 1 : 0);
  const injected = new Matrix(units, columns);
  for (let i = 0; i < units; i++) {
    injected.row(i).set(values('weight_ih').subarray(i * features, (i + 1) * features));
    if (bias) injected.set(i, features, bias[i]);
  }
  const input = new Matrix(1, columns);
  input.data.fill(1);
  input.data.set(forwardOnData(network).outputs[node.inputs[0]].data.subarray(0, features));
  const recurrent = new Matrix(units, units, values('weight_hh'));
  return { weights: { phi, recurrent, injected, readout: new Array<number>(units).fill(0) }, input };
}
