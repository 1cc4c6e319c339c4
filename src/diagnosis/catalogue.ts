import type { Severity } from '../spec/problem';
import { languageProblems } from '../spec/elaborate/problems';
import { syntaxProblems } from '../spec/syntax/problems';
import { networkProblems } from '../network/problems';
import { diagnosisProblems } from './problems';
import { documentationPage, type Threshold } from './rule';
import { rules } from './rules/rules';

/** What is known of a code before it is ever met. */
export interface CatalogueEntry {
  readonly code: string;
  readonly title: string;
  /** Path of the code's page. */
  readonly documentation: string;
  /** Only rules have one severity; problems with a specification carry their own. */
  readonly severity: Severity | null;
  /** What a rule looks for and why; null for problems with a specification, whose page says it. */
  readonly summary: string | null;
  readonly threshold: Threshold | null;
}

/** Every code that a report, an editor or the command line can show, ascending. */
export const ruleCatalogue: readonly CatalogueEntry[] = [
  ...Object.entries({ ...syntaxProblems, ...languageProblems, ...networkProblems, ...diagnosisProblems }).map(
    ([code, title]) => ({
      code,
      title,
      documentation: documentationPage(code),
      severity: null,
      summary: null,
      threshold: null,
    }),
  ),
  ...rules.map(({ code, title, severity, summary, threshold = null }) => ({
    code,
    title,
    documentation: documentationPage(code),
    severity,
    summary,
    threshold,
  })),
].sort((a, b) => (a.code < b.code ? -1 : 1));
