import type { Problem } from '../problem';
import { noModel } from './arch-problems';
import { directiveWords } from './directives';
import { readCodes, readLayers } from './json-layers';
import {
  checkName,
  membersOf,
  parseJson,
  rangeOfNode,
  textOf,
  wrongType,
  type Member,
  type Node,
  type Report,
} from './json-nodes';
import { readMember, readValue } from './json-values';
import { inReadingOrder, quoted, syntaxError } from './problems';
import type { ReadSpecification } from './read-arch';
import type { Directive, Expression, Model, ParameterDeclaration, SyntaxTree } from './tree';

/**
 * Reads `.arch.json` text; comments and trailing commas are fine. Never throws: the tree holds what could be read, the problems
 * (K002, K005, K013-K019) all that could not. All ranges are offsets in `source`.
 */
export function readJson(source: string): ReadSpecification {
  const problems: Problem[] = [];
  const report: Report = (problem) => problems.push(problem);
  const root = parseJson(source, report);
  const model = root && readModel(root, report);
  if (!root && problems.length === 0) report(noModel(source, leastModel));
  const tree: SyntaxTree = { syntax: 'json', source, ...(model && { model }) };
  return { value: tree, problems: inReadingOrder(problems) };
}

function readModel(root: Node, report: Report): Model | undefined {
  if (root.type !== 'object') {
    wrongType(root, 'an object', report, `Write ${leastModel}.`);
    return undefined;
  }
  const members = membersOf(root, report);
  const nodeOf = (key: string) => members.find((member) => member.key.text === key)?.value;
  for (const { key } of members) {
    if (!knownKeys.has(key.text)) report(unknownKey(key.text, key.range, knownKeys));
  }
  const name = nodeOf('model');
  const parameters = nodeOf('parameters');
  const layers = nodeOf('layers');
  return {
    ...(name && nameOf(name, report)),
    parameters: parameters ? readParameters(parameters, report) : [],
    directives: members.flatMap((member) => readDirective(member, report)),
    statements: layers ? readLayers(layers, report) : [],
    range: rangeOfNode(root),
  };
}

const leastModel = '{ "model": "Name", "input": [8], "layers": [{ "dense": 1 }] }';
const keywords: ReadonlySet<string> = new Set(directiveWords);
const knownKeys: ReadonlySet<string> = new Set(['$schema', 'model', 'parameters', ...directiveWords, 'layers']);

function nameOf(node: Node, report: Report): Pick<Model, 'name'> {
  if (node.type === 'string') return { name: checkName(textOf(node), report) };
  wrongType(node, 'the name of the model', report);
  return {};
}

function readParameters(node: Node, report: Report): ParameterDeclaration[] {
  if (node.type !== 'object') {
    wrongType(node, 'an object of parameters', report, 'Write { "width": 128, "depth": 8 }.');
    return [];
  }
  return membersOf(node, report).map((member) => ({
    name: checkName(member.key, report),
    value: readMember(member, report),
    range: member.range,
  }));
}

function readDirective(member: Member, report: Report): Directive[] {
  const { key, value, range } = member;
  if (!value || !keywords.has(key.text)) return [];
  const directive = { keyword: key, values: [], entries: [], allow: [], range };
  switch (key.text) {
    case 'input':
      return [{ ...directive, values: [readInput(value, report)] }];
    case 'weights':
      return [{ ...directive, ...readWeights(value, report) }];
    case 'expect':
      return readExpectations(value, report).map((expectation) => ({
        ...directive,
        values: [expectation],
        range: expectation.range,
      }));
    case 'allow':
      return [{ ...directive, values: readCodes(value, report).map((code) => ({ type: 'name', ...code })) }];
    default:
      return [{ ...directive, values: [readValue(value, report)] }];
  }
}

/** Where a shape is expected a list is one. */
function readInput(node: Node, report: Report): Expression {
  const value = readValue(node, report);
  if (value.type !== 'list' || value.items.length === 0) return value;
  const [only, ...others] = value.items;
  return others.length === 0 ? only! : { ...value, type: 'shape' };
}

/** `"file"`, or `{ "file": "file", "map": { "stem": "net.0" } }`. */
function readWeights(node: Node, report: Report): Pick<Directive, 'values' | 'entries'> {
  if (node.type !== 'object') return { values: [readText(node, 'the path of a file', report)], entries: [] };
  const members = membersOf(node, report);
  for (const { key } of members) {
    if (!weightKeys.has(key.text)) report(unknownKey(key.text, key.range, weightKeys));
  }
  const file = members.find(({ key }) => key.text === 'file')?.value;
  const map = members.find(({ key }) => key.text === 'map')?.value;
  if (!file) wrongType(node, 'the path of a file under "file"', report);
  return {
    values: file ? [readText(file, 'the path of a file', report)] : [],
    entries: map ? readMap(map, report) : [],
  };
}

const weightKeys: ReadonlySet<string> = new Set(['file', 'map']);

function readMap(node: Node, report: Report): Directive['entries'] {
  if (node.type === 'object') {
    return membersOf(node, report).flatMap(({ key, value }) =>
      value ? [{ name: key, value: readText(value, 'the prefix of a layer in the file', report) }] : [],
    );
  }
  wrongType(node, 'an object from layer names to prefixes', report, 'Write { "stem": "net.0" }.');
  return [];
}

function readExpectations(node: Node, report: Report): Expression[] {
  const items = node.type === 'array' ? (node.children ?? []) : [node];
  return items.map((item) => readText(item, 'a comparison such as "kappa < 1e4"', report));
}

function readText(node: Node, what: string, report: Report): Expression {
  const range = rangeOfNode(node);
  if (node.type === 'string' && node.value !== '') return { type: 'text', value: node.value as string, range };
  wrongType(node, what, report);
  return { type: 'missing', range };
}

function unknownKey(key: string, range: Model['range'], known: ReadonlySet<string>): Problem {
  const keys = [...known].filter((one) => one !== '$schema').join(', ');
  return syntaxError('K014', `The key ${quoted(key)} means nothing here.`, range, { hint: `Known keys are ${keys}.` });
}
