import type { Architecture } from '../../spec/architecture';

/** Whether the data hold token ids: names, of which no mean or second moment says anything. */
export function isTokenData({ nodes }: Architecture): boolean {
  return nodes.some(({ kind }) => kind === 'embedding');
}
