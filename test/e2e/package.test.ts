import { readFileSync, statSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { vsix } from './support/paths';

const files = unzipSync(readFileSync(vsix));
const names = Object.keys(files)
  .filter((name) => name.startsWith('extension/'))
  .map((name) => name.slice('extension/'.length));

it('holds what the extension is made of and nothing else', () => {
  const kinds = names.map((name) => name.replace(/^docs\/.*\.md$/, 'docs/**.md'));
  expect([...new Set(kinds)].sort()).toEqual([
    'LICENSE.txt',
    'changelog.md',
    'dist/analysis-worker.js',
    'dist/extension.cjs',
    'dist/package.json',
    'dist/programs/analysis-worker.js',
    'dist/programs/server-thread.js',
    'dist/server-thread.js',
    'dist/third-party-notices.txt',
    'dist/web/extension.js',
    'dist/web/server.js',
    'dist/webview/panel.css',
    'dist/webview/panel.js',
    'docs/**.md',
    'examples/deep-linear.arch',
    'examples/orthogonal.arch.json',
    'examples/residual-mlp.arch',
    'examples/tiny-classifier.arch',
    'examples/unscaled-residual.arch',
    'media/arch.schema.json',
    'media/arch.tmLanguage.json',
    'media/file-dark.svg',
    'media/file-light.svg',
    'media/icon.png',
    'media/language-configuration.json',
    'media/walkthrough/example.md',
    'media/walkthrough/finding.md',
    'media/walkthrough/fix.md',
    'package.json',
    'readme.md',
  ]);
});

it('has a manifest that the browser takes: CommonJS, with both entries in the package', () => {
  const manifest = JSON.parse(strFromU8(files['extension/package.json']!));
  expect(manifest).not.toHaveProperty('type');
  expect(names).toEqual(
    expect.arrayContaining([manifest.main, manifest.browser].map((path) => path.slice('./'.length))),
  );
});

it('is small', () => expect(statSync(vsix).size).toBeLessThan(2e6));
