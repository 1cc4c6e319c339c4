// The page of results, and the same figures for the terminal.
import { cpus, totalmem } from 'node:os';
import { operationsOf } from './operations.js';

export function machine() {
  const [{ model }] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${model.trim()}, ${cpus().length} cores, ${memory} GB; Node ${process.versions.node} (V8 ${process.versions.v8}).`;
}

/** Three significant digits. */
export function figure(value) {
  return value === undefined || value === null ? '-' : String(Number(value.toPrecision(3)));
}

export function table(titles, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Figures of one workload, a row a contender; `times kappa` compares CPU seconds with ours for kappa alone, in this run. */
export function workloadRows({ id, results }) {
  const ours = results[0];
  return results.map(({ name, seconds, cpu, memory, trouble }) =>
    trouble !== null && cpu === undefined
      ? [id, name, trouble, '', '', '']
      : [id, name, figure(seconds), figure(cpu), figure(memory), figure(cpu / ours.cpu)],
  );
}

/**
 * What other tools took elsewhere, and what of the target is reached: seconds of this machine beside seconds of another. The floor is the
 * start of the process (`start`, CPU seconds) and the counted operations at the rate of products (`rate`, operations a second, one thread).
 */
export function targetRows({ id, recorded, targets, results, dense }, { start, rate }) {
  const of = { kappa: 'kappa alone', whole: 'whole report' };
  const operations = dense?.reduce((sum, net) => sum + operationsOf(net), 0);
  return Object.entries(targets).map(([key, target]) => {
    const ours = results.find(({ name }) => name === of[key]);
    const fastest = recorded.toSorted((a, b) => a.seconds - b.seconds)[0];
    const peer = `${fastest.tool} ${fastest.seconds} s${fastest.memory ? `, ${fastest.memory} GB` : ''}`;
    const met = ours?.seconds === undefined ? '-' : ours.seconds <= target ? 'yes' : 'no';
    const floor = operations && start && start + operations / rate;
    return [
      ...[id, of[key], figure(ours?.seconds), figure(target), met, figure(ours?.cpu)],
      ...[figure(operations && operations / 1e9), figure(floor), peer],
    ];
  });
}
