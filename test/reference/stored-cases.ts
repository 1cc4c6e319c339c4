import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the cases lie: KAPPA_REFERENCE_DIR runs others of the same kinds. */
const directory = process.env.KAPPA_REFERENCE_DIR ?? 'test/reference/cases';

/** Every file of cases; each case says its `kind`. */
export const referenceFiles: readonly {
  readonly name: string;
  readonly cases: readonly { readonly kind: string }[];
}[] = readdirSync(directory)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, ...(JSON.parse(readFileSync(join(directory, name), 'utf8')) as { cases: never[] }) }));
