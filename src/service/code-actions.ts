import { ruleCatalogue } from '../diagnosis/catalogue';
import { statementOf } from '../diagnosis/fixes/fix';
import { reportOf, type AnalysisState } from '../report/analysis-state';
import type { Diagnostic as Message } from '../report/diagnostic';
import { formatNumber, formatRough } from '../report/numbers';
import type { Fix } from '../report/report';
import { allowInModel, allowOnStatement, removeAllowance, removeComment } from '../spec/allowance-edits';
import type { Range, TextEdit } from '../spec/problem';
import type { SpecificationDocument } from './document';
import { missingPart } from './missing-part';
import type { CodeAction } from './types';
import { messagesOf } from './validation';

/** What can be done about the diagnostics that touch `range`: their fixes first, then silencing. */
export function doCodeActions(
  document: SpecificationDocument,
  range: Range,
  state?: AnalysisState,
): readonly CodeAction[] {
  const messages = messagesOf(document, state).filter((message) => touches(message.range, range));
  const kappa = reportOf(state, document.hash)?.spectrum.kappa ?? null;
  const cures = messages.flatMap((message) => [...fixes(message, kappa), ...repairs(message, document)]);
  return distinct([...cures, ...messages.flatMap((message) => silencings(message, document))]);
}

function touches(left: Range, right: Range): boolean {
  return left.start <= right.end && right.start <= left.end;
}

function fixes({ code, fixes: offered }: Message, kappa: number | null): readonly CodeAction[] {
  return offered.map((fix, index) => ({
    title: `${fix.title}${gain(fix, kappa)}`,
    edits: fix.edits,
    codes: [code],
    preferred: index === 0 && (fix.measured === null || kappa === null || fix.measured < kappa),
  }));
}

/** ` (kappa 805.051 → 124.682, measured)`; ` (kappa 805.051 → about 120, predicted)`; empty when nobody knows. */
function gain({ predicted, measured }: Fix, kappa: number | null): string {
  const before = kappa === null ? '' : `${formatNumber(kappa)} → `;
  if (measured !== null) return ` (kappa ${before}${formatNumber(measured)}, measured)`;
  return predicted === null ? '' : ` (kappa ${before}about ${formatRough(predicted)}, predicted)`;
}

/** Edits that follow from the text alone and that the message does not bring. */
function repairs({ code, range }: Message, document: SpecificationDocument): readonly CodeAction[] {
  const { tree } = document.specification;
  switch (code) {
    case 'K012':
      return repair('Remove the comment', code, removeComment(tree, range));
    case 'K091':
      return repair(
        `Remove ${document.text.slice(range.start, range.end)}, which silences nothing`,
        code,
        removeAllowance(tree, range),
      );
    case 'K025':
    case 'K036': {
      const part = missingPart(document, code, range);
      return part ? repair(part.title, code, part.edits) : [];
    }
    default:
      return [];
  }
}

function repair(title: string, code: string, edits: readonly TextEdit[]): readonly CodeAction[] {
  return edits.length > 0 ? [{ title, edits, codes: [code], preferred: true }] : [];
}

const silenceable: ReadonlySet<string> = new Set(
  ruleCatalogue.filter(({ severity }) => severity !== null).map(({ code }) => code),
);

/** On the layer that a finding is about, and for the whole model. */
function silencings({ code, layer: name }: Message, { specification }: SpecificationDocument): readonly CodeAction[] {
  const { architecture } = specification;
  if (!architecture || !silenceable.has(code)) return [];
  const layer = architecture.layers.find((candidate) => candidate.name === name);
  const statement = layer && statementOf(architecture, layer);
  const here = statement ? allowOnStatement(architecture.tree, statement, code) : [];
  return [
    ...silencing(`Silence ${code} on this layer`, code, here),
    ...silencing(`Silence ${code} in the whole model`, code, allowInModel(architecture.tree, code)),
  ];
}

function silencing(title: string, code: string, edits: readonly TextEdit[]): readonly CodeAction[] {
  return edits.length > 0 ? [{ title, edits, codes: [code], preferred: false }] : [];
}

/** Several findings of one statement may offer the same. */
function distinct(actions: readonly CodeAction[]): readonly CodeAction[] {
  return [...new Map(actions.toReversed().map((action) => [action.title, action])).values()].toReversed();
}
