/** The windows of each pooling kind, from the settings of its node. */
import type { Architecture, GraphNode, Shape } from '../../spec/architecture';
import { splitShape } from '../../spec/catalogue/spatial';
import { adaptiveWindows, windowAxes, type WindowAxis } from '../../spec/catalogue/windows';
import { setting } from './definition';
import { productWindows, untouched, whole, type WindowedAxis, type Windows } from './windows';

/** Settings: `layout`, `kernel`, `stride`, `padding`, `dilation`, `ceil_mode`. Padding is no entry: a window at the border has fewer. */
export function slidingWindows(node: GraphNode): Windows {
  const [shape] = node.inputShapes;
  const axes = windowAxes(positionsOf(node), {
    kernel: setting<readonly number[]>(node, 'kernel'),
    stride: setting<readonly number[]>(node, 'stride'),
    padding: setting<readonly number[] | 'same' | 'valid'>(node, 'padding'),
    dilation: setting<readonly number[]>(node, 'dilation'),
    ceil_mode: setting<boolean>(node, 'ceil_mode'),
  });
  if ('problem' in axes) throw new Error(`Node ${node.id} (${node.kind}): ${axes.problem}`);
  return channelwise(shape, layoutOf(node), axes.map(sliding));
}

/** Every position of a channel. Setting: `layout`. */
export function globalWindows(node: GraphNode): Windows {
  return channelwise(node.inputShapes[0], layoutOf(node), positionsOf(node).map(whole));
}

/** As many windows an axis as the output is long. Setting: `layout`. */
export function adaptedWindows(node: GraphNode): Windows {
  const { positions: outputs } = splitShape(node.outputShape, layoutOf(node));
  const axes = positionsOf(node).map((length, axis) => ({
    length,
    windows: adaptiveWindows(length, outputs[axis]).map(({ start, end }) => ({
      inputs: Array.from({ length: end - start }, (_, at) => start + at),
      places: end - start,
    })),
  }));
  return channelwise(node.inputShapes[0], layoutOf(node), axes);
}

/** Every entry along the axes that go away. Setting: `axes`. */
export function axisWindows(node: GraphNode): Windows {
  const axes = setting<readonly number[]>(node, 'axes');
  return productWindows(
    node.inputShapes[0].map((length, axis) => (axes.includes(axis) ? whole(length) : untouched(length))),
  );
}

function channelwise(shape: Shape, layout: Architecture['layout'], positionAxes: readonly WindowedAxis[]): Windows {
  const channels = untouched(splitShape(shape, layout).channels);
  return productWindows(layout === 'channels_first' ? [channels, ...positionAxes] : [...positionAxes, channels]);
}

function sliding({ input, output, kernel, stride, dilation, before, after }: WindowAxis): WindowedAxis {
  const windows = Array.from({ length: output }, (_, window) => {
    const places = Array.from({ length: kernel }, (_, q) => window * stride + q * dilation - before);
    return {
      inputs: places.filter((at) => at >= 0 && at < input),
      // PyTorch: a last window that goes beyond the padding counts the padding only.
      places: places.filter((at) => at < input + after).length,
    };
  });
  return { length: input, windows };
}

function positionsOf(node: GraphNode): Shape {
  return splitShape(node.inputShapes[0], layoutOf(node)).positions;
}

function layoutOf(node: GraphNode): Architecture['layout'] {
  return setting<Architecture['layout']>(node, 'layout');
}
