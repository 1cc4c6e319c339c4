import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { renderSarif } from '../../src/report/sarif';
import { badOutcome } from '../support/sample-reports/bad';
import { linearOutcome } from '../support/sample-reports/linear';
import { reluOutcome } from '../support/sample-reports/relu';
import { skippedOutcome } from '../support/sample-reports/skipped';

const validate = sarifValidator();
const rule = (code: string) => ({ title: `About ${code}`, summary: null, severity: null });

describe('SARIF logs are valid against the SARIF 2.1.0 schema', () => {
  it.each([
    ['no outcome', []],
    ['a file that does not read', [badOutcome]],
    ['findings with fixes', [linearOutcome, reluOutcome]],
    ['everything at once', [badOutcome, linearOutcome, reluOutcome, skippedOutcome]],
  ])('%s', (_, outcomes) => {
    const log = JSON.parse(renderSarif(outcomes, { toolVersion: '0.1.0', rule })) as object;
    validate(log);
    expect(validate.errors).toBeNull();
  });

  it('and the schema tells a broken one', () => {
    expect(validate({ version: '2.1.0', runs: [{ results: [{}] }] })).toBe(false);
  });
});

function sarifValidator() {
  const folder = createRequire(import.meta.url)
    .resolve('@microsoft/jest-sarif/package.json')
    .replace('package.json', '');
  const schema = JSON.parse(readFileSync(`${folder}lib/schemas/sarif-2.1.0-rtm.5.json`, 'utf8')) as Record<
    string,
    unknown
  >;
  // Its draft-04 style id and meta-schema are not what the validator expects; the rest reads as draft 7.
  delete schema.id;
  delete schema.$schema;
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  addFormats(ajv);
  return ajv.compile(schema);
}
