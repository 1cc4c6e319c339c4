import type { Outcome } from '../../../src/report/outcome';
import { rangeOf } from './parts';

const badSource = 'model Bad {\n  input 4\n\tdense(5, activatoin: relu)\n}\n';

/** A specification that cannot be analysed. */
export const badOutcome: Outcome = {
  file: 'bad.arch',
  source: badSource,
  problems: [
    {
      code: 'K023',
      severity: 'error',
      message: 'dense has no argument "activatoin".',
      range: rangeOf(badSource, 'activatoin'),
      hint: 'Did you mean activation?',
      fix: { title: 'Write activation', edits: [{ range: rangeOf(badSource, 'activatoin'), newText: 'activation' }] },
    },
  ],
};
