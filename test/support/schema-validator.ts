import Ajv, { type ValidateFunction } from 'ajv';
import { jsonSchema } from '../../src/spec/schema';

/** Whether a document satisfies the JSON schema of specifications. Ajv's inlining would take seconds, for code that runs a moment. */
export function schemaValidator(): ValidateFunction {
  return new Ajv({ strict: false, inlineRefs: false, code: { optimize: false } }).compile(jsonSchema());
}
