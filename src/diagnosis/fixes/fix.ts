import type { Fix } from '../../report/report';
import type { Architecture, Layer } from '../../spec/architecture';
import type { TextEdit } from '../../spec/problem';
import type { Block, Statement } from '../../spec/syntax/tree';

/** The fix, or none where the text offers no place for it. `predicted`: kappa that theory expects after it. */
export function offer(title: string, edits: readonly TextEdit[], predicted: number | null = null): readonly Fix[] {
  return edits.length > 0 ? [{ title, edits, predicted, measured: null }] : [];
}

/** The statement that a layer was written as. */
export function statementOf({ tree }: Architecture, { range }: Layer): Statement | undefined {
  return find(tree.model?.statements ?? [], range.start);
}

function find(statements: Block['statements'], start: number): Statement | undefined {
  const around = statements.find((statement) => statement.range.start <= start && start < statement.range.end);
  if (!around || around.range.start === start) return around;
  return find(
    around.blocks.flatMap((block) => block.statements),
    start,
  );
}
