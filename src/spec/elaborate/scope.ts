/** What arithmetic can see, and where its problems go. */
import type { FamilyContext } from '../catalogue/family';
import type { Problems } from './problems';

export interface Scope {
  /** Parameters by name; undefined for one whose value has a problem of its own. */
  readonly parameters: ReadonlyMap<string, number | undefined>;
  readonly family: FamilyContext;
  readonly problems: Problems;
}
