import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse';
import { compareReports } from '../../src/report/comparison';
import { renderJson } from '../../src/report/json';
import type { Report } from '../../src/report/report';
import { densityReport } from '../support/sample-reports/density';
import { readSpecification } from '../../src/spec/specification';

const page = readFileSync('docs/report.md', 'utf8');

/** Between them they have every section: bounds that apply and that do not, predictions, seeds, expectations, findings with fixes. */
const examples = [
  'model Narrow { input 6 data gaussian(samples: 20) dense(3, bias: false) dense(4, bias: false) seeds 2 expect kappa < 2 }',
  'model Typo { input 6 dens(4) }',
];

it('docs/report.md names every key of a Report', async () => {
  const keys = new Set<string>();
  for (const source of examples) collect(JSON.parse(await json(source)), keys);
  collect(densityReport, keys);
  const unnamed = [...keys].filter((key) => !new RegExp(`\`(theory\\.)?${key}\``).test(page));
  expect(keys.size).toBeGreaterThan(100);
  expect(unnamed).toEqual([]);
});

it('docs/report.md names every key of a comparison', async () => {
  const report = JSON.parse(await json(examples[0])) as Report;
  const comparison = compareReports(report, report);
  const keys = [comparison, comparison.kappa, comparison.layers[0]].flatMap(Object.keys);
  expect(keys.filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
});

async function json(source: string): Promise<string> {
  const { architecture, problems } = readSpecification(source, { syntax: 'arch' });
  const files = { read: () => Promise.reject(new Error('There are no files.')) };
  const options = { files, source: 'x.arch', budgetSeconds: 60 };
  const result = architecture ? await analyse(architecture, options) : { problems };
  return renderJson([{ file: 'x.arch', source, ...result }]);
}

function collect(value: unknown, keys: Set<string>): void {
  if (Array.isArray(value)) value.forEach((item) => collect(item, keys));
  else if (value !== null && typeof value === 'object')
    for (const [key, inner] of Object.entries(value)) {
      keys.add(key);
      collect(inner, keys);
    }
}
