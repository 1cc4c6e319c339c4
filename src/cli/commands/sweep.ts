import { initialisationSeed } from '../../analysis/model-summary';
import { stringify } from '../../report/json';
import { countOf } from '../../report/numbers';
import type { Sweep } from '../../report/sweep';
import { renderSweepCsv } from '../../report/sweep-csv';
import { renderSweepMarkdown } from '../../report/sweep-markdown';
import { renderSweepLines, renderSweepText } from '../../report/text/sweep';
import type { Architecture } from '../../spec/architecture';
import { listed, nearest } from '../../spec/elaborate/nearest';
import type { Files } from '../../spec/files';
import { readSpecification } from '../../spec/specification';
import { analysisOptions, jobFor, reportProblems } from '../analyse-files';
import type { Command, Request } from '../command';
import { exitCode } from '../exit-code';
import type { Host } from '../host';
import { nodeFiles } from '../node-files';
import { ProgressLine } from '../progress-line';
import { readSource } from '../read-source';
import { resultOutput } from '../result-output';
import { runSweep } from '../sweep-runs';
import { textOptions } from '../terminal';
import { UsageError } from '../usage-error';

/** More runs than this are a slip of the pen. */
const mostRuns = 100_000;

export const sweep: Command = {
  name: 'sweep',
  summary: 'kappa over values of parameters and over seeds, on all cores',
  operands: 'FILE',
  description: [
    'Measures kappa for every combination of the values that --vary gives to parameters of the model, or to ' +
      'samples, with --seeds initialisations each: kappa with its interval, or its median and quartiles over seeds, ' +
      'rank, and the certified bracket where the network is linear. Writes text with a chart, json, csv or markdown. ' +
      'FILE may be - for standard input.',
    'A combination that cannot be analysed is a row that says why. Exits with 0 whatever kappa is, and with 2 when ' +
      'a combination cannot be analysed. --budget counts for every run.',
  ],
  examples: [
    'kappa sweep model.arch --vary depth=1..32',
    'kappa sweep model.arch --vary depth=2,4,8 --vary width=64,128,256 --seeds 8 --format csv --out sweep.csv',
  ],
  options: ['vary', 'seeds', 'format', ...analysisOptions],

  async run(request, host) {
    const { operands, options } = request;
    if (operands.length !== 1)
      throw new UsageError('kappa sweep takes one file.', 'For example kappa sweep model.arch --vary depth=1..32.');
    if (options.vary === undefined && options.seeds === undefined)
      throw new UsageError(
        'kappa sweep varies something.',
        'Add --vary depth=1..32, with a parameter of the model, or --seeds 8.',
      );
    const render = rendererOf(request, host);
    const output = resultOutput(host, request);
    const source = await readSource(operands[0], host, options.syntax);
    const { draft, problems } = readSpecification(source.text, { syntax: source.syntax });
    const outcome = { file: source.file, source: source.text };
    if (draft === undefined) {
      reportProblems({ ...outcome, problems }, host, request);
      return exitCode.badInput;
    }
    checkPlan(draft, request);
    const progress = new ProgressLine(host.stderr, options.quiet === true);
    const { vary: variations = [], seeds = 1 } = options;
    const interruption = new AbortController();
    host.onInterrupt(() => interruption.abort());
    const result = await runSweep(
      {
        job: { ...jobFor(source, options), kappaOnly: true },
        variations,
        parameters: draft.parameters.map(({ name }) => name),
        firstSeed: options.seed ?? initialisationSeed(draft),
        seeds,
      },
      host,
      {
        files: readOnce(nodeFiles(source.folder)),
        signal: interruption.signal,
        onDone: (done, of) =>
          progress.show(source.file, { stage: `${done} of ${countOf(of, 'run')}`, fraction: done / of }),
      },
    );
    progress.clear();
    host.release();
    const { rows, done, of } = result;
    if (done < of) host.stderr.write(`kappa: Interrupted when ${done} of ${countOf(of, 'run')} had ended.\n`);
    if (rows.length === 0) return result.code;
    if (result.problems && rows.every(({ kappa }) => kappa === null))
      reportProblems({ ...outcome, problems: result.problems }, host, request);
    output.write(
      render({
        schemaVersion: 1,
        model: draft.name,
        source: source.file,
        varied: variations.map(({ name }) => name),
        seeds,
        rows,
      }),
    );
    output.finish();
    return result.code;
  },
};

/** Throws UsageError for a format that holds no sweep. */
function rendererOf({ options }: Request, host: Host): (sweep: Sweep) => string {
  const { format = 'text' } = options;
  switch (format) {
    case 'text':
      return options.quiet
        ? renderSweepLines
        : (sweep) => renderSweepText(sweep, textOptions(host.stdout, host, options));
    case 'json':
      return (sweep) => `${stringify(sweep)}\n`;
    case 'csv':
      return renderSweepCsv;
    case 'markdown':
      return renderSweepMarkdown;
    default:
      throw new UsageError(`kappa sweep has no format ${format}.`, 'It writes text, json, csv or markdown.');
  }
}

/** Throws UsageError for variations that the model does not have, or that something else on the command line fixes. */
function checkPlan({ parameters, weights }: Architecture, { options }: Request): void {
  const { vary = [], seeds = 1, set = [], samples } = options;
  const names = [...new Set([...parameters.map(({ name }) => name), 'samples'])];
  vary.forEach(({ name }, at) => {
    if (!names.includes(name)) {
      const close = nearest(name, names);
      throw new UsageError(
        `The model has no parameter ${name} to vary.`,
        close === undefined ? `It has ${listed(names, 'and')}.` : `Did you mean ${close}?`,
      );
    }
    if (vary.findIndex((each) => each.name === name) < at) throw new UsageError(`--vary ${name} is given twice.`);
    if (set.some((each) => each.name === name) || (name === 'samples' && samples !== undefined))
      throw new UsageError(`${name} cannot be set and varied.`);
  });
  if (weights && seeds > 1)
    throw new UsageError('The weights come from a file, so that seeds change nothing.', 'Leave --seeds out.');
  const runs = vary.reduce((product, { values }) => product * values.length, seeds);
  if (runs > mostRuns)
    throw new UsageError(`These are ${countOf(runs, 'run')}, and ${countOf(mostRuns, 'run')} are the most.`);
}

/** Many runs name the same files. */
function readOnce(files: Files): Files {
  const known = new Map<string, ReturnType<Files['read']>>();
  return {
    read(path) {
      const content = known.get(path) ?? files.read(path);
      known.set(path, content);
      return content;
    },
  };
}
