import { workspace, type Uri } from 'vscode';
import { analyseRequest, type AnalyseParameters, type AnalyseResult } from '../../server/protocol';
import { notice } from '../notices';
import { withPatience } from '../progress';
import type { Session } from '../session';
import { documentAt } from '../specifications';
import { workspaceSummary, type SummaryRow } from '../workspace-summary';
import { specificationsOfWorkspace } from './workspace-files';

/** Kappa: Analyze Workspace. */
export async function analyzeWorkspace(session: Session): Promise<void> {
  const files = await specificationsOfWorkspace();
  if (files.length === 0) {
    return notice('information', 'This workspace holds no specifications, .arch or .arch.json files.');
  }
  const rows = await withPatience('Analysing the workspace', async (token, say) => {
    const done: SummaryRow[] = [];
    for (const [index, uri] of files.entries()) {
      const file = workspace.asRelativePath(uri);
      say(`${index + 1} of ${files.length}: ${file}`);
      const parameters: AnalyseParameters = { uri: uri.toString(), text: await textOf(uri) };
      const { state, messages } = await session.server.request<AnalyseResult>(analyseRequest, parameters, token);
      messages.forEach((message) => session.log.info(`${file}:${message}`));
      done.push({ file, state, messages });
    }
    return done;
  });
  if (!rows) return;
  await session.documentation.show('workspace.md', workspaceSummary(rows));
}

/** As it stands in the editor, saved or not. */
async function textOf(uri: Uri): Promise<string> {
  return documentAt(uri.toString())?.getText() ?? new TextDecoder().decode(await workspace.fs.readFile(uri));
}
