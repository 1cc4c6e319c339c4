import { expect, test } from 'vitest';
import { averagePool } from '../../../src/spec/catalogue/layers/pooling';
import { isShapeProblem } from '../../../src/spec/catalogue/layer';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

// Truth: every place of every window, one by one.
test('a window of padding only is refused, and only such a one', () => {
  const wrong: unknown[] = [];
  for (const input of range(1, 5))
    for (const kernel of range(1, 4))
      for (const stride of range(1, 3))
        for (const pad of range(0, 4))
          for (const dilation of range(1, 6))
            for (const ceil_mode of [false, true]) {
              const windows = { kernel: [kernel], stride: [stride], padding: [pad], dilation: [dilation], ceil_mode };
              const settings = { ...windows, count_include_pad: true };
              const result = averagePool.shape(settings, [input, 1], { layout: 'channels_last', inputs: [[input, 1]] });
              const span = dilation * (kernel - 1) + 1;
              if (input + 2 * pad < span) continue;
              let outputs = (ceil_mode ? Math.ceil : Math.floor)((input + 2 * pad - span) / stride) + 1;
              if (ceil_mode && (outputs - 1) * stride >= input + pad) outputs--;
              const empty = range(0, outputs - 1).some((t) =>
                range(0, kernel - 1)
                  .map((q) => t * stride - pad + q * dilation)
                  .every((at) => at < 0 || at >= input),
              );
              const expected = empty ? 'Some windows of avg_pool hold padding only.' : [outputs, 1];
              const actual = isShapeProblem(result) ? result.problem : result;
              if (String(actual) !== String(expected)) wrong.push({ input, settings, actual, expected });
            }
  expect(wrong).toEqual([]);
});
