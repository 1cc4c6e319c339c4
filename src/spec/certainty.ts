/** How far a number can be trusted. Stands here, as severities do, because theories, measurements and reports all say it. */
export type Certainty = 'exact' | 'bound' | 'infinite-width' | 'heuristic';
