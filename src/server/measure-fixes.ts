import type { Fix, Report } from '../report/report';
import { openDocument, type SpecificationDocument } from '../service/document';
import { applyEdits } from '../spec/apply-edits';

const fixesMeasured = 4;
const longestInMilliseconds = 2000;

/**
 * Tries the first fixes of a report: analyses the text with each one's edits and gives the report again with what it found. Gives
 * nothing where the analysis itself took long.
 */
export async function* measureFixes(
  document: SpecificationDocument,
  report: Report,
  analyse: (changed: SpecificationDocument) => Promise<Report | undefined>,
): AsyncGenerator<Report> {
  const taken = report.timings.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  if (taken > longestInMilliseconds) return;
  let current = report;
  for (const fix of distinctFixes(report).slice(0, fixesMeasured)) {
    const changed = openDocument(document.uri, document.version, applyEdits(document.text, fix.edits));
    const kappa = changed.specification.architecture && (await analyse(changed))?.spectrum.kappa;
    if (typeof kappa !== 'number') continue;
    current = withMeasurement(current, fix, kappa);
    yield current;
  }
}

/** Iterations of a `repeat` share their statement, and so their fixes. */
function distinctFixes({ findings }: Report): readonly Fix[] {
  const byEdits = new Map(findings.flatMap(({ fixes }) => fixes.map((fix) => [JSON.stringify(fix.edits), fix])));
  return [...byEdits.values()].filter(({ measured }) => measured === null);
}

function withMeasurement(report: Report, { edits }: Fix, kappa: number): Report {
  const same = JSON.stringify(edits);
  const findings = report.findings.map((finding) => ({
    ...finding,
    fixes: finding.fixes.map((fix) => (JSON.stringify(fix.edits) === same ? { ...fix, measured: kappa } : fix)),
  }));
  return { ...report, findings };
}
