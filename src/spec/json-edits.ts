/** Text edits on `.arch.json`. Places are given by an offset in the key of a property. */
import { findNodeAtOffset, parseTree, type Node } from 'jsonc-parser';
import { dataSources } from './catalogue/data-sources';
import type { Parameters } from './catalogue/parameter';
import type { TextEdit } from './problem';
import { positionalKey } from './syntax/json-values';

/** Sets an argument of the call whose key is at `keyOffset`; positional arguments become named ones. */
export function setJsonArgument(
  source: string,
  keyOffset: number,
  parameters: Parameters,
  name: string,
  valueText: string,
): TextEdit[] {
  const value = valueOfKey(source, keyOffset);
  return value ? setInValue(source, value, parameters, name, asJson(valueText)) : [];
}

/** Sets an argument of the data source: `"gaussian"`, or `{ "gaussian": … }`. */
export function setJsonData(source: string, keyOffset: number, name: string, valueText: string): TextEdit[] {
  const value = valueOfKey(source, keyOffset);
  if (value?.type === 'string' && dataSources.entries.has(String(value.value)))
    return [replacing(value, `{ ${JSON.stringify(value.value)}: { ${property(name, asJson(valueText))} } }`)];
  const [key, call] = value?.type === 'object' ? (value.children?.[0]?.children ?? []) : [];
  const parameters = dataSources.entries.get(String(key?.value))?.parameters;
  return call && parameters ? setInValue(source, call, parameters, name, asJson(valueText)) : [];
}

/** A data directive after the directive whose key is at `keyOffset`, on a line of its own if that one is. */
export function insertJsonData(
  source: string,
  keyOffset: number,
  dataSource: string,
  name: string,
  valueText: string,
): TextEdit[] {
  const after = propertyAt(source, keyOffset);
  const call = `{ ${property(dataSource, `{ ${property(name, asJson(valueText))} }`)} }`;
  return after ? [insertAfter(source, after, property('data', call))] : [];
}

/** Adds a code to the `allow` of the object that begins at `objectOffset`: a layer or the model. */
export function appendJsonCode(source: string, objectOffset: number, code: string): TextEdit[] {
  const root = parseTree(source, [], { allowTrailingComma: true });
  const object = root && findNodeAtOffset(root, objectOffset);
  if (object?.type !== 'object') return [];
  const present = propertyOf(object, 'allow');
  const last = present?.type === 'array' ? present.children?.at(-1) : undefined;
  const written = JSON.stringify(code);
  if (last) return [insertAfter(source, last, written)];
  const alone = present?.type === 'string' ? `${JSON.stringify(present.value)}, ` : '';
  return setProperty(source, object, 'allow', `[${alone}${written}]`);
}

function setInValue(source: string, value: Node, parameters: Parameters, name: string, json: string): TextEdit[] {
  if (value.type === 'object') {
    const listed = propertyOf(value, positionalKey)?.children?.[Object.keys(parameters).indexOf(name)];
    return listed ? [replacing(listed, json)] : setProperty(source, value, name, json);
  }
  const items = value.type === 'array' ? (value.children ?? []) : [value];
  const names = Object.keys(parameters);
  const present = items[names.indexOf(name)];
  if (present) return [replacing(present, json)];
  if (items.length > names.length) return [];
  const kept = items.map((item, index) => property(names[index], source.slice(item.offset, item.offset + item.length)));
  return [replacing(value, `{ ${[...kept, property(name, json)].join(', ')} }`)];
}

function setProperty(source: string, object: Node, name: string, json: string): TextEdit[] {
  const properties = object.children ?? [];
  const present = propertyOf(object, name);
  if (present) return [replacing(present, json)];
  const last = properties.findLast(({ children }) => !['layers', 'branches'].includes(String(children?.[0].value)));
  if (last) return [insertAfter(source, last, property(name, json))];
  const separator = properties.length > 0 ? ',' : ' ';
  return [
    { range: { start: object.offset + 1, end: object.offset + 1 }, newText: ` ${property(name, json)}${separator}` },
  ];
}

function propertyOf(object: Node, name: string): Node | undefined {
  return object.children?.find(({ children }) => children?.[0].value === name)?.children?.[1];
}

function insertAfter(source: string, node: Node, text: string): TextEdit {
  const lineStart = source.lastIndexOf('\n', node.offset) + 1;
  const before = source.slice(lineStart, node.offset);
  const ownLine = lineStart > 0 && before.trim() === '';
  const end = node.offset + node.length;
  return { range: { start: end, end }, newText: `,${ownLine ? `\n${before}` : ' '}${text}` };
}

function propertyAt(source: string, keyOffset: number): Node | undefined {
  const root = parseTree(source, [], { allowTrailingComma: true });
  // One past the start is inside the key, whether or not the offset counts its quote.
  const key = root && findNodeAtOffset(root, keyOffset + 1, true);
  return key?.parent?.type === 'property' ? key.parent : undefined;
}

function valueOfKey(source: string, keyOffset: number): Node | undefined {
  return propertyAt(source, keyOffset)?.children?.[1];
}

function property(name: string, json: string): string {
  return `${JSON.stringify(name)}: ${json}`;
}

/** Numbers and flags as such, every other expression as text. */
function asJson(valueText: string): string {
  return /^(true|false|-?\d+(\.\d+)?([eE][+-]?\d+)?)$/.test(valueText) ? valueText : JSON.stringify(valueText);
}

function replacing(node: Node, newText: string): TextEdit {
  return { range: { start: node.offset, end: node.offset + node.length }, newText };
}
