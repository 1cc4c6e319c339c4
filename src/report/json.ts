import { documentationOf } from './diagnostic';
import type { Outcome } from './outcome';
import type { Report } from './report';
import type { TheoryTopic } from './theory';
import { placeAt } from './source-text';

/**
 * One outcome as an object, several as an array in their order (docs/report.md). An object is the Report with `problems`, the messages
 * about the specification's text; without a Report it holds `schemaVersion`, `source` and `problems` alone. Keys stand in the
 * order of the Report's declaration. Numbers without a JSON spelling (infinite, undefined) become null.
 */
export function renderJson(outcomes: readonly Outcome[]): string {
  const documents = outcomes.map(document);
  return `${stringify(documents.length === 1 ? documents[0] : documents)}\n`;
}

/** Any plain data as JSON, with null for numbers that JSON cannot spell. */
export function stringify(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

const sections = [
  'schemaVersion',
  'model',
  'data',
  'spectrum',
  'bounds',
  'bracket',
  'layers',
  'theory',
  'distribution',
  'expectations',
  'findings',
  'timings',
  'skipped',
] as const satisfies readonly (keyof Report)[];

function document({ file, source, report, problems }: Outcome): object {
  const head =
    report === undefined
      ? { schemaVersion: 1, source: file }
      : Object.fromEntries(sections.map((key) => [key, report[key]]));
  return {
    ...head,
    problems: problems.map((problem) => ({
      code: problem.code,
      severity: problem.severity,
      message: problem.message,
      ...placeAt(source, problem.range.start),
      range: problem.range,
      hint: problem.hint ?? null,
      documentation: documentationOf(problem.code),
      related: problem.related ?? [],
      fix: problem.fix ?? null,
    })),
  };
}

/** Sections of some topics of one report. */
export function renderTheoryJson({ schemaVersion, model, theory }: Report, topics: readonly TheoryTopic[]): string {
  const sections = Object.fromEntries(topics.map((topic) => [topic, theory[topic]]));
  return `${stringify({ schemaVersion, model: model.name, source: model.source, theory: sections })}\n`;
}

/** The bracket, kappa and every bound of one report. */
export function renderBoundsJson({ schemaVersion, model, spectrum, bracket, bounds }: Report): string {
  const { kappa, kappaInterval } = spectrum;
  return `${stringify({ schemaVersion, model: model.name, source: model.source, kappa, kappaInterval, bracket, bounds })}\n`;
}
