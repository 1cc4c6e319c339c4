import { builtinEngine, type ProductEngine } from '../gauss-newton/product-engine';
import type { Network } from '../network/network';
import { engineStage } from '../report/engine-stage';
import type { Budget } from './budget';

/** An engine that somebody asked for; its host knows where it is. */
export interface RequestedEngine {
  /** Why it cannot be had, a clause, as far as that is known without loading it. */
  readonly missing?: string;
  /** What it would take to have it. */
  readonly remedy: string;
  /** Rejects with an Error that says why it does not run. */
  load(): Promise<ProductEngine>;
}

/** Says in the Report that the engine asked for is not there. */
export function noteMissing(engine: RequestedEngine | undefined, budget: Budget): void {
  if (engine?.missing !== undefined) note(engine.missing, engine.remedy, budget);
}

/** The engine asked for where it runs and knows the network; else our own, with a note why. */
export async function engineFor(
  network: Network,
  requested: RequestedEngine | undefined,
  budget: Budget,
): Promise<ProductEngine> {
  if (!requested || requested.missing !== undefined) return builtinEngine;
  try {
    const engine = await requested.load();
    const unknown = engine.lacks(network);
    if (unknown === undefined) return engine;
    note(`it knows no layer of kind "${unknown}" with these settings`, 'an engine that knows it', budget);
  } catch (error) {
    const reason = error instanceof Error ? firstLine(error.message) : String(error);
    note(`it could not be loaded: ${reason}`, 'a working installation', budget);
  }
  return builtinEngine;
}

function note(reason: string, remedy: string, budget: Budget): void {
  const instead = 'the same figures from the built-in kernels, in float64';
  budget.skipped.push({ stage: engineStage, reason, estimate: remedy, instead });
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0].replace(/\.$/, '');
}
