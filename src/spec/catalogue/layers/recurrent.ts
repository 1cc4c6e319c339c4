/** Layers that carry a state along a sequence. */
import type { Shape } from '../../architecture';
import { biases, initialiser } from '../initialisers';
import { layer, type ShapeProblem } from '../layer';
import { choice, count, flag } from '../parameter';
import { pruning } from '../pruning';
import { formatShape, lastAxis, withLastAxis } from '../shapes';

const units = { units: count('length of the state and of every output') };
const common = {
  bias: flag('whether both maps add a bias', true),
  init: initialiser(),
  biases: biases(),
  prune: pruning(),
  trainable: flag('whether weights and biases are learned', true),
};

const shared =
  'Takes `length x features` and gives the whole sequence of outputs, `length x units`, from a state of zeros. Tensors are those of PyTorch: ' +
  '`weight_ih_l0`, `weight_hh_l0`, `bias_ih_l0`, `bias_hh_l0`. Stack statements for more layers; `slice(0, step: -1)` before and after one ' +
  'reverses its direction, `slice(0, from: -1)` takes the last output.';

export const rnn = layer('rnn', {
  summary: "Recurrent layer: h' = tanh(W_ih x + b_ih + W_hh h + b_hh).",
  documentation: shared,
  parameters: { ...units, nonlinearity: choice('applied in every step', ['tanh', 'relu'], 'tanh'), ...common },
  tensors: (settings, input) => recurrentTensors(1, settings, input),
  shape: ({ units }, input) => sequence('rnn', units, input),
});

export const lstm = layer('lstm', {
  summary: "Long short-term memory: c' = f c + i g, h' = o tanh(c'), with gates i, f, g, o of input and state.",
  documentation: `${shared} Rows of the weights are gate by gate: i, f, g, o.`,
  parameters: { ...units, ...common },
  tensors: (settings, input) => recurrentTensors(4, settings, input),
  shape: ({ units }, input) => sequence('lstm', units, input),
});

export const gru = layer('gru', {
  summary: "Gated recurrent unit: h' = (1 - z) n + z h, with gates r, z, n of input and state.",
  documentation: `${shared} Rows of the weights are gate by gate: r, z, n; r multiplies what n takes from the state, bias included.`,
  parameters: { ...units, ...common },
  tensors: (settings, input) => recurrentTensors(3, settings, input),
  shape: ({ units }, input) => sequence('gru', units, input),
});

function recurrentTensors(
  gates: number,
  { units, bias }: { readonly units: number; readonly bias: boolean },
  input: Shape,
): Record<string, Shape> {
  const rows = gates * units;
  return {
    weight_ih_l0: [rows, lastAxis(input)],
    weight_hh_l0: [rows, units],
    ...(bias && { bias_ih_l0: [rows], bias_hh_l0: [rows] }),
  };
}

function sequence(kind: string, units: number, input: Shape): Shape | ShapeProblem {
  if (input.length === 2) return withLastAxis(input, units);
  return {
    problem: `${kind} takes a sequence, length x features, but was given ${formatShape(input)}.`,
    hint: 'Bring it to two axes with reshape.',
  };
}
