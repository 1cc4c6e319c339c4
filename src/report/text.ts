import { type Diagnostic, diagnosticsOf } from './diagnostic';
import { countOf } from './numbers';
import type { Outcome } from './outcome';
import type { Report } from './report';
import { kappaPhrase } from './summary';
import { bounds } from './text/bounds';
import { canvas, type Canvas } from './text/canvas';
import { distribution } from './text/distribution';
import { expectations } from './text/expectations';
import { skipped, timings } from './text/footnotes';
import { headline } from './text/headline';
import { layers } from './text/layers';
import { message, messageLine } from './text/message';
import { spectrum } from './text/spectrum';
import { visible } from './text/text-width';
import { optimisation, predictions } from './text/theory';
import { theoryOverview, theoryTopic } from './text/theory-sections';
import type { TheoryTopic } from './theory';

export interface TextOptions {
  /** Columns of the terminal; used between 80 and 140. */
  readonly width: number;
  readonly colour: boolean;
}

type Section = (report: Report, canvas: Canvas) => readonly string[];

const sections: readonly (readonly [string, Section])[] = [
  ['Bounds', bounds],
  ['Layers', layers],
  ['Spectrum', spectrum],
  ['Optimisation', optimisation],
  ['Predictions', predictions],
  ['Theory', theoryOverview],
  ['Kappa over initialisations', distribution],
  ['Expectations', expectations],
  ['Not computed', skipped],
];

/** The whole result of one specification for a terminal; without a report, its messages alone. Ends with a line feed. */
export function renderText(outcome: Outcome, options: TextOptions): string {
  const { report } = outcome;
  if (report === undefined) return renderMessages(outcome, options);
  const surface = canvas(options);
  const messages = blocksOf(outcome, surface);
  const blocks = [
    headline(report, surface),
    ...sections.map(([title, section]) => titled(title, section(report, surface), surface)),
    ...(messages.length > 0
      ? [
          titled(
            'Findings',
            messages.flatMap((block, index) => (index > 0 ? ['', ...block] : block)),
            surface,
          ),
        ]
      : []),
    timings(report, surface),
  ];
  return joined(blocks);
}

/** One line a result: `file: kappa 1.2e4, between …`; empty for a specification that cannot be analysed. */
export function renderTextLine({ file, report }: Outcome): string {
  return report === undefined ? '' : `${visible(file)}: kappa ${kappaPhrase(report)}\n`;
}

/** The bracket and every bound, whether it applies or not. Ends with a line feed. */
export function renderBoundsText(report: Report, options: TextOptions): string {
  const surface = canvas(options);
  return joined([headline(report, surface), titled('Bounds', bounds(report, surface), surface)]);
}

/** Some topics in full. Ends with a line feed. */
export function renderTheoryText(report: Report, topics: readonly TheoryTopic[], options: TextOptions): string {
  const surface = canvas(options);
  return joined([headline(report, surface), ...topics.map((topic) => theoryTopic(report, topic, surface))]);
}

/** The messages about one file; `brief` for the first line of each alone. Empty without any. */
export function renderMessages(outcome: Outcome, options: TextOptions & { readonly brief?: boolean }): string {
  const surface = canvas(options);
  const blocks = options.brief
    ? shown(outcome, (each) => [messageLine(each, outcome, surface)])
    : blocksOf(outcome, surface);
  return blocks.map((lines) => `${lines.join('\n')}\n`).join(options.brief ? '' : '\n');
}

function blocksOf(outcome: Outcome, surface: Canvas): readonly (readonly string[])[] {
  return shown(outcome, (each) => message(each, outcome, surface));
}

/** A text with more problems than this is no specification, or broken in its first line. */
const mostProblems = 20;

/** Every message about a specification that was analysed; of another one the worst, and how many more there are. */
function shown(outcome: Outcome, draw: (each: Diagnostic) => readonly string[]): readonly (readonly string[])[] {
  const all = diagnosticsOf(outcome);
  const left = outcome.report === undefined ? all.length - mostProblems : 0;
  if (left <= 0) return all.map(draw);
  const rest = `${visible(outcome.file)}: and ${countOf(left, 'more problem')}; kappa check --format json lists all.`;
  return [...all.slice(0, mostProblems).map(draw), [rest]];
}

function titled(title: string, lines: readonly string[], { paint }: Canvas): readonly string[] {
  return lines.length === 0 ? [] : [paint('bold', title), ...lines];
}

/** Blocks of lines with an empty line between. */
function joined(blocks: readonly (readonly string[])[]): string {
  const filled = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${filled.join('\n\n')}\n`;
}
