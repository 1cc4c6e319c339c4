import { escaped } from '../report/markup';

export interface PanelPage {
  /** Addresses of dist/webview/panel.js and panel.css as the page loads them. */
  readonly script: string;
  readonly style: string;
  /** Where the style sheet comes from, as a source of a content security policy: the webview's `cspSource`. */
  readonly source: string;
  /** Fresh for every page, letters and digits. */
  readonly nonce: string;
}

/** The HTML around the panel: one script, one style sheet, and nothing from anywhere else. */
export function panelPage({ script, style, source, nonce }: PanelPage): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    // The controls try a style element of their own to learn what the browser knows; it carries the nonce of the meta element below.
    `style-src ${source} 'nonce-${nonce}'`,
    // Charts are drawn from SVG text before they are saved as PNG.
    'img-src data:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8" />
    <meta http-equiv="Content-Security-Policy" content="${escaped(policy)}" />
    <meta property="csp-nonce" content="${escaped(nonce)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Kappa Lens</title>
    <link rel="stylesheet" href="${escaped(style)}" />
  </head>
  <body>
    <script nonce="${escaped(nonce)}" src="${escaped(script)}"></script>
  </body>
</html>
`;
}
