import { reportOf, type AnalysisState } from '../report/analysis-state';
import type { Report } from '../report/report';
import type { Statement } from '../spec/syntax/tree';
import type { SpecificationDocument } from './document';
import { elementAt, elementsOf, type Element } from './elements';
import { layerMarkdown } from './hover/layer';
import { modelMarkdown } from './hover/model';
import { parameterMarkdown } from './hover/parameter';
import { argumentMarkdown, codeMarkdown, directiveMarkdown, memberMarkdown, subjectMarkdown } from './hover/words';
import { progressTitle } from './kappa-title';
import type { Hover } from './types';

/** What stands at an offset, with the figures of the state where they belong to this text. */
export function doHover(document: SpecificationDocument, offset: number, state?: AnalysisState): Hover | undefined {
  const element = elementAt(document.specification.tree, offset);
  const markdown = element && describe(element, document, state);
  return markdown === undefined ? undefined : { markdown, range: element!.range };
}

function describe(element: Element, document: SpecificationDocument, state?: AnalysisState): string | undefined {
  const report = reportOf(state, document.hash);
  switch (element.type) {
    case 'model':
      return model(document, report, state);
    case 'layer':
      return layerMarkdown(document, element.statement, report);
    case 'reference': {
      const statement = statementNamed(element.name, document);
      return statement && layerMarkdown(document, statement, report);
    }
    case 'parameter':
      return parameterMarkdown(document, element.name);
    case 'argument':
      return argumentMarkdown(element.callee, element.name, element.parameter);
    case 'member':
      return memberMarkdown(element.noun, element.entry);
    case 'directive':
      return directiveMarkdown(element.entry);
    case 'subject':
      return subjectMarkdown(element.subject);
    case 'code':
      return codeMarkdown(element.code);
  }
}

function model(document: SpecificationDocument, report?: Report, state?: AnalysisState): string {
  const { architecture, draft } = document.specification;
  const progress = state?.status === 'fresh' && report ? '' : `*${progressTitle(document, state)}*`;
  const described = architecture ?? draft;
  return [described ? modelMarkdown(described, report) : '', progress].filter((part) => part !== '').join('\n\n');
}

/** By label, or by the name that the layer has in the network. */
function statementNamed(name: string, { specification }: SpecificationDocument): Statement | undefined {
  const layers = (specification.architecture ?? specification.draft)?.layers ?? [];
  const start = layers.find((layer) => layer.name === name)?.range.start;
  for (const element of elementsOf(specification.tree))
    if (element.type === 'layer' && (element.statement.label?.text === name || element.statement.range.start === start))
      return element.statement;
  return undefined;
}
