import type { AnalysisState } from '../../report/analysis-state';
import { reaches } from '../../report/diagnostic';
import { placeAt } from '../../report/source-text';
import type { SpecificationDocument } from '../../service/document';
import { doValidation } from '../../service/validation';

/** Errors and warnings of a document, one line each: `12:5 error K020 The model …`. */
export function messageLines(source: SpecificationDocument, state: AnalysisState): readonly string[] {
  return doValidation(source, state)
    .filter(({ severity }) => reaches(severity, 'warning'))
    .map(({ range, severity, code, message }) => {
      const { line, column } = placeAt(source.text, range.start);
      return `${line}:${column} ${severity} ${code} ${message.split('\n', 1)[0]}`;
    });
}
