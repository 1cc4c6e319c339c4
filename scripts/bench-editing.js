// Times what happens on every keystroke: parse, elaborate and check a specification of 20, 200 and 2 000 layers, in both syntaxes.
// The ratio compares with cutting the same text into tokens in the same run, so that it means the same on every machine.
import { performance } from 'node:perf_hooks';
import { importSource } from './import-source.js';

const { openDocument, lex, scanJson, readArch, printJson } = await importSource(
  'src/service/document',
  'src/service/json-tokens',
  'src/spec/syntax/lex',
  'src/spec/syntax/read-arch',
  'src/spec/syntax/print-json',
);

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
  return times.sort((a, b) => a - b)[times.length >> 1];
}

console.log('layers  syntax   read ms  tokens ms  ratio');
for (const layers of [20, 200, 2000]) {
  const arch = specification(layers);
  for (const [syntax, text] of Object.entries({ arch, json: printJson(readArch(arch).value) })) {
    const runs = layers > 1000 ? 15 : 60;
    const read = time(
      (changed) => openDocument(`bench.arch${syntax === 'json' ? '.json' : ''}`, 1, changed),
      text,
      runs,
    );
    const tokens = time(syntax === 'json' ? scanJson : lex, text, runs);
    const columns = [
      String(layers).padStart(6),
      syntax.padEnd(7),
      read.toFixed(2).padStart(8),
      tokens.toFixed(2).padStart(9),
    ];
    console.log(`${columns.join('  ')}  ${(read / tokens).toFixed(1).padStart(5)}`);
  }
}
