import { expect, it } from 'vitest';
import { workspaceSummary, type SummaryRow } from '../../src/extension/workspace-summary';
import type { Finding } from '../../src/report/report';
import { linearReport } from '../support/sample-reports/linear';

const finding = (code: string, severity: Finding['severity'], message: string): Finding => ({
  ...{ code, severity, message, value: null, threshold: null, layer: null, range: { start: 0, end: 1 } },
  ...{ documentation: `docs/rules/${code}.md`, hint: null, related: [], fixes: [] },
});

function row(file: string, kappa: number, findings: readonly Finding[] = []): SummaryRow {
  const spectrum = { ...linearReport.spectrum, kappa, kappaInterval: [kappa, kappa] as const, rankCertain: true };
  const report = { ...linearReport, spectrum, findings };
  return { file, state: { status: 'fresh', hash: '', report, problems: [] }, messages: [] };
}

it('lists what cannot be analysed, then the largest kappa first, each with its worst finding', () => {
  const rows: SummaryRow[] = [
    row('good.arch', 12.5),
    row('bad.arch', 2e8, [
      finding('K203', 'information', 'Few samples.'),
      finding('K110', 'warning', 'kappa is 2e8 | above 1e4.'),
    ]),
    { file: 'broken.arch', state: { status: 'invalid', hash: '' }, messages: ['3:1 error K020 Name it.', 'more'] },
    { file: 'nets/a_b.arch', state: { status: 'failed', hash: '', message: 'No data.', problems: [] }, messages: [] },
  ];
  expect(workspaceSummary(rows)).toBe(`# Conditioning of the workspace

4 specifications, worst first.

| file | κ | verdict | worst finding |
|---|---|---|---|
| broken.arch | - | not analysed | 3:1 error K020 Name it. |
| nets/a\\_b.arch | - | not analysed | No data. |
| bad.arch | 2e8 | severely ill-conditioned | [K110](rules/K110.md): kappa is 2e8 \\| above 1e4. |
| good.arch | 12.5 | well conditioned | none |
`);
});
