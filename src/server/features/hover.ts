import { doHover } from '../../service/hover';
import { toRange } from '../positions';
import { atOffset, type Feature } from './feature';

export const hover: Feature = {
  capabilities: { hoverProvider: true },
  listen(connection, context) {
    connection.onHover(
      atOffset(context, (source, offset, { positions, state }) => {
        const found = doHover(source, offset, state);
        if (!found) return null;
        const value = context.documentation.inMarkdown(found.markdown);
        return { contents: { kind: 'markdown', value }, range: toRange(positions, found.range) };
      }),
    );
  },
};
