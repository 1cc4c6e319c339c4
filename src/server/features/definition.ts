import { findDefinition } from '../../service/definition';
import { toRange } from '../positions';
import { atOffset, type Feature } from './feature';

export const definition: Feature = {
  capabilities: { definitionProvider: true },
  listen(connection, context) {
    connection.onDefinition(
      atOffset(context, (source, offset, { positions }) => {
        const range = findDefinition(source, offset);
        return range ? { uri: source.uri, range: toRange(positions, range) } : null;
      }),
    );
  },
};
