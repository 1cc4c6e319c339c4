import { stringify } from '../../report/json';
import { jsonSchema } from '../../spec/schema';
import type { Command } from '../command';
import { exitCode } from '../exit-code';
import { resultOutput } from '../result-output';
import { UsageError } from '../usage-error';

export const schema: Command = {
  name: 'schema',
  summary: 'JSON schema of .arch.json',
  operands: '',
  description: [
    'Prints the JSON schema (draft 7) of specifications written as JSON, for editors and programs that write them.',
  ],
  examples: ['kappa schema --out arch.schema.json'],
  options: ['out'],

  async run(request, host) {
    const { operands } = request;
    if (operands.length > 0) throw new UsageError(`kappa schema takes no file, so ${operands[0]} is too much.`);
    const output = resultOutput(host, request);
    output.write(`${stringify(jsonSchema())}\n`);
    output.finish();
    return exitCode.fine;
  },
};
