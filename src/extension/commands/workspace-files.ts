import { workspace, type Uri } from 'vscode';

/** Every specification of the workspace, by path. */
export async function specificationsOfWorkspace(): Promise<readonly Uri[]> {
  const found = await workspace.findFiles('**/*.{arch,arch.json}', '**/node_modules/**');
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
