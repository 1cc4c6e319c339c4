import { MarkdownString } from 'vscode';
import { RevealOutputChannelOn, type LanguageClientOptions } from 'vscode-languageclient';
import type { InitializationOptions } from '../server/protocol';
import type { Log } from './log';
import { explainCommand, rulePages, withCommandLinks } from './rule-links';
import { documentSelector } from './specifications';

const initializationOptions: InitializationOptions = { documentation: rulePages, files: 'client', kappaClient: true };

export function clientOptions(log: Log): LanguageClientOptions {
  return {
    documentSelector,
    initializationOptions,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    markdown: { isTrusted: { enabledCommands: [explainCommand] } },
    middleware: {
      async provideHover(document, position, token, next) {
        const hover = await next(document, position, token);
        for (const content of hover?.contents ?? [])
          if (content instanceof MarkdownString) content.value = withCommandLinks(content.value);
        return hover;
      },
    },
  };
}
