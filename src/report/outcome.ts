import type { Problem } from '../spec/problem';
import type { Report } from './report';

/** One specification's result, as the renderers of whole files take it. */
export interface Outcome {
  /** How messages name the file: the path as given, or `<stdin>`. */
  readonly file: string;
  readonly source: string;
  /** Absent when the specification cannot be analysed; `problems` then says why. */
  readonly report?: Report;
  readonly problems: readonly Problem[];
}
