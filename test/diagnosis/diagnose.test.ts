import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/diagnosis/diagnose';
import { architecture, dense } from '../support/architecture-builder';
import { report, type ReportOptions } from '../support/report-builder';
import type { Architecture } from '../../src/spec/architecture';

const range = (start: number) => ({ start, end: start + 4 });
const allow = (code: string, start = 500) => [{ code, range: range(start) }];

function codes(network: Architecture, options: ReportOptions = {}, settings: Record<string, number> = {}): string[] {
  const { findings } = diagnose({ report: report(network, options), architecture: network }, settings);
  return findings.map(({ code }) => code);
}

const bad: ReportOptions = { spectrum: { kappa: 1e6 }, data: { duplicates: 1, samples: 32 } };

describe('diagnose', () => {
  it('has nothing to say of a healthy network', () => {
    expect(codes(architecture({ layers: [dense(64), dense(4)] }), { spectrum: { rank: 32 } })).toEqual([]);
  });

  it('orders by severity, then place, then code', () => {
    const network = architecture({
      layers: [dense(2), dense(4)],
      data: { ...architecture().data, range: range(150) },
      expectations: [{ subject: 'kappa', operator: '<', limit: 10, text: 'kappa < 10', range: range(900) }],
    });
    const skipped = [{ stage: 's', reason: 'r', estimate: 'e', instead: 'i' }];
    // Error; warnings at 6 (model), 100 (layer), 150 (data); information at 6 (model), 100 (layer).
    expect(codes(network, { ...bad, spectrum: { kappa: 1e6, kappaInterval: null, rank: 20 }, skipped })).toEqual([
      'K092',
      'K110',
      'K111',
      'K204',
      'K901',
      'K113',
    ]);
  });

  it('hands settings to the rules', () => {
    expect(
      codes(
        architecture(),
        { spectrum: { kappa: 1e6, rank: 32 } },
        { 'kappa.thresholds.kappa': 1e7, 'kappa.thresholds.depthOverWidth': 9 },
      ),
    ).toEqual([]);
  });
});

describe('allow', () => {
  const wide = [dense(64), dense(4)];
  const spectrum = { kappa: 1e6, rank: 32 };

  it('silences for the whole model', () => {
    expect(codes(architecture({ layers: wide, allow: allow('K110') }), { spectrum })).toEqual([]);
  });

  it('silences on the layer of the finding only', () => {
    const dead = (on: 'first' | 'second') =>
      architecture({
        layers: [
          dense(64, on === 'first' ? { allow: allow('K123') } : {}),
          dense(4, on === 'second' ? { allow: allow('K123') } : {}),
        ],
      });
    const options = { spectrum: { rank: 32 }, layers: { dense1: { deadUnits: 60 } } };
    expect(codes(dead('first'), options)).toEqual([]);
    expect(codes(dead('second'), options)).toEqual(['K123', 'K091']);
  });

  it.each([
    { code: 'K202', message: 'allow K202 silences nothing here ("Data is not centred" is not found).' },
    { code: 'K777', message: 'allow K777 silences nothing: no rule has this code.' },
    { code: 'K021', message: 'allow K021 silences nothing: no rule has this code.' },
  ])('reports $code unused', ({ code, message }) => {
    const network = architecture({ layers: wide, allow: allow(code) });
    const { findings } = diagnose({ report: report(network, { spectrum: { rank: 32 } }), architecture: network });
    expect(findings).toMatchObject([{ code: 'K091', severity: 'warning', message, range: range(500) }]);
  });

  it('reports an unused one in a repeat once, and not when one iteration needs it', () => {
    const repeated = dense(64, { allow: allow('K123') });
    const network = architecture({ layers: [repeated, repeated, dense(4)] });
    expect(codes(network, { spectrum: { rank: 32 } })).toEqual(['K091']);
    expect(codes(network, { spectrum: { rank: 32 }, layers: { dense2: { deadUnits: 60 } } })).toEqual([]);
  });

  it('waits until the rule could be checked', () => {
    const network = architecture({ layers: wide, allow: allow('K110') });
    expect(codes(network, { spectrum: { kappa: null, rank: null } })).toEqual([]);
  });
});
