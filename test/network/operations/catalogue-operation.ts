/** An operation as the catalogue describes its layer: defaults, tensors and output shape. */
import type { Operation, Parameter } from '../../../src/network/operation';
import { createOperation } from '../../../src/network/operations/operations';
import type { SettingValue, Shape } from '../../../src/spec/architecture';
import { layers } from '../../../src/spec/catalogue/catalogue';
import { isShapeProblem } from '../../../src/spec/catalogue/layer';
import { numbers } from '../build';
import type { Entry } from './check';

/**
 * Settings missing in `settings` take their defaults, `layout` channels_last; tensors get fixed numbers about 0.5 in size, `changes` apply
 * to each; given ones get positive numbers.
 */
export function catalogueOperation(
  kind: string,
  input: Shape,
  settings: Readonly<Record<string, SettingValue>> = {},
  changes: Partial<Parameter> | ((parameter: Parameter) => Partial<Parameter>) = {},
): Operation {
  const layer = layers.get(kind)!;
  const defaults = Object.entries(layer.parameters).map(([name, { presence }]) => [
    name,
    presence.kind === 'default' ? presence.value : undefined,
  ]);
  const complete = { ...Object.fromEntries(defaults), ...settings } as Record<string, SettingValue>;
  const layout = complete.layout === 'channels_first' ? 'channels_first' : 'channels_last';
  const context = { layout, inputs: [input] } as const;
  const output = layer.shape(complete, input, context);
  if (isShapeProblem(output)) throw new Error(output.problem);
  const tensors = layer.tensors(complete, input, context);
  const buffers = layer.buffers(complete, input, context);
  const node = {
    id: 1,
    layer: 0,
    kind: layer.operation(complete),
    inputs: [0],
    inputShapes: [input],
    outputShape: output,
    settings: { ...complete, ...layer.derived(complete, context) },
    tensors,
    buffers,
  };
  const learned = Object.entries(tensors).map(([name, shape], index): Parameter => {
    const count = shape.reduce((product, length) => product * length, 1);
    const parameter = { name, shape, values: numbers(1, count, 7 + index).scale(0.5).data, trainable: true };
    return { ...parameter, ...(typeof changes === 'function' ? changes(parameter) : changes) };
  });
  const given = Object.entries(buffers).map(([name, shape], index): Parameter => {
    const values = numbers(1, shape[0], 17 + index).data.map((value) => value ** 2 + 0.1);
    return { name, shape, values, trainable: false };
  });
  return createOperation({ node, parameters: [...learned, ...given] });
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
