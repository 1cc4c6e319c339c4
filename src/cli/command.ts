import type { ExitCode } from './exit-code';
import type { Host } from './host';
import type { OptionName, OptionValues } from './options';

/** One word after `kappa`. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What follows the name: `FILE...`. */
  readonly operands: string;
  /** Paragraphs of `--help`. */
  readonly description: readonly string[];
  readonly examples: readonly string[];
  readonly options: readonly OptionName[];
  /** Throws UsageError for what the user got wrong. */
  run(request: Request, host: Host): Promise<ExitCode>;
}

export interface Request {
  readonly operands: readonly string[];
  readonly options: OptionValues;
}
