/** `expect kappa < 1e4`. */
import type { Expectation, ExpectationSubject } from '../architecture';
import { expectationSubjects } from '../catalogue/directives';
import type { Expression } from '../syntax/tree';
import { evaluate } from './arithmetic';
import { readable } from './expressions';
import { listed, nearest } from './nearest';
import { replacement } from './problems';
import type { Scope } from './scope';

type Comparison = Extract<Expression, { type: 'binary' }> & { readonly operator: Expectation['operator'] };

/** Undefined with the reason reported. */
export function readExpectation(written: Expression, source: string, scope: Scope): Expectation | undefined {
  const expression = readable(written, scope.problems);
  if (expression.type === 'missing') return undefined;
  if (!isComparison(expression)) {
    scope.problems.report('K050', expression.range, 'An expectation compares a figure with a number.', {
      hint: 'Write expect kappa < 1e4.',
    });
    return undefined;
  }
  const subject = readSubject(expression.left, scope);
  const limit = evaluate(expression.right, scope);
  if (subject === undefined || limit === undefined) return undefined;
  const text = written.type === 'text' ? written.value : source.slice(written.range.start, written.range.end);
  return { subject, operator: expression.operator, limit, text, range: written.range };
}

function isComparison(expression: Expression): expression is Comparison {
  return expression.type === 'binary' && ['<', '<=', '>', '>='].includes(expression.operator);
}

function readSubject(expression: Expression, { problems }: Scope): ExpectationSubject | undefined {
  const text = expression.type === 'name' ? expression.text : '';
  const found = expectationSubjects.find((subject) => subject === text);
  if (found || expression.type === 'missing') return found;
  const guess = nearest(text, expectationSubjects);
  problems.report('K050', expression.range, `The left side of an expectation must be ${listed(expectationSubjects)}.`, {
    hint: guess ? `Did you mean ${guess}?` : 'Write expect kappa < 1e4.',
    fix: guess ? replacement(expression.range, guess) : undefined,
  });
  return expectationSubjects.find((subject) => subject === guess);
}
