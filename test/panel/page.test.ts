import { expect, test } from 'vitest';
import { panelPage } from '../../src/panel/page';

const page = panelPage({
  script: 'https://host/panel.js?a="1"&b=2',
  style: 'https://host/panel.css',
  source: 'https://*.host',
  nonce: 'n0nce',
});

function policy(): Readonly<Record<string, string>> {
  const [, content] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  const directives = content.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).split('; ');
  return Object.fromEntries(directives.map((each) => [each.split(' ')[0], each.split(' ').slice(1).join(' ')]));
}

test('allows the one script by its nonce, the style sheet by its source, and nothing else', () => {
  expect(policy()).toEqual({
    'default-src': "'none'",
    'script-src': "'nonce-n0nce'",
    'style-src': "https://*.host 'nonce-n0nce'",
    'img-src': 'data:',
  });
});

test('loads what it was given, escaped', () => {
  expect(page).toContain('<script nonce="n0nce" src="https://host/panel.js?a=&#34;1&#34;&#38;b=2"></script>');
  expect(page).toContain('<link rel="stylesheet" href="https://host/panel.css" />');
  expect(page).not.toMatch(/style=|onload|onclick|unsafe/);
});
