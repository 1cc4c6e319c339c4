/** Rule codes silenced by `allow`. */
import type { Layer } from '../architecture';
import type { Name } from '../syntax/tree';
import type { Problems } from './problems';

const pattern = /^K\d{3}$/;

export function readCodes(names: readonly Name[], problems: Problems): Layer['allow'] {
  return names.flatMap(({ text, range }) => {
    if (pattern.test(text)) return [{ code: text, range }];
    problems.report('K049', range, `"${text}" is not a rule code.`, {
      hint: 'A code is K and three digits, as in K203.',
    });
    return [];
  });
}
