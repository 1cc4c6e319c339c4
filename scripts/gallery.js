// Measures what docs/gallery.md shows and rewrites its tables. Some seconds.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { importSource } from './import-source.js';
import { replaceSection } from './marked-sections.js';

const folder = new URL('../examples/', import.meta.url);
const page = new URL('../docs/gallery.md', import.meta.url);

/** By file in examples/, which is the section of docs/gallery.md: parameters of the model to set, one row each. */
export const gallery = {
  'lenet.arch': [{}, { width: 6 }],
  'resnet-stage.arch': [{}, { channels: 8 }],
  'tiny-vit.arch': [{}, { width: 24 }],
  'tiny-gpt.arch': [{}, { width: 24 }],
  'lstm.arch': [{}, { units: 24 }],
};

const head = [
  'parameters of the model',
  'weights',
  'rank',
  'κ',
  'upper bound',
  'κ in float32',
  'steepest direction',
  'slowest direction',
  'findings',
];

/** The section's text. `product`: readSpecification, analyse, and the figures of src/report/numbers. */
export async function galleryTable(product, name) {
  const rows = [];
  for (const parameters of gallery[name]) {
    const report = await reportOn(product, name, parameters);
    rows.push(cells(product, parameters, report));
  }
  const table = [head, head.map(() => '---'), ...rows].map((line) => `| ${line.join(' | ')} |`).join('\n');
  const settings = gallery[name].flatMap(Object.entries).map(([key, value]) => ` --set ${key}=${value}`);
  return `${table}\n\n\`npx kappa analyze examples/${name}${settings.join('')}\` gives the last row.`;
}

async function reportOn({ readSpecification, analyse }, name, parameters) {
  const source = await readFile(new URL(name, folder), 'utf8');
  const { architecture, problems } = readSpecification(source, { syntax: 'arch', parameters });
  if (!architecture) throw new Error(`${name}: ${problems[0].message}`);
  const files = { read: (path) => readFile(new URL(path, folder)) };
  return (await analyse(architecture, { files, source: null, budgetSeconds: 600 })).report;
}

function cells({ formatCount, formatNumber }, parameters, { model, spectrum, bracket, layers, findings }) {
  const figure = (value) => formatNumber(value === null ? null : Number(value.toPrecision(3)));
  const settings = Object.entries(parameters).map(([key, value]) => `${key} = ${value}`);
  const owner = (share) => {
    const layer = layers.toSorted((a, b) => b[share] - a[share])[0];
    return `${layer.name}, ${Math.round(100 * layer[share])} %`;
  };
  return [
    settings.join(', ') || 'as it stands',
    formatCount(model.trainableCount),
    formatCount(spectrum.rank),
    figure(spectrum.kappa),
    figure(bracket.high),
    spectrum.float32 ? `${figure(spectrum.float32.kappa)} at rank ${spectrum.float32.rank}` : '-',
    owner('topShare'),
    owner('bottomShare'),
    findings.map(({ code }) => `[${code}](rules/${code}.md)`).join(' '),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const product = await importSource('src/spec/specification', 'src/analysis/analyse', 'src/report/numbers');
  let text = await readFile(page, 'utf8');
  for (const name of Object.keys(gallery)) text = replaceSection(text, name, await galleryTable(product, name));
  await writeFile(page, text);
}
