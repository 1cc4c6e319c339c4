import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kappa, temporaryFolder } from './terminal';

const folder = temporaryFolder();

/** One linear layer has the kappa of its data's second moment: 1 when white. */
const network = (whiten: boolean) => `model Tiny {
  input 2
  data gaussian(samples: 64, covariance: condition(100), seed: 1, whiten: ${whiten})
  dense(2, bias: false)
}
`;
writeFileSync(join(folder, 'raw.arch'), network(false));
writeFileSync(join(folder, 'white.arch'), network(true));
writeFileSync(join(folder, 'bad.arch'), 'model Bad {\n  input 2\n  dnse(2)\n}\n');

describe('compare', () => {
  it('says what changed', async () => {
    const { code, out, err } = await kappa(folder, ['compare', 'raw.arch', 'white.arch']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [, factor] = /^kappa ([\d.]+) times lower\n/.exec(out) ?? [];
    const [, before] = /^kappa +([\d.]+) +1$/m.exec(out) ?? [];
    expect(Number(factor)).toBeGreaterThan(50);
    expect(factor).toBe(String(Number(Number(before).toPrecision(3))));
    expect(out).toMatch(/before: raw\.arch +after: white\.arch/);
  });

  it('reads one side from standard input', async () => {
    const { code, out } = await kappa(folder, ['compare', '-', 'white.arch', '--format', 'markdown'], {
      stdin: network(true),
    });
    expect(code).toBe(0);
    expect(out).toMatch(/^## Tiny → white\.arch\n\nKappa: \*\*unchanged\*\*\n/);
  });

  it('says it in one line', async () => {
    const { out } = await kappa(folder, ['compare', 'white.arch', 'white.arch', '--quiet']);
    expect(out).toBe('white.arch → white.arch: kappa 1 → 1, unchanged\n');
  });

  it('gives the figures as JSON', async () => {
    const { out } = await kappa(folder, ['compare', 'white.arch', 'white.arch', '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({
      label: { before: 'white.arch', after: 'white.arch' },
      kappa: { before: expect.closeTo(1, 12), after: expect.closeTo(1, 12), ratio: 1, trend: 'unchanged' },
      layers: [{ name: 'dense1', change: 'kept', bottomShare: { before: 1, after: 1 } }],
      findings: { gone: [], new: [] },
    });
  });

  it.each([
    [['compare', 'white.arch'], /takes two files/],
    [['compare', 'white.arch', 'white.arch', 'white.arch'], /takes two files/],
    [['compare', 'white.arch', 'white.arch', '--format', 'csv'], /no format csv/],
    [['compare', 'white.arch', 'missing.arch'], /missing\.arch/],
    [['compare', 'bad.arch', 'white.arch'], /^bad\.arch:3:3: error K021/],
  ])('%s exits with 2 and says why', async (words, message) => {
    const { code, out, err } = await kappa(folder, words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });
});
