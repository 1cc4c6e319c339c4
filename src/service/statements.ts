import type { Model, Statement } from '../spec/syntax/tree';

/** The statements that an offset is in, outermost first. */
export function statementsAround(model: Model, offset: number): readonly Statement[] {
  const around: Statement[] = [];
  let inside = model.statements;
  for (;;) {
    const statement = inside.find(({ range }) => range.start <= offset && offset < range.end);
    if (!statement) return around;
    around.push(statement);
    inside = statement.blocks.flatMap(({ statements }) => statements);
  }
}
