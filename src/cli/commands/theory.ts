import { renderTheoryJson } from '../../report/json';
import type { Report } from '../../report/report';
import { renderTheoryText, type TextOptions } from '../../report/text';
import { theoryTopics } from '../../report/theory';
import { analysisOptions } from '../analyse-files';
import type { Command } from '../command';
import { printPart } from '../print-part';

export const theory: Command = {
  name: 'theory',
  summary: 'what the papers say: kernels, mean field, early direction, equilibrium, feature learning',
  operands: 'FILE',
  description: [
    'Prints the figures of every theory, or of one, with how far each can be trusted and where it comes from, as text ' +
      'or as JSON. FILE may be - for standard input.',
  ],
  examples: ['kappa theory model.arch', 'kappa theory model.arch --only mean-field'],
  options: ['only', 'format', ...analysisOptions],

  run(request, host) {
    const { only } = request.options;
    const topics = theoryTopics.filter(({ name }) => only === undefined || name === only).map(({ key }) => key);
    const part = {
      text: (report: Report, options: TextOptions) => renderTheoryText(report, topics, options),
      json: (report: Report) => renderTheoryJson(report, topics),
    };
    return printPart('theory', part, request, host);
  },
};
