import type { GraphNode, SettingValue } from '../../spec/architecture';
import type { Parameter } from '../operation';

/** What an operation is made of: its node of the graph and the values of its tensors, in the order of `node.tensors`. */
export interface Definition {
  readonly node: GraphNode;
  readonly parameters: readonly Parameter[];
}

/** The tensor called `role` (`weight`, `bias`), be it a node's own or a part's (`projection.weight`). */
export function tensor({ node, parameters }: Definition, role: string): Parameter | undefined {
  const index = Object.keys(node.tensors).findIndex((name) => name === role || name.endsWith(`.${role}`));
  return parameters[index];
}

/** A setting that elaboration has set; a missing one is a defect of ours. */
export function setting<T extends SettingValue>(node: GraphNode, name: string): T {
  const value = node.settings[name];
  if (value === undefined) throw new Error(`Node ${node.id} (${node.kind}) has no setting "${name}"`);
  return value as T;
}
