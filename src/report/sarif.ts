/** SARIF 2.1.0 (OASIS standard), for code scanning and editors that read it. */
import type { Severity, TextEdit } from '../spec/problem';
import { diagnosticsOf, type Diagnostic } from './diagnostic';
import { fingerprint } from './fingerprint';
import { stringify } from './json';
import type { Outcome } from './outcome';
import { placeAt } from './source-text';

export interface SarifOptions {
  readonly toolVersion: string;
  /** What is known of a code; undefined for a code without a catalogue entry. */
  readonly rule: (code: string) => SarifRule | undefined;
}

export interface SarifRule {
  readonly title: string;
  readonly summary: string | null;
  /** Null where each message carries its own. */
  readonly severity: Severity | null;
  /** The rule's page, Markdown. */
  readonly page?: string;
  /** Absolute address of the page. */
  readonly pageUri?: string;
}

/** One run for all outcomes: problems of the specifications and findings. Ends with a line feed. */
export function renderSarif(outcomes: readonly Outcome[], { toolVersion, rule }: SarifOptions): string {
  const messages = outcomes.map(diagnosticsOf);
  const codes = [...new Set(messages.flat().map(({ code }) => code))].sort();
  const run = {
    tool: {
      driver: {
        name: 'Kappa Lens',
        semanticVersion: toolVersion,
        rules: codes.map((code) => descriptor(code, rule(code))),
      },
    },
    invocations: [{ executionSuccessful: outcomes.every(({ report }) => report !== undefined) }],
    artifacts: outcomes.map(({ file }) => ({
      location: { uri: uriOf(file) },
      sourceLanguage: 'arch',
      encoding: 'UTF-8',
    })),
    results: outcomes.flatMap((outcome, artifact) => resultsOf(messages[artifact], { outcome, artifact, codes })),
    columnKind: 'utf16CodeUnits',
  };
  return `${stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] })}\n`;
}

/** error, warning, note: SARIF has no level between note and none, so hints are notes. */
function levelOf(severity: Severity): 'error' | 'warning' | 'note' {
  return severity === 'error' || severity === 'warning' ? severity : 'note';
}

function descriptor(code: string, rule: SarifRule | undefined): object {
  if (rule === undefined) return { id: code };
  return {
    id: code,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.summary ?? rule.title },
    ...(rule.page !== undefined && { help: { text: rule.page, markdown: rule.page } }),
    ...(rule.pageUri !== undefined && { helpUri: rule.pageUri }),
    ...(rule.severity !== null && { defaultConfiguration: { level: levelOf(rule.severity) } }),
  };
}

interface Place {
  readonly outcome: Outcome;
  readonly artifact: number;
  readonly codes: readonly string[];
}

function resultsOf(messages: readonly Diagnostic[], { outcome, artifact, codes }: Place): readonly object[] {
  const { source } = outcome;
  const location = { uri: uriOf(outcome.file), index: artifact };
  const seen = new Map<string, number>();
  return messages.map((each) => {
    const key = [each.code, each.layer ?? '', source.slice(each.range.start, each.range.end).replace(/\s+/g, ' ')].join(
      '\n',
    );
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    const fixes = each.fixes.filter(({ edits }) => edits.length > 0);
    return {
      ruleId: each.code,
      ruleIndex: codes.indexOf(each.code),
      level: levelOf(each.severity),
      message: { text: each.hint === null ? each.message : `${each.message} ${each.hint}` },
      locations: [
        {
          physicalLocation: { artifactLocation: location, region: regionOf(source, each.range) },
          ...(each.layer !== null && { logicalLocations: [{ name: each.layer, kind: 'module' }] }),
        },
      ],
      ...(each.related.length > 0 && {
        relatedLocations: each.related.map(({ message, range }, id) => ({
          id,
          message: { text: message },
          physicalLocation: { artifactLocation: location, region: regionOf(source, range) },
        })),
      }),
      ...(fixes.length > 0 && {
        fixes: fixes.map(({ title, edits }) => ({
          description: { text: title },
          artifactChanges: [
            { artifactLocation: location, replacements: edits.map((edit) => replacement(source, edit)) },
          ],
        })),
      }),
      partialFingerprints: { 'kappaLens/v1': `${fingerprint(key)}:${occurrence}` },
    };
  });
}

function replacement(source: string, { range, newText }: TextEdit): object {
  return { deletedRegion: regionOf(source, range), insertedContent: { text: newText } };
}

function regionOf(source: string, { start, end }: { readonly start: number; readonly end: number }): object {
  const first = placeAt(source, start);
  const last = placeAt(source, end);
  return { startLine: first.line, startColumn: first.column, endLine: last.line, endColumn: last.column };
}

/** A path as a URI reference: relative as it is given, absolute as a file URI. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/');
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]:\//.test(path)) return `file:///${encoded.replace('%3A', ':')}`;
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}
