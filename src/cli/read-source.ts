import { createReadStream, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Syntax } from '../spec/syntax/tree';
import { fileTrouble } from './file-trouble';
import type { Host } from './host';
import { UsageError } from './usage-error';

/** A specification as it was found. */
export interface SourceFile {
  /** As messages name it: the path as given, or `<stdin>`. */
  readonly file: string;
  /** Null for standard input. */
  readonly path: string | null;
  /** Without a byte order mark. */
  readonly text: string;
  readonly syntax: Syntax;
  /** Absolute; files named in the specification are relative to it. */
  readonly folder: string;
}

/** A specification is written by hand or by a small program; more is another kind of file. */
const limitInMegabytes = 10;

/** Reads `path`, or standard input for `-`. Throws UsageError for what is missing, a folder, too large, or not UTF-8 text. */
export async function readSource(path: string, host: Host, syntax?: Syntax): Promise<SourceFile> {
  if (path === '-') {
    const text = decode(await collect(host.stdin, '<stdin>'), '<stdin>');
    return { file: '<stdin>', path: null, text, syntax: syntax ?? guess(text), folder: host.folder };
  }
  const full = resolve(host.folder, path);
  const text = decode(await readText(full, path), path);
  return { file: path, path, text, syntax: syntax ?? (/\.json$/i.test(path) ? 'json' : 'arch'), folder: dirname(full) };
}

async function readText(full: string, path: string): Promise<Uint8Array> {
  try {
    const status = statSync(full);
    if (status.isDirectory()) throw new UsageError(`${path} is a folder.`, 'Name a specification inside it.');
    if (status.size > limitInMegabytes * 1e6) throw tooLarge(path);
    // Nothing else is to do meanwhile, and loading what streams need takes longer than reading.
    return status.isFile() ? readFileSync(full) : await collect(createReadStream(full), path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(fileTrouble(error, path));
  }
}

/** Stops at the limit, since a device or a pipe does not say its size. */
async function collect(stream: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limitInMegabytes * 1e6) throw tooLarge(name);
  }
  return Buffer.concat(chunks);
}

function tooLarge(name: string): UsageError {
  return new UsageError(
    `${name} is larger than ${limitInMegabytes} MB, which no specification is.`,
    'Data belongs in a file that the specification names.',
  );
}

function decode(bytes: Uint8Array, name: string): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    throw new UsageError(`${name} is UTF-16 text.`, 'Save it as UTF-8.');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Said below, together with null characters: neither is text.
  }
  throw new UsageError(`${name} is not UTF-8 text.`, 'A specification is a text file (.arch or .arch.json).');
}

function guess(text: string): Syntax {
  return text.trimStart().startsWith('{') ? 'json' : 'arch';
}
