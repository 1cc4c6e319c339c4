/** Of a report's page: quiet, legible on screens and on paper, light or dark as its reader has it. */
export const style = `:root {
  color-scheme: light dark;
  --foreground: #24292f;
  --quiet: #59636e;
  --rule: #d9dee3;
  --ground: #ffffff;
  --top: #0063d3;
  --bottom: #bf8803;
  --certified: rgba(0, 99, 211, 0.16);
  --doubt: rgba(229, 20, 0, 0.12);
  --well: #2e7d32;
  --moderate: #0063d3;
  --ill: #c25100;
  --severe: #c4161c;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --foreground: #d4d4d4;
    --quiet: #a0a0a0;
    --rule: #3a3a3a;
    --ground: #1f1f1f;
    --top: #59a4f9;
    --bottom: #cca700;
    --certified: rgba(89, 164, 249, 0.2);
    --doubt: rgba(241, 76, 76, 0.18);
    --well: #89d185;
    --moderate: #59a4f9;
    --ill: #e0883a;
    --severe: #f4716f;
  }
}
body {
  margin: 0;
  color: var(--foreground);
  background: var(--ground);
  font: 14px/1.5 system-ui, "Segoe UI", sans-serif;
}
main { max-width: 900px; margin: 0 auto; padding: 32px 24px; }
h1 { margin: 0; font-size: 1.3em; font-weight: 600; }
h1 small { color: var(--quiet); font-size: 0.75em; font-weight: 400; }
h2 { margin: 0 0 8px; font-size: 1em; font-weight: 600; }
p, ul, dl, figure { margin: 0; padding: 0; }
ul { list-style: none; }
article + article { margin-top: 64px; }
section { margin-top: 28px; padding-top: 12px; border-top: 1px solid var(--rule); }
.headline { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 14px; margin-top: 6px; }
.headline strong { font-size: 3em; font-weight: 300; line-height: 1.2; font-variant-numeric: tabular-nums; }
.symbol { color: var(--quiet); font: italic 2.4em/1.2 serif; }
.verdict::before {
  content: ""; display: inline-block; width: 0.7em; height: 0.7em; margin-inline-end: 0.5em;
  border: 1.5px solid var(--tone, var(--quiet)); border-radius: 50%; background: var(--tone, transparent);
}
.well { --tone: var(--well); }
.moderate { --tone: var(--moderate); }
.ill { --tone: var(--ill); }
.severe { --tone: var(--severe); }
.quiet, .fact, dt, footer, th { color: var(--quiet); }
.headline + .quiet { margin-bottom: 8px; }
.error { color: var(--severe); }
.warning { color: var(--ill); }
.information, .hint { color: var(--moderate); }
li { padding: 4px 0; }
.messages li + li { border-top: 1px solid var(--rule); }
code { font-family: ui-monospace, Consolas, monospace; }
svg { display: block; max-width: 100%; height: auto; margin: 4px 0 12px; }
.table { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 3px 14px 3px 0; font-weight: 400; text-align: start; vertical-align: baseline; }
th { font-size: 0.9em; white-space: nowrap; }
tbody tr { border-top: 1px solid var(--rule); }
.numeric { text-align: end; font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); gap: 8px 20px; }
dt { font-size: 0.9em; }
dd { margin: 0; }
footer { margin-top: 28px; font-size: 0.9em; }
@media print {
  article + article { break-before: page; }
  main { max-width: none; padding: 0; }
  section, figure, tr, li { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`;
