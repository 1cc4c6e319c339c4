import { expect, it } from 'vitest';
import { withCommandLinks } from '../../src/extension/rule-links';

it.each([
  ['[K110](kappa-docs:/rules/K110.md)', '[K110](command:kappa.explainRule?%5B%22K110%22%5D)'],
  [
    'see [K110](kappa-docs:/rules/K110.md), [K201](kappa-docs:/rules/K201.md)',
    'see [K110](command:kappa.explainRule?%5B%22K110%22%5D), [K201](command:kappa.explainRule?%5B%22K201%22%5D)',
  ],
  ['[elsewhere](https://example.com/K110.md)', '[elsewhere](https://example.com/K110.md)'],
  ['kappa-docs:/rules/K110.md', 'kappa-docs:/rules/K110.md'],
])('%s', (markdown, expected) => expect(withCommandLinks(markdown)).toBe(expected));
