import { renderBoundsJson } from '../../report/json';
import { renderBoundsText } from '../../report/text';
import { analysisOptions } from '../analyse-files';
import type { Command } from '../command';
import { printPart } from '../print-part';

export const bounds: Command = {
  name: 'bounds',
  summary: 'the certified bracket of kappa and every bound',
  operands: 'FILE',
  description: [
    'Prints the interval that certainly holds kappa and every bound with its gap, its source, or why it does ' +
      'not apply, as text or as JSON. FILE may be - for standard input.',
  ],
  examples: ['kappa bounds model.arch', 'kappa bounds model.arch --format json'],
  options: ['format', ...analysisOptions],

  run: (request, host) => printPart('bounds', { text: renderBoundsText, json: renderBoundsJson }, request, host),
};
