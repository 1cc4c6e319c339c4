import { describe, expect, it } from 'vitest';
import { runInHost } from './support/in-host';
import { createExamples } from './support/workspace';

// Each test that mocha ran inside the extension host counts as one here.
const workspace = createExamples();
const results = await runInHost(workspace).finally(() => workspace.remove());

describe.each([...new Set(results.map(({ suite }) => suite))])('%s', (suite) => {
  const tests = results.filter((each) => each.suite === suite);
  it.each(tests)('$title', ({ state, error }) => expect({ state, error }).toEqual({ state: 'passed' }));
});
