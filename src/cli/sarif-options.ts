import { pathToFileURL } from 'node:url';
import { ruleCatalogue } from '../diagnosis/catalogue';
import type { SarifOptions } from '../report/sarif';
import type { Host } from './host';
import { packageVersion } from './package-version';
import { pagePath, readPage } from './rule-pages';

/** The catalogue and the pages of this installation, as the SARIF renderer asks for them. */
export function sarifOptions(host: Host): SarifOptions {
  return {
    toolVersion: packageVersion(host),
    rule(code) {
      const entry = ruleCatalogue.find((each) => each.code === code);
      if (entry === undefined) return undefined;
      const page = readPage(code, host);
      return page === undefined ? entry : { ...entry, page, pageUri: pathToFileURL(pagePath(code, host)).href };
    },
  };
}
