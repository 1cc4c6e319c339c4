// What happens on every keystroke: parse, elaborate and check a specification of 20, 200 and 2 000 layers, in both syntaxes.
// The ratio compares with cutting the same text into tokens in the same run, so that it means the same on every machine.
import { performance } from 'node:perf_hooks';
import { importSource } from '../scripts/import-source.js';
import { median } from './measure.js';
import { table } from './results.js';

export async function reading() {
  const { openDocument, lex, scanJson, readArch, printJson } = await importSource(
    'src/service/document',
    'src/service/json-tokens',
    'src/spec/syntax/lex',
    'src/spec/syntax/read-arch',
    'src/spec/syntax/print-json',
  );
  const rows = [20, 200, 2000].flatMap((layers) => {
    const arch = specification(layers);
    return Object.entries({ arch, json: printJson(readArch(arch).value) }).map(([syntax, text]) => {
      const runs = layers > 1000 ? 15 : 60;
      const name = `bench.arch${syntax === 'json' ? '.json' : ''}`;
      const read = time((changed) => openDocument(name, 1, changed), text, runs);
      const tokens = time(syntax === 'json' ? scanJson : lex, text, runs);
      return [String(layers), syntax, read.toFixed(2), tokens.toFixed(2), (read / tokens).toFixed(1)];
    });
  });
  return ['## Reading a specification', table(['layers', 'syntax', 'ms', 'tokens alone, ms', 'ratio'], rows)];
}

/** A chain with the usual arguments, a label on every fifth layer, and a block of three layers on every tenth. */
function specification(layers) {
  const lines = [];
  for (let i = 0; lines.length < layers; i++) {
    if (i % 10 === 9) lines.push('residual(beta) {', '  dense(width, activation: relu)', '  dense(width)', '}');
    else
      lines.push(`${i % 5 === 0 ? `layer${i}: ` : ''}dense(width, activation: relu, init: kaiming_normal(seed: ${i}))`);
  }
  const body = lines.map((line) => `  ${line}\n`).join('');
  return `model Bench(width = 16, beta = 1) {\n  input 16\n  data gaussian(samples: 8)\n${body}}\n`;
}

/** Median milliseconds, warm. The texts differ, as they do while somebody types. */
function time(run, text, runs) {
  const times = [];
  for (let i = 0; i < runs * 2; i++) {
    const changed = text.replace('samples', `${' '.repeat(i % 7)}samples`);
    const started = performance.now();
    run(changed);
    if (i >= runs) times.push(performance.now() - started);
  }
  return median(times);
}
