import { type Diagnostic, diagnosticsOf, expectationState } from '../diagnostic';
import { escaped, tag } from '../markup';
import { formatCount, formatDuration, formatNumber, formatShare } from '../numbers';
import type { Outcome } from '../outcome';
import type { Report } from '../report';
import { placeAt } from '../source-text';

/** Problems of the specification and findings, worst first. Empty without any. */
export function messageList(outcome: Outcome): string {
  return list(
    'messages',
    diagnosticsOf(outcome).map((each) => message(each, outcome)),
  );
}

function message({ code, severity, message: text, range, hint, fixes }: Diagnostic, { file, source }: Outcome): string {
  const { line, column } = placeAt(source, range.start);
  const place = tag('span', { class: 'quiet' }, escaped(`${file}:${line}:${column}`));
  const cures = fixes.map(({ title, predicted, measured }) => {
    const gain =
      measured !== null
        ? ` (κ ${formatNumber(measured)}, measured)`
        : predicted !== null
          ? ` (κ about ${formatNumber(predicted)}, predicted)`
          : '';
    return tag('p', { class: 'quiet' }, escaped(`Fix: ${title}${gain}`));
  });
  return [
    `${tag('strong', { class: severity }, `${severity} ${escaped(code)}`)} ${escaped(text)} ${place}`,
    hint === null ? '' : tag('p', { class: 'quiet' }, escaped(hint)),
    ...cures,
  ].join('');
}

const signs = { holds: '✓', failed: '✗', 'cannot tell': '?' } as const;

export function expectationList({ expectations }: Report): string {
  const items = expectations.map((each) => {
    const state = expectationState(each);
    return `${signs[state]} ${tag('code', {}, escaped(each.text))} ${state} ${tag('span', { class: 'quiet' }, escaped(each.actual))}`;
  });
  return list('expectations', items);
}

export function dataList({ data }: Report): string {
  const oddities = [
    ['duplicates', data.duplicates],
    ['pairs x, -x', data.antipodal],
    ['constant features', data.constantFeatures],
  ] as const;
  const facts: readonly (readonly [string, string])[] = [
    ['source', data.source],
    ['samples', formatCount(data.samples)],
    ['dimension', formatCount(data.dimension)],
    ['rank of the second moment', formatCount(data.rank)],
    ['condition of the second moment', formatNumber(data.kappaSigma)],
    ['share of the mean', formatShare(data.meanShare)],
    ...oddities.filter(([, count]) => count > 0).map(([title, count]) => [title, formatCount(count)] as const),
  ];
  const rows = facts.map(([title, text]) => tag('div', {}, tag('dt', {}, title), tag('dd', {}, escaped(text))));
  return tag('dl', {}, ...rows);
}

export function skippedList({ skipped }: Report): string {
  const items = skipped.map(({ stage, reason, estimate, instead }) =>
    escaped(`${stage}: ${reason} (would take ${estimate}). Shown instead: ${instead}.`),
  );
  return list('skipped', items);
}

export function timingLine({ timings }: Report): string {
  if (timings.length === 0) return '';
  const text = timings.map(({ stage, milliseconds }) => `${stage} ${formatDuration(milliseconds)}`).join(' · ');
  return tag('footer', {}, escaped(text));
}

/** Empty without items. */
function list(name: string, items: readonly string[]): string {
  return items.length === 0 ? '' : tag('ul', { class: name }, ...items.map((item) => tag('li', {}, item)));
}
