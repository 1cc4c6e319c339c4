import { describe, expect, it } from 'vitest';
import { AnalysisCache } from '../../src/analysis/analysis-cache';
import { Budget, type Cost } from '../../src/analysis/budget';
import { describeSpectrum, firstLook, type SpectrumSource } from '../../src/analysis/spectrum-stages';
import { Stages } from '../../src/analysis/stages';
import { factoredJacobian } from '../../src/gauss-newton/jacobian';
import type { MeasuredKappa } from '../../src/gauss-newton/measured-kappa';
import { instantiate } from '../../src/network/instantiate';
import { validArch } from '../support/elaborate-arch';
import { memoryFiles } from '../support/tensor-files';

/** Allows so many costly stages and no more. */
class Purse extends Budget {
  constructor(private allowed: number) {
    super(3600);
  }

  override allows(stage: string, cost: Cost, instead: string): boolean {
    return super.allows(stage, this.allowed-- > 0 ? cost : { ...cost, seconds: Infinity }, instead);
  }
}

async function sourceOf(body: string, allowed: number): Promise<SpectrumSource> {
  const network = (await instantiate(validArch(`model M { ${body} }`), memoryFiles({}))).value!;
  const jacobian = factoredJacobian(network, undefined);
  return {
    network,
    jacobian,
    structuralRank: null,
    budget: new Purse(allowed),
    stages: new Stages({}),
    cache: new AnalysisCache(),
    kappaFirst: true,
  };
}

const data = 'input 30 data gaussian(samples: 20)';
const wide = `${data} a: dense(40, activation: tanh) b: dense(8)`;
/** A dead network of the same size: its Jacobian is 0. */
const zero = `${data} init zeros biases zeros a: dense(40, activation: relu, bias: false) b: dense(8, bias: false)`;
/** Rank 20 * 7: the last layer has 7 units before it, no biases. */
const deficient = `${data} a: dense(4, activation: tanh, bias: false) b: dense(8, bias: false)`;

describe('how far a spectrum is measured', () => {
  it.each([
    { name: 'whole', body: wide, allowed: 9, extents: ['ends', 'whole'], skipped: [] },
    {
      name: 'its two ends for want of budget',
      body: wide,
      allowed: 1,
      extents: ['ends', 'ends'],
      skipped: ['spectrum'],
    },
    {
      name: 'not at all for want of budget',
      body: wide,
      allowed: 0,
      extents: ['nothing', 'nothing'],
      skipped: ['spectrum'],
    },
    {
      name: 'whole or not at all where the rank is not full',
      body: deficient,
      allowed: 9,
      extents: ['nothing', 'whole'],
      skipped: [],
    },
    { name: 'not at all where J is zero', body: zero, allowed: 9, extents: ['nothing', 'nothing'], skipped: [] },
    {
      name: 'at once where it is small',
      body: wide.replace('dense(8)', 'dense(3)'),
      allowed: 9,
      extents: ['whole', 'whole'],
      skipped: [],
    },
  ])('$name', async ({ body, allowed, extents, skipped }) => {
    // prettier-ignore
    const source = await sourceOf(body, allowed);
    const { known, rest } = await firstLook(source);
    expect([known.extent, (await rest()).extent]).toEqual(extents);
    expect(source.budget.skipped.map(({ stage }) => stage)).toEqual(skipped);
  });
});

describe('where nobody waits for kappa', () => {
  it('the whole spectrum comes at once, the same', async () => {
    const patient = await firstLook({ ...(await sourceOf(wide, 9)), kappaFirst: false });
    const rest = await (await firstLook(await sourceOf(wide, 9))).rest();
    expect(patient.known.extent).toBe('whole');
    expect(patient.known).toMatchObject({
      measured: { values: (rest as { measured: MeasuredKappa }).measured.values },
    });
  });

  it('both ends still come first where the budget does not cover the rest', async () => {
    class Short extends Purse {
      override covers(): boolean {
        return false;
      }
    }
    const source = { ...(await sourceOf(wide, 9)), kappaFirst: false, budget: new Short(9) };
    expect((await firstLook(source)).known.extent).toBe('ends');
  });
});

describe('what is said of two ends', () => {
  it('while the rest is to come: no shares; for good: those of the whole spectrum, and why there is no more', async () => {
    const rich = await sourceOf(wide, 9);
    const poor = await sourceOf(wide, 1);
    const look = await firstLook(rich);
    const early = await describeSpectrum(rich, look.known as never);
    const whole = await describeSpectrum(rich, (await look.rest()) as never);
    const final = await describeSpectrum(poor, (await (await firstLook(poor)).rest()) as never);
    expect([early.shares, early.spectrum.skipped]).toEqual([null, null]);
    const [{ reason, estimate, instead }] = poor.budget.skipped;
    expect(final.spectrum).toEqual({ ...early.spectrum, skipped: { reason, estimate } });
    expect(instead).toBe('kappa from both ends of the spectrum');
    for (const kind of ['top', 'bottom', 'trace'] as const)
      whole.shares![kind].forEach((share, layer) => expect(final.shares![kind][layer]).toBeCloseTo(share, 5));
  });
});
