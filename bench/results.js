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
 * What the fastest other tool took, in this run or elsewhere, and what of the target is reached. The floor is the start of the process
 * (`start`, CPU seconds) and the counted operations at the rate of products (`rate`, operations a second, one thread).
 */
export function targetRows(workload, { start, rate }) {
  const { id, recorded, dense } = workload;
  const operations = dense?.reduce((sum, net) => sum + operationsOf(net), 0);
  const floor = operations && start && start + operations / rate;
  return outcomes(workload).map(({ what, ours, peer, memory, isHere, target, met }) => [
    ...[id, what, figure(ours?.seconds), `${recorded.tool} ${figure(peer)} s${isHere ? '' : ' elsewhere'}`],
    ...[figure(ours?.seconds && peer / ours.seconds), figure(target), met === undefined ? '-' : met ? 'yes' : 'no'],
    ...[`${figure(ours?.memory)} / ${figure(memory)}`],
    ...[figure(ours?.cpu), figure(operations && operations / 1e9), figure(floor)],
  ]);
}

/** What keeps us from the targets that are not met. */
export function limits(workloads) {
  const missed = workloads.filter((each) => each.limit && outcomes(each).some(({ met }) => met === false));
  return missed.length === 0 ? [] : [missed.map(({ id, limit }) => `- ${id}: ${limit}`).join('\n')];
}

/** Of each target: `times` faster than the other tool and, where it says so, below a number of seconds. */
function outcomes({ recorded, targets, results }) {
  const of = { kappa: 'kappa alone', whole: 'whole report' };
  return Object.entries(targets).map(([key, { times, seconds = Infinity }]) => {
    const ours = results.find(({ name }) => name === of[key]);
    const here = results.find(({ name, seconds: measured }) => name === recorded.tool && measured !== undefined);
    const peer = (here ?? recorded).seconds;
    const memory = here?.memory ?? (recorded.memory && 1000 * recorded.memory);
    const target = Math.min(peer / times, seconds);
    const met = ours?.seconds === undefined ? undefined : ours.seconds <= target;
    return { what: of[key], ours, peer, memory, isHere: here !== undefined, target, met };
  });
}
