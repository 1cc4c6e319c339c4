/** From a syntax tree to what it means. */
import type { Architecture } from '../architecture';
import type { Range, Result } from '../problem';
import type { Model, SyntaxTree } from '../syntax/tree';
import { readDirectives, type ModelSettings } from './directives';
import { Expansion } from './expand';
import { formatCount, LARGEST_NODE_COUNT } from './limits';
import { evaluateParameters } from './parameters';
import { Problems } from './problems';
import type { Scope } from './scope';
import { checkStatements, totalWeight, type CheckedStatement } from './statements';
import { checkLearnable, checkLoss, readPrefixes, reportUnused } from './whole-model';

/** Values from outside the text: the command line, a sweep. */
export interface Overrides {
  /** Replaces values of declared parameters. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** Replaces the seed of the model's init, which layers with an init of their own inherit unless they name one. */
  readonly seed?: number;
  /** Replaces the number of samples; of data from a file the limit. */
  readonly samples?: number;
}

/**
 * Checks everything against the catalogue and reports every problem of the file, sorted by place. The value is a best guess where there
 * are problems: its graph is always well formed, but only without a problem of severity error is it what the user meant.
 */
export function elaborate(tree: SyntaxTree, overrides: Overrides = {}): Result<Architecture> {
  const problems = new Problems();
  const { model } = tree;
  if (!model) {
    const hint = 'Write model Name { input 784  dense(10) }.';
    problems.report('K020', { start: 0, end: tree.source.length }, 'The file holds no model.', { hint });
    return { value: undefined, problems: problems.sorted() };
  }
  const value = elaborateModel(tree, model, overrides, problems);
  return { value, problems: problems.sorted() };
}

function elaborateModel(tree: SyntaxTree, model: Model, overrides: Overrides, problems: Problems): Architecture {
  const nameRange = model.name?.range ?? {
    start: model.range.start,
    end: Math.min(model.range.end, model.range.start + 1),
  };
  const { seed, samples } = checkCounts(overrides, nameRange, problems);
  const parameters = evaluateParameters(model, overrides.parameters ?? {}, nameRange, problems);
  const outer: Scope = { parameters: parameters.byName, family: { seed: 1 }, problems };
  const settings = readDirectives(tree, model, nameRange, { seed, samples }, outer);
  const scope: Scope = { ...outer, family: { seed: settings.init.seed } };
  const statements = checkStatements(model.statements, tree.source, scope);
  const fits = checkNodeCount(statements, nameRange, problems);
  const expansion = new Expansion({ ...settings, problems, iterations: fits ? LARGEST_NODE_COUNT : 1 });
  const output = expansion.run(statements, settings.input);
  const { graph } = expansion;
  const prefixes = settings.weights && readPrefixes(settings.weights.directive, graph, problems);
  if (!problems.hasErrors) {
    reportUnused(graph, output.node, problems);
    checkLearnable(graph, nameRange, problems);
    checkLoss({ ...settings, output: output.shape }, settings.lossRange, problems);
  }
  return {
    name: model.name?.text ?? 'Model',
    nameRange,
    parameters: parameters.list,
    ...architectureSettings(settings),
    ...(settings.weights && prefixes && { weights: { file: settings.weights.file, prefixes } }),
    input: graph.nodes[0].outputShape,
    output: output.shape,
    nodes: graph.nodes,
    outputNode: output.node,
    layers: graph.layers,
    tree,
  };
}

function architectureSettings({ layout, data, loss, seeds, expectations, allow }: ModelSettings) {
  return { layout, data, loss, seeds, expectations, allow };
}

function checkCounts(
  { seed, samples }: Overrides,
  nameRange: Range,
  problems: Problems,
): Pick<Overrides, 'seed' | 'samples'> {
  const seedFits = seed === undefined || Number.isSafeInteger(seed);
  const samplesFit = samples === undefined || (Number.isSafeInteger(samples) && samples >= 1);
  if (!seedFits) problems.report('K035', nameRange, `A seed must be a whole number, but ${seed} was asked for.`);
  if (!samplesFit)
    problems.report(
      'K035',
      nameRange,
      `The number of samples must be a whole number of at least 1, but ${samples} was asked for.`,
    );
  return { seed: seedFits ? seed : undefined, samples: samplesFit ? samples : undefined };
}

/** Counted before anything is written out, so that an absurd repeat costs nothing. */
function checkNodeCount(statements: readonly CheckedStatement[], nameRange: Range, problems: Problems): boolean {
  const total = totalWeight(statements);
  if (total <= LARGEST_NODE_COUNT) return true;
  const heaviest = statements.reduce((one, other) => (other.weight > one.weight ? other : one));
  const range = heaviest.weight > LARGEST_NODE_COUNT ? heaviest.statement.kind.range : nameRange;
  problems.report(
    'K047',
    range,
    `The model has about ${formatCount(total)} operations with its repeats written out; the most is ${formatCount(LARGEST_NODE_COUNT)}.`,
    {
      hint: 'Repeat fewer times.',
    },
  );
  return false;
}
