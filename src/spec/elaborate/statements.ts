/** Statements checked against the catalogue, once each, before repeats are expanded. */
import type { Activation, Layer as LayerInstance, SettingValue } from '../architecture';
import { activationFacts } from '../catalogue/activations';
import { layers } from '../catalogue/catalogue';
import { directives } from '../catalogue/directives';
import type { Layer } from '../catalogue/layer';
import type { Settings } from '../catalogue/parameter';
import type { Block, Name, Statement } from '../syntax/tree';
import { LabelScope, NamingScope, collectLabels, type Labels } from './labels';
import { listed, nearest } from './nearest';
import { replacement } from './problems';
import { readCodes } from './rule-codes';
import type { Scope } from './scope';
import { readSettings } from './values';

export interface CheckedStatement {
  readonly statement: Statement;
  readonly entry: Layer;
  readonly settings: Settings;
  /** Those that its graph node carries; `trainable`, `init` and the like are recorded on the layer. */
  readonly nodeSettings: Readonly<Record<string, SettingValue>>;
  /** What the layer reads instead of its predecessor; empty for most. */
  readonly references: readonly CheckedStatement[];
  /** Of `use`: the layer that it applies once more, never another `use`. */
  readonly applied?: CheckedStatement;
  /** Name inside its naming scope: the label, or kind and ordinal. */
  readonly localName: string;
  /** One list a block. */
  readonly blocks: readonly (readonly CheckedStatement[])[];
  readonly allow: LayerInstance['allow'];
  /** Everything required is there. */
  readonly usable: boolean;
  /** Nothing that decides its shape was guessed. */
  readonly certain: boolean;
  /** What follows its operation as a node of its own: dense's activation, unless linear. */
  readonly activation?: Activation;
  /** Work of expanding it: its graph nodes after repeats, at least 1. */
  readonly weight: number;
}

interface Surroundings {
  readonly source: string;
  readonly scope: Scope;
  readonly labels: Labels;
  readonly naming: NamingScope;
  readonly visible: LabelScope<CheckedStatement>;
}

/** Statements of unknown kinds are reported and left out, unless a kind is near enough to be meant. */
export function checkStatements(statements: readonly Statement[], source: string, scope: Scope): CheckedStatement[] {
  const labels = collectLabels(statements);
  return checkAll(statements, { source, scope, labels, naming: new NamingScope(labels), visible: new LabelScope() });
}

export function totalWeight(statements: readonly CheckedStatement[]): number {
  return statements.reduce((sum, { weight }) => sum + weight, 0);
}

function checkAll(statements: readonly Statement[], around: Surroundings): CheckedStatement[] {
  let unknown: Statement | undefined;
  return statements.flatMap((statement) => {
    const sameLine =
      unknown !== undefined && !around.source.slice(unknown.range.end, statement.range.start).includes('\n');
    const entry = layers.get(statement.kind.text) ?? guessKind(statement.kind, sameLine, around.scope);
    unknown = entry ? undefined : statement;
    if (!entry) return [];
    const checked = checkStatement(statement, entry, around);
    if (statement.label) around.visible.add(statement.label.text, checked);
    return [checked];
  });
}

function checkStatement(statement: Statement, entry: Layer, around: Surroundings): CheckedStatement {
  const { scope, naming } = around;
  const localName = naming.nameOf(statement, entry.kind, scope.problems);
  const callee = { name: entry.kind, parameters: entry.parameters, range: statement.kind.range };
  const read = readSettings(callee, statement.arguments, scope);
  const references = read.references.flatMap(
    (name) => around.visible.resolve(name, around.labels, scope.problems) ?? [],
  );
  const blocks = checkBody(statement, entry, around);
  const activation = followingActivation(entry, read.settings);
  const applied = entry.kind === 'use' ? appliedLayer(read.settings.layer as Name | undefined, around) : undefined;
  const usable =
    read.complete &&
    blocks !== undefined &&
    references.length === read.references.length &&
    (applied !== undefined || entry.kind !== 'use');
  return {
    statement,
    entry,
    settings: read.settings,
    nodeSettings: nodeSettings(entry, read.settings),
    references,
    ...(applied && { applied }),
    localName,
    blocks: blocks ?? [],
    allow: readCodes(statement.allow, scope.problems),
    usable,
    certain: usable && read.certain,
    ...(activation && { activation }),
    weight: weigh(entry, read.settings, applied?.weight ?? (activation ? 2 : 1), blocks ?? []),
  };
}

