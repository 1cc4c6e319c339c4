import { reportOf, type AnalysisState } from '../report/analysis-state';
import type { Report } from '../report/report';
import type { Range } from '../spec/problem';
import type { Statement } from '../spec/syntax/tree';
import type { SpecificationDocument } from './document';
import { layerMarkdown } from './hover/layer';
import { modelMarkdown } from './hover/model';
import { parameterMarkdown } from './hover/parameter';
import { argumentAt, directiveAt, modelWord } from './hover/places';
import { argumentMarkdown, codeMarkdown, directiveMarkdown, memberMarkdown, subjectMarkdown } from './hover/vocabulary';
import { progressTitle } from './kappa-title';
import { statementsAround } from './statements';
import type { Hover } from './types';
import { isLabel, wordsOf, type Word } from './words';

/** What stands at an offset, with the figures of the state where they belong to this text. */
export function doHover(document: SpecificationDocument, offset: number, state?: AnalysisState): Hover | undefined {
  const subject = { document, state, report: reportOf(state, document.hash) };
  return atWord(subject, offset) ?? aroundWords(subject, offset);
}

interface Subject {
  readonly document: SpecificationDocument;
  readonly state: AnalysisState | undefined;
  readonly report: Report | undefined;
}

function atWord(subject: Subject, offset: number): Hover | undefined {
  for (const word of wordsOf(subject.document.specification.tree)) {
    if (!isIn(word.range, offset)) continue;
    const markdown = describe(word, subject);
    return markdown === undefined ? undefined : { markdown, range: word.range };
  }
  return undefined;
}

/** Numbers, flags and choices are explained by the argument that they are for, and all else of a directive by the directive. */
function aroundWords(subject: Subject, offset: number): Hover | undefined {
  const { tree } = subject.document.specification;
  const model = modelWord(tree);
  if (model && isIn(model, offset)) return { markdown: describeModel(subject), range: model };
  const argument = argumentAt(tree, offset);
  if (argument) return { markdown: argumentMarkdown(argument), range: argument.range };
  const directive = directiveAt(tree, offset);
  return directive && { markdown: directiveMarkdown(directive.entry), range: directive.range };
}

/** Undefined where the word alone says nothing. */
function describe(word: Word, subject: Subject): string | undefined {
  const { document } = subject;
  switch (word.role) {
    case 'model':
      return describeModel(subject);
    case 'parameter':
      return parameterMarkdown(document, word.text);
    case 'label':
    case 'kind':
      return describeLayer(word.range.start, subject);
    case 'layerName':
      return describeLayer(layerStart(word.text, document), subject);
    case 'argument':
    case 'directive':
      return undefined;
    case 'value':
    case 'callee':
      return describeValue(word, subject);
    case 'code':
      return codeMarkdown(word.text);
  }
}

function describeValue({ text, expected, target }: Word, subject: Subject): string | undefined {
  if (target && expected && isLabel(expected)) return describeLayer(target.range.start, subject);
  if (target) return parameterMarkdown(subject.document, text);
  if (expected?.type === 'subject') return subjectMarkdown(text);
  const family = expected?.type === 'family' ? expected.family() : undefined;
  const entry = family?.entries.get(text);
  return family && entry && memberMarkdown(family.noun, entry);
}

function describeModel({ document, report, state }: Subject): string {
  const { architecture, draft } = document.specification;
  const described = architecture ?? draft;
  const isComplete = report !== undefined && state?.status === 'fresh';
  const parts = [
    described ? modelMarkdown(described, report) : '',
    isComplete ? '' : `*${progressTitle(document, state)}*`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function describeLayer(offset: number | undefined, { document, report }: Subject): string | undefined {
  const { model } = document.specification.tree;
  const statement: Statement | undefined =
    model && offset !== undefined ? statementsAround(model, offset).at(-1) : undefined;
  return statement && layerMarkdown(document, statement, report);
}

function layerStart(name: string, { specification: { draft } }: SpecificationDocument): number | undefined {
  return draft?.layers.find((layer) => layer.name === name)?.range.start;
}

function isIn({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset < end;
}
