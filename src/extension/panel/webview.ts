import { Uri, type WebviewPanel } from 'vscode';
import { panelPage } from '../../panel/page';
import { createNonce } from './nonce';

/** Loads the page; it may load nothing but the script and the style sheet that are built for it. */
export function loadPage(view: WebviewPanel, extensionUri: Uri): void {
  const folder = Uri.joinPath(extensionUri, 'dist', 'webview');
  const address = (file: string) => view.webview.asWebviewUri(Uri.joinPath(folder, file)).toString();
  const icon = (theme: string) => Uri.joinPath(extensionUri, 'media', `file-${theme}.svg`);
  view.iconPath = { light: icon('light'), dark: icon('dark') };
  view.webview.options = { enableScripts: true, localResourceRoots: [folder] };
  view.webview.html = panelPage({
    script: address('panel.js'),
    style: address('panel.css'),
    source: view.webview.cspSource,
    nonce: createNonce(),
  });
}
