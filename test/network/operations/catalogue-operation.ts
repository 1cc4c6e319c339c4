/** An operation as the catalogue describes its layer: defaults, tensors and output shape. */
import type { Operation, Parameter } from '../../../src/network/operation';
import { createOperation } from '../../../src/network/operations/operations';
import type { SettingValue, Shape } from '../../../src/spec/architecture';
import { layers } from '../../../src/spec/catalogue/catalogue';
import { isShapeProblem } from '../../../src/spec/catalogue/layer';
import { numbers } from '../build';
import type { Entry } from './check';

/** Settings missing in `settings` take their defaults; tensors get fixed numbers about 0.5 in size, `changes` apply to each. */
export function catalogueOperation(
  kind: string,
  input: Shape,
  settings: Readonly<Record<string, SettingValue>> = {},
  changes: Partial<Parameter> = {},
): Operation {
  const layer = layers.get(kind)!;
  const defaults = Object.entries(layer.parameters).map(([name, { presence }]) => [
    name,
    presence.kind === 'default' ? presence.value : undefined,
  ]);
  const complete = { ...Object.fromEntries(defaults), ...settings } as Record<string, SettingValue>;
  const context = { layout: 'channels_last', inputs: [input] } as const;
  const output = layer.shape(complete, input, context);
  if (isShapeProblem(output)) throw new Error(output.problem);
  const tensors = layer.tensors(complete, input, context);
  const node = { id: 1, layer: 0, kind, inputs: [0], inputShapes: [input], outputShape: output, tensors };
  const parameters = Object.entries(tensors).map(([name, shape], index): Parameter => {
    const count = shape.reduce((product, length) => product * length, 1);
    return { name, shape, values: numbers(1, count, 7 + index).scale(0.5).data, trainable: true, ...changes };
  });
  return createOperation({ node: { ...node, settings: complete }, parameters });
}

/** Values of a tensor by its local name, as rows of `width`. */
export function tensorRows({ parameters }: Operation, name: string, width = 1): number[][] {
  const { values } = parameters.find((parameter) => parameter.name === name)!;
  return Array.from({ length: values.length / width }, (_, row) => [
    ...values.subarray(row * width, (row + 1) * width),
  ]);
}

/** Entries of parameter `weight` (units x features), each row followed by its entry of parameter `bias` where there is one. */
export function affineColumns(weight: number, units: number, features: number, bias?: number): Entry[] {
  return Array.from({ length: units }, (_, unit): Entry[] => [
    ...Array.from({ length: features }, (_, q): Entry => [weight, unit * features + q]),
    ...(bias === undefined ? [] : [[bias, unit] as const]),
  ]).flat();
}
