import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyseByCommandLine } from '../support/command-line';
import { codeLens } from '../support/lenses';
import { answerFileDialog, notification, quickPickRow, runCommand } from '../support/palette';
import { openPanel, testId } from '../support/panel';
import { useSession } from '../support/session';
import { small } from '../support/specifications';

describe('files that are written', () => {
  const session = useSession({ files: { 'small.arch': small }, open: 'small.arch' });
  /** Answers VS Code's dialog, waits for the file, and gives its content. */
  const saveAs = async (file: string) => {
    await answerFileDialog(session.page, session.workspace.folder, session.workspace.path(file));
    await expect.poll(() => existsSync(session.workspace.path(file))).toBe(true);
    await notification(session.page, `Saved ${file}`).waitFor();
    return session.workspace.read(file);
  };
  const kappa = () => analyseByCommandLine(session.workspace.path('small.arch')).spectrum.kappa;

  it.each([
    ['Markdown', 'report.md', /^## Small\n/],
    ['HTML', 'report.html', /^<!doctype html>/i],
    ['CSV', 'layers.csv', /^file,model,row,/],
    ['SARIF', 'findings.sarif', /"version": "2\.1\.0"/],
  ])('exports a report as %s', async (format, file, content) => {
    await codeLens(session.page, 'kappa 3.63').waitFor();
    await runCommand(session.page, 'Kappa: Export Report');
    await quickPickRow(session.page, format).click();
    expect(await saveAs(file)).toMatch(content);
  });

  it('exports the report of the command line as JSON', async () => {
    await runCommand(session.page, 'Kappa: Export Report');
    await quickPickRow(session.page, 'JSON').click();
    expect(JSON.parse(await saveAs('report.json')).spectrum.kappa).toBe(kappa());
  });

  it('saves a chart as SVG from the panel', async () => {
    const panel = await openPanel(session.page);
    await testId(panel, 'svg-spectrum').click();
    expect(await saveAs('spectrum.svg')).toMatch(/^<svg[^>]* xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  });

  it('saves a chart as PNG from the panel', async () => {
    const panel = await openPanel(session.page);
    await testId(panel, 'png-bracket').click();
    expect((await saveAs('bracket.png')).slice(1, 4)).toBe('PNG');
  });
});
