// Rewrites what follows from the source: the catalogue in docs/language.md and the commands in docs/cli.md.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { importSource } from './import-source.js';
import { replaceSection } from './marked-sections.js';

const docs = new URL('../docs/', import.meta.url);

/** Markdown of everything that a specification can name. `spec`: exports of the catalogue's modules. */
export function catalogueReference(spec) {
  const families = [
    ['Activations', spec.activations],
    ['Initialisers', spec.initialisers],
    ['Initialisers of biases', spec.biasInitialisers],
    ['Pruning', spec.prunings],
    ['Data sources', spec.dataSources],
    ['Covariances of `gaussian`', spec.dataSources.entries.get('gaussian').parameters.covariance.value.family()],
    ['Targets', spec.targets],
  ];
  return [
    '### Directives',
    directiveTable(spec.directives),
    '### Layers',
    ...[...spec.layers.values()].map((layer) => `#### ${layer.kind}\n\n${spec.documentLayer(layer)}`),
    ...families.map(([title, family]) => `### ${title}\n\n${documentFamily(spec, family)}`),
  ].join('\n\n');
}

function directiveTable(directives) {
  const rows = [...directives.values()].map(
    ({ keyword, summary, example, otherwise }) => `| \`${keyword}\` | ${summary} | \`${example}\` | ${otherwise} |`,
  );
  return ['| directive | says | example | without it |', '|---|---|---|---|', ...rows].join('\n');
}

/** Every entry with its parameters; those that several entries share are told once. */
function documentFamily(spec, family) {
  const entries = [...family.entries.values()].map(({ name, parameters, summary }) => ({
    heading: `- \`${spec.signature(name, parameters)}\`: ${summary}`,
    lines: Object.entries(parameters).map(([key, parameter]) => spec.documentParameter(key, withoutDefault(parameter))),
  }));
  const all = entries.flatMap(({ lines }) => lines);
  const shared = [...new Set(all)].filter((line) => all.indexOf(line) !== all.lastIndexOf(line));
  const list = entries.flatMap(({ heading, lines }) => [
    heading,
    ...lines.filter((line) => !shared.includes(line)).map((line) => `  - ${line}`),
  ]);
  const common = shared.length > 0 ? `\n\nShared parameters:\n\n${shared.map((line) => `- ${line}`).join('\n')}` : '';
  return list.join('\n') + common;
}

/** The signature shows it already. */
function withoutDefault(parameter) {
  return parameter.presence.kind === 'default' ? { ...parameter, presence: { kind: 'required' } } : parameter;
}

/** Markdown of every command's help. `cli`: exports of src/cli/help and src/cli/commands/commands. */
export async function commandReference(cli) {
  const all = await Promise.all(Object.keys(cli.commands).map((name) => cli.loadCommand(name)));
  return all.map((command) => `### ${command.name}\n\n\`\`\`text\n${cli.commandHelp(command)}\`\`\``).join('\n\n');
}

async function rewrite(name, section, contents) {
  const page = new URL(name, docs);
  await writeFile(page, replaceSection(await readFile(page, 'utf8'), section, contents));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const catalogue = [
    ...['activations', 'catalogue', 'data-sources', 'directives'],
    ...['documentation', 'initialisers', 'pruning', 'targets'],
  ];
  const spec = await importSource(...catalogue.map((name) => `src/spec/catalogue/${name}`));
  await rewrite('language.md', 'catalogue', catalogueReference(spec));
  const cli = await importSource('src/cli/help', 'src/cli/commands/commands');
  await rewrite('cli.md', 'commands', await commandReference(cli));
}
