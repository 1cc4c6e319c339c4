import type { Command } from '../command';

interface Entry {
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Every command, loaded when it is asked for: starting costs only what runs. */
export const commands = {
  analyze: entry('condition number, bounds, spectrum and findings', async () => (await import('./analyze')).analyze),
  check: entry(
    'findings and expectations as messages, for scripts and continuous integration',
    async () => (await import('./check')).check,
  ),
  bounds: entry('the certified bracket of kappa and every bound', async () => (await import('./bounds')).bounds),
  compare: entry(
    'two specifications side by side: kappa, layers, findings gone and new',
    async () => (await import('./compare')).compare,
  ),
  sweep: entry(
    'kappa over values of parameters and over seeds, on all cores',
    async () => (await import('./sweep')).sweep,
  ),
  theory: entry(
    'what the papers say: kernels, mean field, early direction, equilibrium, feature learning',
    async () => (await import('./theory')).theory,
  ),
  explain: entry('what a code means and what to do about it', async () => (await import('./explain')).explain),
  format: entry(
    'rewrite specifications in the standard layout, or convert them',
    async () => (await import('./format')).format,
  ),
  lsp: entry('language server for editors', async () => (await import('./lsp')).lsp),
  schema: entry('JSON schema of .arch.json', async () => (await import('./schema')).schema),
  init: entry('write a commented specification to start from', async () => (await import('./init')).init),
} satisfies Record<string, Entry>;

export function loadCommand(name: keyof typeof commands): Promise<Command> {
  return commands[name].load();
}

function entry(summary: string, load: () => Promise<Command>): Entry {
  return { summary, load };
}
