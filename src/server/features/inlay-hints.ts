import { doInlayHints } from '../../service/inlay-hints';
import type { InlayHintKind } from '../../service/types';
import { toOffsets } from '../positions';
import type { Settings } from '../protocol';
import { inDocument, type Feature } from './feature';

export const inlayHints: Feature = {
  capabilities: { inlayHintProvider: true },
  listen(connection, context) {
    connection.languages.inlayHint.on(
      inDocument(context, ({ source, positions, state }, { range }) => {
        const kinds = kindsIn(context.settings());
        return doInlayHints(source, toOffsets(positions, range), { state, kinds }).map(
          ({ offset, label, tooltip }) => ({
            position: positions.positionAt(offset),
            label,
            tooltip: { kind: 'markdown', value: context.documentation.inMarkdown(tooltip) },
            paddingLeft: true,
          }),
        );
      }),
    );
  },
};

function kindsIn({ inlayHints: { shapes, shares, kappa } }: Settings): ReadonlySet<InlayHintKind> {
  return new Set([
    ...(shapes ? ['shape' as const] : []),
    ...(shares ? ['share' as const] : []),
    ...(kappa ? ['kappa' as const] : []),
  ]);
}
