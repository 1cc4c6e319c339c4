import type { Files } from '../spec/files';
import type { StartWorker } from '../worker/port';

/** What the server needs of the place it runs in. */
export interface ServerHost {
  readonly startWorker: StartWorker;
  /** Files named in the specification at `uri`, from this machine's disk; absent where there is none. */
  readonly disk?: (uri: string) => Files;
  /** Folder of the specification at `uri` on this machine's disk, where it has one. */
  readonly folder?: (uri: string) => string | undefined;
  /** Prefix of the links to rule pages for clients that give none, ending in a slash. */
  readonly documentation: string;
}
