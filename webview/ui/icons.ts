import type { Severity } from '../../src/spec/problem';
import { svg } from './h';

const shapes: Readonly<Record<Severity, readonly (readonly [string, Readonly<Record<string, string | number>>])[]>> = {
  error: [
    ['circle', { cx: 8, cy: 8, r: 6.25 }],
    ['path', { d: 'M5.75 5.75l4.5 4.5m0-4.5l-4.5 4.5' }],
  ],
  warning: [
    ['path', { d: 'M8 2.25L14.25 13.5H1.75z' }],
    ['path', { d: 'M8 6.5v3.5m0 1.25v.75' }],
  ],
  information: [
    ['circle', { cx: 8, cy: 8, r: 6.25 }],
    ['path', { d: 'M8 7.25v4m0-6.5v.75' }],
  ],
  hint: [
    ['path', { d: 'M5.5 9.75a3.75 3.75 0 1 1 5 0v1.5h-5z' }],
    ['path', { d: 'M6.5 13.5h3' }],
  ],
};

/** A sign for a severity, for eyes only: the word stands beside it. */
export function severityIcon(severity: Severity): SVGElement {
  return svg(
    'svg',
    {
      class: `icon ${severity}`,
      viewBox: '0 0 16 16',
      width: 16,
      height: 16,
      'aria-hidden': 'true',
      focusable: 'false',
    },
    shapes[severity].map(([name, attributes]) => svg(name, attributes)),
  );
}
