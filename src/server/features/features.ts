import type { ServerCapabilities } from 'vscode-languageserver';
import { codeActions } from './code-actions';
import { codeLenses } from './code-lenses';
import { completion } from './completion';
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
import { signatureHelp } from './signature-help';
import { symbols } from './symbols';

export const features: readonly Feature[] = [
  completion,
  signatureHelp,
  hover,
  inlayHints,
  codeLenses,
  codeActions,
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
