import { severities } from '../../src/report/diagnostic';
import { formatNumber } from '../../src/report/numbers';
import type { Finding, Fix } from '../../src/report/report';
import type { Host } from '../state/host';
import { button } from '../ui/components';
import { h, replaceChildren } from '../ui/h';
import { severityIcon } from '../ui/icons';
import { type Part, section } from '../ui/section';

interface Item {
  readonly finding: Finding;
  /** In the report, for its fixes. */
  readonly index: number;
  /** Layers of the same statement that have it too. */
  readonly others: readonly string[];
}

/** What to change: message, cure, and what the cure would buy. */
export function findings(host: Host): Part {
  return section({
    id: 'findings',
    title: 'Findings',
    always: true,
    read: ({ report, hash }) => (report.layers.length === 0 ? null : { items: gathered(report.findings), hash }),
    content:
      (body) =>
      ({ items, hash }) =>
        replaceChildren(
          body,
          items.length === 0
            ? h('p', { class: 'quiet', 'data-testid': 'no-findings' }, 'Nothing to report.')
            : h(
                'ul',
                { class: 'findings' },
                items.map((item) => entry(item, hash, host)),
              ),
        ),
  });
}

/** Worst first, one item a rule and statement: a statement inside a `repeat` is several layers. */
function gathered(all: readonly Finding[]): readonly Item[] {
  const items = new Map<string, Item>();
  all.forEach((finding, index) => {
    const key = `${finding.code} ${finding.range.start} ${finding.range.end}`;
    const first = items.get(key);
    if (first === undefined) items.set(key, { finding, index, others: [] });
    else items.set(key, { ...first, others: [...first.others, finding.layer ?? finding.message] });
  });
  const badness = ({ finding }: Item) => severities.indexOf(finding.severity);
  return [...items.values()].sort((a, b) => badness(a) - badness(b));
}

function entry({ finding, index, others }: Item, hash: string, host: Host): HTMLElement {
  const { code, severity, message, range, hint, related, fixes } = finding;
  const reveal = (to: Finding['range']) => () => host.post({ type: 'reveal', range: to, hash });
  return h(
    'li',
    { class: 'finding', 'data-testid': 'finding', 'data-code': code, 'data-severity': severity },
    severityIcon(severity),
    h(
      'div',
      {},
      h('span', { class: 'visually-hidden' }, `${severity}: `),
      h(
        'button',
        { class: 'plain', id: `finding-${index}`, 'data-testid': 'finding-message', onclick: reveal(range) },
        message,
        others.length > 0 && ` (and in ${others.length} more of the same statement)`,
      ),
      hint !== null && h('p', { class: 'hint' }, hint),
      related.map((each, at) =>
        h(
          'p',
          { class: 'related' },
          h(
            'button',
            { class: 'link', id: `finding-${index}-related-${at}`, onclick: reveal(each.range) },
            each.message,
          ),
        ),
      ),
      fixes.map((fix, at) => cure(fix, { index, at, hash, host })),
    ),
    h(
      'button',
      {
        class: 'link code',
        id: `finding-${index}-code`,
        'data-testid': 'finding-code',
        'aria-label': `Explain ${code}`,
        onclick: () => host.post({ type: 'explain', code }),
      },
      code,
    ),
  );
}

interface Place {
  readonly index: number;
  readonly at: number;
  readonly hash: string;
  readonly host: Host;
}

function cure(fix: Fix, { index, at, hash, host }: Place): HTMLElement {
  return h(
    'div',
    { class: 'fix', 'data-testid': 'fix' },
    fix.edits.length === 0
      ? h('span', {}, fix.title)
      : button({
          label: fix.title,
          id: `finding-${index}-fix-${at}`,
          testId: 'apply-fix',
          onClick: () => host.post({ type: 'applyFix', hash, finding: index, fix: at }),
        }),
    gain(fix),
  );
}

function gain({ predicted, measured }: Fix): HTMLElement | null {
  const value = measured ?? predicted;
  if (value === null) return null;
  const words = measured !== null ? `κ ${formatNumber(value)}, measured` : `κ about ${formatNumber(value)}, predicted`;
  return h('span', { class: 'gain', 'data-testid': 'fix-gain', 'data-value': value }, words);
}
