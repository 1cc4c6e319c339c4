// Installs what the end-to-end tests run in (test/e2e/host): VS Code, a Node for it, a browser. From the npm registry alone,
// without install scripts or a compiler. Does nothing when the lock file is the one that was installed last.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

const host = fileURLToPath(new URL('../test/e2e/host/', import.meta.url));
const modules = `${host}node_modules/`;
const server = `${modules}code-server/lib/vscode/`;
const chromium = `${host}chromium/`;
const stamp = `${modules}.installed`;

/** Whether this machine can run the host at all: its Node and its browser are Linux x64 binaries. */
export const runsHere = process.platform === 'linux' && process.arch === 'x64';

export function installHost() {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('end-to-end host: installing VS Code and a browser into test/e2e/host (about 1.1 GB, once)');
  npm(host, 'ci');
  // VS Code stands inside code-server with a lock file of its own, which lacks a peer dependency; `ci` refuses it otherwise.
  npm(server, 'ci', '--omit=dev', '--legacy-peer-deps');
  replaceNativeModules();
  unpackChromium();
  writeFileSync(stamp, wanted);
  console.log('end-to-end host: ready');
}

/** Of everything that decides what is installed: the lock file, this file, and where (fonts.conf has absolute paths). */
function fingerprint() {
  const hash = createHash('sha256');
  hash.update(host);
  for (const file of [`${host}package-lock.json`, fileURLToPath(import.meta.url)]) hash.update(readFileSync(file));
  return hash.digest('hex');
}

function npm(folder, ...args) {
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', [...args, ...options], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Two native modules would need a compiler; without the first one VS Code writes no log. */
function replaceNativeModules() {
  writeFileSync(`${server}node_modules/@vscode/spdlog/index.js`, LOGGER);
  writeFileSync(
    `${server}node_modules/@vscode/native-watchdog/index.js`,
    'exports.start = () => {};\nexports.exit = (code) => process.exit(code ?? 0);\n',
  );
}

// Exports one by one: VS Code imports them by name, and only this form is seen as such.
const LOGGER = `const fs = require('node:fs');
const path = require('node:path');
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
class Logger {
  constructor(file) {
    this.file = file;
    this.level = 2;
    this.raw = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
  }
  write(level, message) {
    if (level < this.level) return;
    const prefix = this.raw ? '' : new Date().toISOString() + ' [' + levels[level] + '] ';
    try {
      fs.appendFileSync(this.file, prefix + message + (this.raw ? '' : '\\n'));
    } catch {
      // The folder goes with the profile, which may happen before the last message.
    }
  }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() { this.raw = true; }
  flush() {}
  drop() {}
}
levels.forEach((name, level) => { Logger.prototype[name] = function (message) { this.write(level, message); }; });
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async (_name, file) => new Logger(file);
exports.createAsyncRotatingLogger = async (_name, file) => new Logger(file);
`;

function unpackChromium() {
  const packed = `${modules}@sparticuz/chromium/bin/`;
  rmSync(chromium, { recursive: true, force: true });
  mkdirSync(chromium);
  writeFileSync(`${chromium}chromium`, brotliDecompressSync(readFileSync(`${packed}chromium.br`)), { mode: 0o755 });
  for (const archive of ['al2023', 'swiftshader', 'fonts']) {
    const input = brotliDecompressSync(readFileSync(`${packed}${archive}.tar.br`));
    execFileSync('tar', ['-xf', '-', '--no-same-owner', '-C', chromium], { input });
  }
  writeFileSync(`${chromium}fonts.conf`, FONTS);
}

/** The same fonts on every machine, so that pictures and layouts are too. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${chromium}fonts</dir>
  <dir>${modules}hack-font/build/ttf</dir>
  <dir>${modules}dejavu-fonts-ttf/ttf</dir>
  <cachedir>${chromium}fonts-cache</cachedir>
  <alias binding="same"><family>sans-serif</family><prefer><family>Open Sans</family><family>DejaVu Sans</family></prefer></alias>
  <alias binding="same"><family>monospace</family><prefer><family>Hack</family><family>DejaVu Sans Mono</family></prefer></alias>
  <!-- The browser's own default, system-ui, asks for no family at all. -->
  <match target="pattern"><edit name="family" mode="append_last"><string>Open Sans</string></edit></match>
</fontconfig>
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) installHost();
