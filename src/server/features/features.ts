import type { ServerCapabilities } from 'vscode-languageserver';
import { codeLenses } from './code-lenses';
import { definition } from './definition';
import type { Feature } from './feature';
import { folding } from './folding';
import { formatting } from './formatting';
import { hover } from './hover';
import { inlayHints } from './inlay-hints';
import { references } from './references';
import { rename } from './rename';
import { selection } from './selection';
import { semanticTokens } from './semantic-tokens';
import { symbols } from './symbols';

export const features: readonly Feature[] = [
  hover,
  inlayHints,
  codeLenses,
  definition,
  references,
  rename,
  symbols,
  folding,
  selection,
  formatting,
  semanticTokens,
];

export function featureCapabilities(): ServerCapabilities {
  return Object.assign({}, ...features.map(({ capabilities }) => capabilities)) as ServerCapabilities;
}
