import type { RequestedEngine } from '../analysis/requested-engine';

/** An engine by name, and the folders from which its package is looked for, the nearest first. */
export interface EngineRequest {
  readonly name: 'tensorflow';
  readonly folders: readonly string[];
}

let host: ((request: EngineRequest) => RequestedEngine) | undefined;

/** What this worker's host can load; without it every engine is missing. */
export function offerEngines(find: (request: EngineRequest) => RequestedEngine): void {
  host = find;
}

export function requestedEngine(request: EngineRequest): RequestedEngine {
  return host?.(request) ?? nowhere;
}

const missing = 'native packages do not run in a browser';
const nowhere: RequestedEngine = {
  missing,
  remedy: 'a desktop',
  load: () => Promise.reject(new Error(missing)),
};
