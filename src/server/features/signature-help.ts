import { doSignatureHelp } from '../../service/signature-help';
import { atOffset, type Feature } from './feature';

export const signatureHelp: Feature = {
  capabilities: { signatureHelpProvider: { triggerCharacters: ['(', ','] } },
  listen(connection, context) {
    const markdown = (value: string) => ({ kind: 'markdown' as const, value: context.documentation.inMarkdown(value) });
    connection.onSignatureHelp(
      atOffset(context, (source, offset) => {
        const help = doSignatureHelp(source, offset);
        if (!help) return null;
        const { label, documentation, parameters, activeParameter } = help;
        return {
          signatures: [
            {
              label,
              documentation: markdown(documentation),
              parameters: parameters.map((parameter) => ({
                label: [parameter.label[0], parameter.label[1]] as [number, number],
                documentation: markdown(parameter.documentation),
              })),
            },
          ],
          activeSignature: 0,
          // An index outside the list marks none; older clients know no other way to say so.
          activeParameter: activeParameter < 0 ? parameters.length : activeParameter,
        };
      }),
    );
  },
};
