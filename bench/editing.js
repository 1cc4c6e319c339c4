// From an edit to the new kappa, as an editor sees it: the language server over standard input and output, one width of mlp100 changed.
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import protocol from 'vscode-languageserver-protocol/node';
import { quantile } from './measure.js';
import { figure, table } from './results.js';

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const uri = 'untitled:bench.arch';
/** Edits after a whole report, which takes its time, and edits as soon as kappa is there. */
const edits = { settled: 6, busy: 20 };
const targets = { median: 150, late: 300 };

export async function editing() {
  const server = new Server();
  try {
    await server.open(specification(256));
    const settled = await server.times(edits.settled, 'fresh');
    const busy = await server.times(edits.busy, 'kappa');
    const row = (title, times) => [
      title,
      String(times.length),
      ...[quantile(times, 0.5), quantile(times, 0.95)].map(figure),
      `${targets.median}, ${targets.late}`,
    ];
    return [
      '## From an edit to kappa',
      `Milliseconds from the message of an edit to the message with its kappa, without the pause that the editor waits for; one width of mlp100 changes.`,
      table(
        ['edit', 'edits', 'median', '95 %', 'targets'],
        [row('when the analysis before has ended', settled), row('as soon as kappa is there', busy)],
      ),
    ];
  } finally {
    await server.close();
  }
}

function specification(width) {
  const layers = [width, 256].map((units) => `  dense(${units}, activation: relu)\n`).join('');
  return `model Mlp100 {\n  input 784\n  data gaussian(samples: 100, seed: 1)\n${layers}  dense(10)\n}\n`;
}

class Server {
  version = 1;
  #child = spawn(process.execPath, [cli, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  #connection = protocol.createMessageConnection(
    new protocol.StreamMessageReader(this.#child.stdout),
    new protocol.StreamMessageWriter(this.#child.stdin),
  );
  #listeners = new Set();

  async open(text) {
    this.#connection.onNotification('kappa/state', (parameters) => this.#listeners.forEach((hear) => hear(parameters)));
    this.#connection.onRequest(() => null);
    this.#connection.listen();
    await this.#connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities: {},
      initializationOptions: { kappaClient: true, settings: { delay: 0 } },
    });
    await this.#connection.sendNotification('initialized', {});
    const fresh = this.#heard('fresh');
    const textDocument = { uri, languageId: 'kappa-arch', version: this.version, text };
    await this.#connection.sendNotification('textDocument/didOpen', { textDocument });
    await fresh;
  }

  /** Milliseconds to kappa after each of some edits; the next one comes when this one is `fresh`, or has its `kappa`. */
  async times(count, next) {
    const times = [];
    for (let edit = 0; edit < count; edit++) {
      const textDocument = { uri, version: ++this.version };
      const kappa = this.#heard('kappa');
      const end = this.#heard(next);
      const started = performance.now();
      const contentChanges = [{ text: specification(200 + this.version) }];
      await this.#connection.sendNotification('textDocument/didChange', { textDocument, contentChanges });
      await kappa;
      times.push(performance.now() - started);
      await end;
    }
    return times;
  }

  async close() {
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
    this.#connection.dispose();
  }

  /** Resolves when the version that is current now has kappa, or its whole report. */
  #heard(what) {
    const { version } = this;
    return new Promise((resolve) => {
      const hear = ({ version: of, state }) => {
        const there =
          what === 'fresh' ? state.status === 'fresh' : state.report && state.report.spectrum.kappa !== null;
        if (of !== version || !there) return;
        this.#listeners.delete(hear);
        resolve();
      };
      this.#listeners.add(hear);
    });
  }
}
