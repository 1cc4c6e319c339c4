import {
  checkName,
  membersOf,
  rangeOfNode,
  textOf,
  wrongType,
  type Member,
  type Node,
  type Report,
} from './json-nodes';
import { readArguments } from './json-values';
import { quoted, replacement, syntaxError } from './problems';
import type { Block, Name, Statement } from './tree';

/** A list of layers; what is none is reported and left out. */
export function readLayers(node: Node, report: Report): Statement[] {
  if (node.type === 'array') return (node.children ?? []).flatMap((item) => readLayer(item, report) ?? []);
  wrongType(node, 'a list of layers', report, layerHint);
  return [];
}

/** Rule codes: a list of them, or one alone. */
export function readCodes(node: Node, report: Report): Name[] {
  const items = node.type === 'array' ? (node.children ?? []) : [node];
  return items.flatMap((item) => {
    if (item.type === 'string' && item.value !== '') return [textOf(item)];
    wrongType(item, 'a code such as "K203"', report);
    return [];
  });
}

const layerHint = 'A layer is written { "dense": { "units": 10 } }, with "name" and "allow" at will.';
const bodyKeys = new Set(['layers', 'branches']);

function readLayer(node: Node, report: Report): Statement | undefined {
  const range = rangeOfNode(node);
  if (node.type === 'string' && node.value !== '') {
    report(bareKind(node));
    return { kind: textOf(node), arguments: [], blocks: [], allow: [], range };
  }
  if (node.type !== 'object') {
    wrongType(node, 'a layer', report, layerHint);
    return undefined;
  }
  const members = membersOf(node, report);
  const valueOf = (key: string) => members.find((member) => member.key.text === key)?.value;
  const kinds = members.filter(({ key }) => key.text !== 'name' && key.text !== 'allow');
  const kind = onlyKind(node, kinds, report);
  const name = valueOf('name');
  const allow = valueOf('allow');
  return {
    ...(name && labelOf(name, report)),
    kind: kind ? checkName(kind.key, report) : { text: '', range: { start: range.start, end: range.start } },
    arguments: readArguments(kind?.value, report, bodyKeys),
    blocks: readBlocks(kind?.value, report),
    allow: allow ? readCodes(allow, report) : [],
    range,
  };
}

function onlyKind(layer: Node, [kind, ...others]: readonly Member[], report: Report): Member | undefined {
  if (!kind) report(syntaxError('K016', 'This layer has no kind.', rangeOfNode(layer), { hint: layerHint }));
  for (const { key } of others) {
    const message = `A layer has one kind: ${quoted(kind!.key.text)} is one, and ${quoted(key.text)} another.`;
    const hint = `Arguments go inside: { ${quoted(kind!.key.text)}: { … } }.`;
    report(syntaxError('K016', message, key.range, { hint }));
  }
  return kind;
}

function labelOf(node: Node, report: Report): Pick<Statement, 'label'> {
  if (node.type === 'string') return { label: checkName(textOf(node), report) };
  wrongType(node, 'a name', report);
  return {};
}

function readBlocks(node: Node | undefined, report: Report): Block[] {
  if (node?.type !== 'object' || !hasBody(node)) return [];
  // The arguments of the same object report keys given twice.
  const members = membersOf(node, () => {});
  const body = members.find(({ key }) => key.text === 'layers');
  const branches = members.find(({ key }) => key.text === 'branches');
  if (body && branches) {
    const hint = 'Put the layers into a branch.';
    report(syntaxError('K016', 'A layer has either layers or branches.', body.key.range, { hint }));
  }
  if (branches?.value) return readBranches(branches.value, report);
  return body?.value ? [readBlock(body.value, report)] : [];
}

function hasBody({ children = [] }: Node): boolean {
  return children.some((property) => bodyKeys.has(property.children?.[0]?.value as string));
}

function readBranches(node: Node, report: Report): Block[] {
  if (node.type === 'array') return (node.children ?? []).map((branch) => readBlock(branch, report));
  wrongType(node, 'a list of branches, each a list of layers', report);
  return [];
}

function readBlock(node: Node, report: Report): Block {
  return { statements: readLayers(node, report), range: rangeOfNode(node) };
}

function bareKind(node: Node) {
  const text = `{ ${JSON.stringify(node.value)}: {} }`;
  return syntaxError('K016', `Expected a layer, found the text ${quoted(node.value as string)}.`, rangeOfNode(node), {
    hint: `Write ${text}.`,
    fix: replacement(`Write ${text}`, rangeOfNode(node), text),
  });
}
