import { describe, expect, it } from 'vitest';
import { runInHost } from './support/in-host';
import { createExamples } from './support/workspace';

// Each test that mocha ran inside the extension host counts as one here.
const workspace = createExamples();
const results = await runInHost(workspace).finally(() => workspace.remove());

for (const suite of new Set(results.map((each) => each.suite)))
  describe(suite, () => {
    for (const { title, state, error } of results.filter((each) => each.suite === suite))
      it(title, () => expect({ state, error }).toEqual({ state: 'passed' }));
  });
