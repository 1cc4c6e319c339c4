// Writes test/webview/harness/themes.json: the colours and fonts that the panel gets from VS Code's own themes.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { installHost } from './e2e-host.js';
import { importSource } from './import-source.js';
import { pack } from './package.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};

/** Names of the variables that the page reads. */
async function used() {
  const texts = await Promise.all(
    ['panel.js', 'panel.css'].map((file) => readFile(`${root}dist/webview/${file}`, 'utf8')),
  );
  return [...new Set(texts.join('').match(/--vscode-[\w-]+/g))].sort();
}

/** Class of the body and values of the variables, in a panel of a real VS Code with the theme. */
async function themeOf(name, variables, { startServer, openWorkbench, launchBrowser, createExamples, webview, vsix }) {
  const server = await startServer({ vsix, settings: { 'workbench.colorTheme': name } });
  const examples = createExamples();
  const browser = await launchBrowser();
  try {
    const { page } = await openWorkbench(browser, server.origin, {
      folder: examples.folder,
      openFile: examples.path('tiny-classifier.arch'),
    });
    await page.locator('.editor-actions').getByLabel('Open Conditioning Panel').click();
    const panel = webview(page);
    await panel.getByTestId('state').waitFor();
    return await panel.locator('body').evaluate((body, names) => {
      const style = body.ownerDocument.documentElement.style;
      const entries = names.map((each) => [each, style.getPropertyValue(each).trim()]);
      return {
        kind: body.dataset.vscodeThemeKind,
        class: body.className,
        variables: Object.fromEntries(entries.filter(([, value]) => value !== '')),
      };
    }, variables);
  } finally {
    await browser.close();
    await server.stop();
    examples.remove();
  }
}

installHost();
await pack();
const support = await importSource(
  ...['server', 'workspace', 'workbench', 'browser', 'panel', 'paths'].map((name) => `test/e2e/support/${name}`),
);
const variables = await used();
const result = {};
for (const [key, name] of Object.entries(themes)) result[key] = await themeOf(name, variables, support);
const path = `${root}test/webview/harness/themes.json`;
await writeFile(path, await format(JSON.stringify(result), { ...(await resolveConfig(path)), filepath: path }));
