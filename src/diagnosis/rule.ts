import type { Architecture, Layer } from '../spec/architecture';
import type { Range, Severity } from '../spec/problem';
import type { Finding, Fix, Report } from '../report/report';

/** A Report as it stands before its findings are known. */
export type Measurements = Omit<Report, 'findings' | 'expectations'>;

/** A number that the user can set to move a rule's limit. */
export interface Threshold {
  /** Key of the setting, `kappa.thresholds.…`. */
  readonly setting: string;
  readonly default: number;
  readonly description: string;
}

/** Thresholds that the user set, by setting key. */
export type Settings = Readonly<Partial<Record<string, number>>>;

/** What a rule reads. Rules compute nothing that needs weights or data. */
export interface Subject {
  readonly report: Measurements;
  readonly architecture: Architecture;
}

/** One thing that a rule has to say; the rule's code, severity and page are added to make a Finding. */
export interface Draft {
  /** A plain sentence with the number, what it is compared with, and the layer. */
  readonly message: string;
  /** The number that the rule compares. */
  readonly value: number | null;
  /** Where the case is worse, or milder, than the rule's own severity says. */
  readonly severity?: Severity;
  readonly layer?: Layer;
  /** Where to underline; the layer's kind, else the model's name, when absent. */
  readonly range?: Range;
  readonly related?: Finding['related'];
  readonly hint: string;
  readonly fixes?: readonly Fix[];
}

interface Description {
  readonly title: string;
  readonly severity: Severity;
  /** What the rule looks for and why it matters, one or two sentences. */
  readonly summary: string;
}

type Check<Given> = (subject: Given) => readonly Draft[] | null;

/** `check` returns null while a figure it needs has not been computed. */
interface PlainRule extends Description {
  readonly check: Check<Subject>;
}

interface ThresholdRule extends Description {
  readonly threshold: Threshold;
  readonly check: Check<Subject & { readonly threshold: number }>;
}

export interface Rule extends Description {
  readonly code: string;
  readonly threshold?: Threshold;
  /** Findings in order, or null while a figure it needs has not been computed. */
  run(subject: Subject, settings: Settings): readonly Finding[] | null;
}

export function rule(code: string, definition: ThresholdRule): Rule;
export function rule(code: string, definition: PlainRule): Rule;
export function rule(code: string, definition: ThresholdRule | PlainRule): Rule {
  const { title, severity, summary } = definition;
  const described = { code, title, severity, summary };
  const complete = (drafts: readonly Draft[] | null, limit: number | null, subject: Subject) =>
    drafts?.map((draft) => finding({ code, severity, limit }, draft, subject)) ?? null;
  if (!('threshold' in definition))
    return { ...described, run: (subject) => complete(definition.check(subject), null, subject) };
  return {
    ...described,
    threshold: definition.threshold,
    run(subject, settings) {
      const threshold = settings[definition.threshold.setting] ?? definition.threshold.default;
      return complete(definition.check({ ...subject, threshold }), threshold, subject);
    },
  };
}

/** Path of a code's page. */
export function documentationPage(code: string): string {
  return `docs/rules/${code}.md`;
}

function finding(
  { code, severity, limit }: { readonly code: string; readonly severity: Severity; readonly limit: number | null },
  { message, value, severity: own, layer, range, related = [], hint, fixes = [] }: Draft,
  { architecture }: Subject,
): Finding {
  return {
    code,
    severity: own ?? severity,
    message,
    value,
    threshold: limit,
    layer: layer?.name ?? null,
    range: range ?? layer?.kindRange ?? architecture.nameRange,
    documentation: documentationPage(code),
    hint,
    related,
    fixes,
  };
}
