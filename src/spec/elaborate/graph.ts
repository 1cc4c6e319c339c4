/** The graph under construction. */
import type { GraphNode, Layer, Shape } from '../architecture';
import { sizeOf } from '../catalogue/shapes';

/** An output that a layer can read. */
export interface Signal {
  readonly node: number;
  readonly shape: Shape;
  /** False after a problem: the shape is a guess, and no more problems are derived from it. */
  readonly certain: boolean;
}

export class Graph {
  readonly nodes: GraphNode[] = [];
  readonly layers: Layer[] = [];
  parameterCount = 0;

  /** Node 0. */
  addInput(shape: Shape): void {
    this.nodes.push({
      id: 0,
      layer: -1,
      kind: 'input',
      inputs: [],
      inputShapes: [],
      outputShape: shape,
      settings: {},
      tensors: {},
    });
  }

  /** A node of the layer that `addLayer` will close next; its id. */
  addNode(
    kind: string,
    inputs: readonly Signal[],
    rest: Pick<GraphNode, 'outputShape' | 'settings' | 'tensors' | 'buffers' | 'shares'>,
  ): number {
    const id = this.nodes.length;
    if (rest.shares === undefined)
      for (const shape of Object.values(rest.tensors)) this.parameterCount += sizeOf(shape);
    this.nodes.push({
      id,
      layer: this.layers.length,
      kind,
      inputs: inputs.map(({ node }) => node),
      inputShapes: inputs.map(({ shape }) => shape),
      ...rest,
    });
    return id;
  }

  addLayer(described: Omit<Layer, 'index'>): Layer {
    const layer = { index: this.layers.length, ...described };
    this.layers.push(layer);
    return layer;
  }
}
