/** Renaming of parameters and labels, refused where it would change what the specification means. */
import { applyEdits } from '../spec/apply-edits';
import { reservedWords } from '../spec/elaborate/arithmetic';
import { collectLabels } from '../spec/elaborate/labels';
import type { Range, TextEdit } from '../spec/problem';
import { readSpecification, type Specification } from '../spec/specification';
import { directiveWords, isName } from '../spec/syntax/directives';
import type { SpecificationDocument } from './document';
import { findNameAt, type Occurrence } from './names';
import { findReferences } from './references';

/** Why something cannot be renamed, one sentence. */
export interface RenameProblem {
  readonly problem: string;
}

export interface RenameTarget {
  readonly range: Range;
  /** The present name. */
  readonly placeholder: string;
}

export function prepareRename(document: SpecificationDocument, offset: number): RenameTarget | RenameProblem {
  const found = findNameAt(document, offset);
  return found
    ? { range: found.range, placeholder: found.text }
    : { problem: 'Only parameters of the model and labels of layers can be renamed.' };
}

/** Edits of every place where the parameter or label at an offset stands; none when it has that name already. */
export function doRename(
  document: SpecificationDocument,
  offset: number,
  newName: string,
): readonly TextEdit[] | RenameProblem {
  const found = findNameAt(document, offset);
  if (!found) return { problem: 'Only parameters of the model and labels of layers can be renamed.' };
  if (newName === found.text) return [];
  const problem = whyNoName(newName) ?? whyTaken(newName, found, document.specification);
  if (problem) return { problem };
  const edits = findReferences(document, offset, true).map((range) => ({ range, newText: newName }));
  const renamed = readSpecification(applyEdits(document.text, edits), { syntax: document.syntax });
  const change = whatChanges(found, newName, document.specification, renamed);
  return change ? { problem: change } : edits;
}

const words: ReadonlySet<string> = new Set([...directiveWords, 'model', ...reservedWords]);

function whyNoName(name: string): string | undefined {
  if (words.has(name)) return `"${name}" is a word of the language.`;
  if (!isName(name)) return `"${name}" is not a name: use letters, digits and underscores, a letter first.`;
  return undefined;
}

function whyTaken(name: string, { kind }: Occurrence, { draft, tree }: Specification): string | undefined {
  if (!tree.model) return undefined;
  const { parameters, statements } = tree.model;
  if (kind === 'parameter') {
    const taken = parameters.some((parameter) => parameter.name.text === name);
    return taken ? `The model has a parameter ${name} already.` : undefined;
  }
  const isLayer = draft?.layers.some((layer) => layer.name.split('.').includes(name));
  return isLayer || collectLabels(statements).has(name) ? `A layer is called ${name} already.` : undefined;
}

/** What else the new name would change: problems, or the names of layers without a label. */
function whatChanges(
  { text, kind }: Occurrence,
  newName: string,
  before: Specification,
  after: Specification,
): string | undefined {
  const problem = after.problems.find(({ code }) => countOf(code, after) > countOf(code, before));
  if (problem) return `With this name the specification would have a problem: ${problem.message}`;
  if (kind === 'parameter') return undefined;
  const names = after.draft?.layers.map(({ name }) => name) ?? [];
  const same = before.draft?.layers.every(({ name }, index) => isRenaming(name, names[index], text, newName)) ?? true;
  return same ? undefined : `Without a layer called ${text}, layers that have no label would be numbered anew.`;
}

function countOf(code: string, { problems }: Specification): number {
  return problems.filter((problem) => problem.code === code).length;
}

/** Whether the full name of a layer is what it was, but for parts of it that were renamed. */
function isRenaming(before: string, after: string | undefined, text: string, newName: string): boolean {
  const parts = after?.split('.');
  return before.split('.').every((part, i) => part === parts?.[i] || (part === text && parts?.[i] === newName));
}