/** Undefined with the reason reported. */
function appliedLayer(name: Name | undefined, around: Surroundings): CheckedStatement | undefined {
  const { problems } = around.scope;
  const found = name && around.visible.resolve(name, around.labels, problems, 'layer');
  if (!name || !found?.entry.body) return found?.applied ?? found;
  problems.report(
    'K054',
    name.range,
    `${name.text} is a ${found.entry.kind}, and only a single layer can be used again.`,
    {
      hint: 'Give the layers inside it labels and use them one by one.',
    },
  );
  return undefined;
}

/** Undefined when the body is not what the layer takes. */
function checkBody(statement: Statement, entry: Layer, around: Surroundings): CheckedStatement[][] | undefined {
  const problem = bodyProblem(statement, entry);
  if (problem) around.scope.problems.report(...problem);
  if (!entry.body) return problem ? undefined : [];
  const naming = entry.kind === 'repeat' ? new NamingScope(around.labels) : around.naming;
  const blocks = statement.blocks.map(({ statements }) => {
    const visible = around.visible.inside(statement.label?.text, entry.kind);
    return checkAll(statements, { ...around, naming, visible });
  });
  return problem ? undefined : blocks;
}

function bodyProblem(
  { kind, blocks }: Statement,
  { kind: name, body }: Layer,
): Parameters<Scope['problems']['report']> | undefined {
  const isEmpty = ({ statements }: Block) => statements.length === 0;
  if (!body)
    return blocks.length === 0
      ? undefined
      : ['K041', blocks[0].range, `${name} takes no body.`, { hint: 'Write the layers after it, outside braces.' }];
  if (body === 'branches')
    return blocks.length >= 2
      ? undefined
      : [
          'K041',
          kind.range,
          `${name} needs at least two branches.`,
          { hint: `Write ${name} { { … } { … } }; an empty branch passes the input on.` },
        ];
  if (blocks.length !== 1)
    return [
      'K041',
      kind.range,
      `${name} needs one body in braces.`,
      { hint: `Write ${name}(…) { … } with the layers inside.` },
    ];
  if (isEmpty(blocks[0]))
    return ['K042', blocks[0].range, `The body of ${name} is empty.`, { hint: 'Put at least one layer inside.' }];
  return undefined;
}

/** What stands on the line of an unknown word is part of the same mistake: `los mse`. */
function guessKind({ text, range }: Name, isConsequence: boolean, { problems }: Scope): Layer | undefined {
  if (text === '' || isConsequence) return undefined;
  const isOtherWord = Object.hasOwn(activationFacts, text) || directives.has(text);
  const guess = isOtherWord ? undefined : nearest(text, [...layers.keys(), ...directives.keys()]);
  problems.report('K021', range, `There is no layer "${text}".`, {
    hint: guess ? `Did you mean ${guess}?` : kindHint(text),
    fix: guess ? replacement(range, guess) : undefined,
  });
  return guess === undefined ? undefined : layers.get(guess);
}

function kindHint(text: string): string {
  if (Object.hasOwn(activationFacts, text))
    return `${text} is an activation: write activation(${text}), or give it to the layer before.`;
  if (directives.has(text))
    return `${text} is about the whole model: write it before the layers, as in ${directives.get(text)?.example}.`;
  return `Layers are ${listed(layers.keys(), 'and')}.`;
}

const layerSettings: ReadonlySet<string> = new Set(['init', 'biases', 'prune', 'trainable']);

function nodeSettings({ ownActivation }: Layer, settings: Settings): Record<string, SettingValue> {
  const carried = Object.entries(settings).filter(
    ([name, value]) => value !== undefined && !layerSettings.has(name) && (name !== 'activation' || ownActivation),
  );
  return Object.fromEntries(carried) as Record<string, SettingValue>;
}

function followingActivation({ ownActivation }: Layer, { activation }: Settings): Activation | undefined {
  if (ownActivation || !activation) return undefined;
  const { name } = activation as Activation;
  return name === 'linear' ? undefined : (activation as Activation);
}

function weigh(
  { kind }: Layer,
  { times }: Settings,
  own: number,
  blocks: readonly (readonly CheckedStatement[])[],
): number {
  const inside = blocks.reduce((sum, block) => sum + totalWeight(block), 0);
  return kind === 'repeat' ? Math.max(1, Number(times ?? 1) * Math.max(1, inside)) : own + inside;
}
