import type { GraphNode, SettingValue } from '../../spec/architecture';
import type { Parameter } from '../operation';

/** What an operation is made of: its node of the graph and the values of its tensors, in the order of `node.tensors`, then `node.buffers`. */
export interface Definition {
  readonly node: GraphNode;
  readonly parameters: readonly Parameter[];
}

/** The tensor or buffer called `role` (`weight`, `running_mean`), be it a node's own or a part's (`projection.weight`). */
export function tensor({ node, parameters }: Definition, role: string): Parameter | undefined {
  const names = [...Object.keys(node.tensors), ...Object.keys(node.buffers ?? {})];
  const own = names.indexOf(role);
  return parameters[own >= 0 ? own : names.findIndex((name) => name.endsWith(`.${role}`))];
}

/** A setting that elaboration has set; a missing one is a defect of ours. */
export function setting<T extends SettingValue>(node: GraphNode, name: string): T {
  const value = node.settings[name];
  if (value === undefined) throw new Error(`Node ${node.id} (${node.kind}) has no setting "${name}"`);
  return value as T;
}
