import { checkName, membersOf, rangeOfNode, wrongType, type Member, type Node, type Report } from './json-nodes';
import { syntaxError } from './problems';
import type { Argument, Expression } from './tree';

/** A JSON value as an expression: text stays text, `{ "powerlaw": 1 }` is a call, a list a list. */
export function readValue(node: Node, report: Report): Expression {
  const range = rangeOfNode(node);
  switch (node.type) {
    case 'string':
      if (node.value !== '') return { type: 'text', value: node.value as string, range };
      wrongType(node, 'a value', report, 'Write the value, or remove the key.');
      return { type: 'missing', range };
    case 'number':
      return numberOf(node, report);
    case 'boolean':
      return { type: 'boolean', value: node.value as boolean, range };
    case 'array':
      return { type: 'list', items: (node.children ?? []).map((item) => readValue(item, report)), range };
    case 'object':
      return readCall(node, report);
    default:
      wrongType(node, 'a value', report, 'Remove the key to leave the value to its default.');
      return { type: 'missing', range };
  }
}

/** The value of a key; `missing` where the text breaks off. */
export function readMember({ value, range }: Member, report: Report): Expression {
  return value ? readValue(value, report) : { type: 'missing', range: { start: range.end, end: range.end } };
}

/**
 * The arguments of a layer or call: an object of named ones, a list of positional ones, or the only positional one. In an object
 * `"arguments"` lists positional ones that precede the named. Keys in `reserved` are not arguments.
 */
export function readArguments(node: Node | undefined, report: Report, reserved?: ReadonlySet<string>): Argument[] {
  if (!node) return [];
  if (node.type === 'array') return positional(node, report);
  if (node.type !== 'object') return [unnamed(node, report)];
  const members = membersOf(node, report).filter(({ key }) => !reserved?.has(key.text));
  const listed = members.find(({ key }) => key.text === positionalKey)?.value;
  if (listed && listed.type !== 'array') wrongType(listed, 'a list of positional arguments', report);
  return [
    ...(listed ? positional(listed, report) : []),
    ...members.filter(({ key }) => key.text !== positionalKey).map((member) => named(member, report)),
  ];
}

/** Key of positional arguments that stand beside named ones or a body. */
export const positionalKey = 'arguments';

function positional(list: Node, report: Report): Argument[] {
  return (list.children ?? []).map((item) => unnamed(item, report));
}

function unnamed(node: Node, report: Report): Argument {
  return { value: readValue(node, report), range: rangeOfNode(node) };
}

function named(member: Member, report: Report): Argument {
  return { name: checkName(member.key, report), value: readMember(member, report), range: member.range };
}

/** As in `.arch`, a negative number is a sign and a number. */
function numberOf(node: Node, report: Report): Expression {
  const range = rangeOfNode(node);
  const value = node.value as number;
  if (!Number.isFinite(value)) {
    const hint = 'The largest number of double precision is about 1.8e308.';
    report(syntaxError('K002', 'This number is too large.', range, { hint }));
    return { type: 'missing', range };
  }
  if (value > 0 || Object.is(value, 0)) return { type: 'number', value, range };
  const operand: Expression = { type: 'number', value: -value, range: { start: range.start + 1, end: range.end } };
  return { type: 'unary', operator: '-', operand, range };
}

function readCall(node: Node, report: Report): Expression {
  const range = rangeOfNode(node);
  const [called, ...others] = membersOf(node, report);
  const hint = 'A call has its name as the only key, as in { "powerlaw": 1 }.';
  if (!called) {
    wrongType(node, 'a value', report, hint);
    return { type: 'missing', range };
  }
  for (const other of others) {
    report(syntaxError('K016', 'A call has one key, and this is another.', other.key.range, { hint }));
  }
  return { type: 'call', callee: checkName(called.key, report), arguments: readArguments(called.value, report), range };
}
