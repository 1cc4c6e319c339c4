// Draws media/terminal.svg for the README: what `kappa analyze` prints, up to its spectrum.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { importSource } from './import-source.js';

const FILE = 'examples/digits-linear.arch';
const COLUMNS = 100;
const [CHARACTER, LINE, MARGIN] = [8.4, 17, 16];
const root = new URL('..', import.meta.url);

/** Colours on light and on dark ground, by SGR code. */
const palette = {
  1: 'font-weight: bold',
  2: 'fill-opacity: 0.65',
  31: ['#b42318', '#ff7b72'],
  32: ['#1a7f37', '#7ee787'],
  33: ['#8a5a00', '#e3b341'],
  34: ['#0550ae', '#79c0ff'],
  36: ['#0e7490', '#56d4dd'],
};

async function output() {
  const { readSpecification, analyse, renderText } = await importSource(
    'src/spec/specification',
    'src/analysis/analyse',
    'src/report/text',
  );
  const source = await readFile(new URL(FILE, root), 'utf8');
  const files = { read: (path) => readFile(new URL(`examples/${path}`, root)) };
  const { architecture } = readSpecification(source, { syntax: 'arch' });
  const { report, problems } = await analyse(architecture, { files, source: FILE, budgetSeconds: 60 });
  return renderText({ file: FILE, source, report, problems }, { width: COLUMNS, colour: true });
}

/** Pieces of one line with the SGR codes that hold for each; neighbours alike are one. */
function pieces(line) {
  const result = [];
  const active = new Set();
  // eslint-disable-next-line no-control-regex
  for (const [, code, text] of line.matchAll(/\x1b\[(\d+)m|([^\x1b]+)/g)) {
    if (text !== undefined) {
      const classes = [...active]
        .sort()
        .map((each) => `c${each}`)
        .join(' ');
      if (result.at(-1)?.classes === classes) result.at(-1).text += text;
      else result.push({ classes, text });
    } else if (code === '22') [1, 2].forEach((each) => active.delete(each));
    else if (code === '39') [31, 32, 33, 34, 36].forEach((each) => active.delete(each));
    else active.add(Number(code));
  }
  return result;
}

function drawLine(line, index) {
  let column = 0;
  const spans = pieces(line).map(({ classes, text }) => {
    const x = MARGIN + column * CHARACTER;
    const length = [...text].length;
    column += length;
    if (text.trim() === '') return '';
    // Fonts differ in width; textLength keeps columns under one another.
    return `<tspan x="${round(x)}" textLength="${round(length * CHARACTER)}" class="${classes}">${escape(text)}</tspan>`;
  });
  return `<text y="${MARGIN + (index + 1) * LINE}">${spans.join('')}</text>`;
}

function draw(lines) {
  const width = round(2 * MARGIN + COLUMNS * CHARACTER);
  const height = 2 * MARGIN + (lines.length + 0.5) * LINE;
  const rules = (which) =>
    Object.entries(palette).map(
      ([code, style]) => `.c${code} { ${Array.isArray(style) ? `fill: ${style[which]}` : style} }`,
    );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" viewBox="0 0 ${width} ${height}" role="img" aria-label="Output of kappa analyze ${FILE}">`,
    '<style>',
    'text { font: 14px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; fill: #1f2328 }',
    'rect { fill: #f6f8fa; stroke: #d0d7de }',
    ...rules(0),
    '@media (prefers-color-scheme: dark) {',
    'text { fill: #e6edf3 } rect { fill: #0d1117; stroke: #30363d }',
    ...rules(1),
    '}',
    '</style>',
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    ...lines.map(drawLine),
    '</svg>\n',
  ].join('\n');
}

function round(value) {
  return Math.round(100 * value) / 100;
}

function escape(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await output();
  const shown = text.slice(0, text.indexOf('\x1b[1mOptimisation')).trimEnd();
  const lines = [`\x1b[32m$\x1b[39m kappa analyze ${FILE}`, ...shown.split('\n')];
  await writeFile(new URL('media/terminal.svg', root), draw([...lines, '', '\x1b[2m…\x1b[22m']));
}
