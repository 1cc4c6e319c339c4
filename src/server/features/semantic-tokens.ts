import { SemanticTokensBuilder } from 'vscode-languageserver';
import { findSemanticTokens } from '../../service/semantic-tokens';
import { semanticTokenTypes } from '../../service/types';
import { inDocument, type Feature } from './feature';

const declaration = 1;

export const semanticTokens: Feature = {
  capabilities: {
    semanticTokensProvider: {
      legend: { tokenTypes: [...semanticTokenTypes], tokenModifiers: ['declaration'] },
      full: true,
    },
  },
  listen(connection, context) {
    const tokens = inDocument(context, ({ source, positions }) => {
      const builder = new SemanticTokensBuilder();
      for (const { range, type, declaration: declares } of findSemanticTokens(source)) {
        const { line, character } = positions.positionAt(range.start);
        const length = range.end - range.start;
        builder.push(line, character, length, semanticTokenTypes.indexOf(type), declares ? declaration : 0);
      }
      return builder.build();
    });
    connection.languages.semanticTokens.on((parameters) => tokens(parameters) ?? { data: [] });
  },
};
