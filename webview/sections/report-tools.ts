import type { ReportFormat } from '../../src/panel/messages';
import type { Host } from '../state/host';
import { button, choice } from '../ui/components';
import { h } from '../ui/h';
import type { Part } from '../ui/section';

const formats: readonly { readonly value: ReportFormat; readonly label: string }[] = [
  { value: 'markdown', label: 'Markdown' },
  { value: 'html', label: 'HTML' },
  { value: 'json', label: 'JSON' },
];

/** Takes the whole report along. */
export function reportTools(host: Host): Part {
  const format = choice({
    label: 'Format of the report',
    testId: 'report-format',
    options: formats,
    value: host.memory.format,
    onChange: (chosen) => host.remember({ format: chosen }),
  });
  const send = (type: 'saveReport' | 'copyReport') => () => host.post({ type, format: host.memory.format });
  const element = h(
    'div',
    {
      class: 'section report-tools',
      role: 'group',
      'aria-label': 'Report',
      'data-testid': 'report-tools',
      hidden: true,
    },
    h('span', {}, 'Report as'),
    format,
    button({ label: 'Copy', description: 'Copy the report', testId: 'copy-report', onClick: send('copyReport') }),
    button({ label: 'Save…', description: 'Save the report', testId: 'save-report', onClick: send('saveReport') }),
  );
  return {
    element,
    update({ state }) {
      element.hidden = state?.status !== 'fresh';
    },
  };
}
