import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { RequestedEngine } from '../analysis/requested-engine';
import { tensorflowEngine } from '../tensorflow/engine';
import type { TensorFlow } from '../tensorflow/tensorflow';
import type { EngineRequest } from './engines';

const packageName = '@tensorflow/tfjs-node';
const own = createRequire(import.meta.url);

/** TensorFlow as the user has installed it: in a folder of the request or above it, on NODE_PATH, or among the global packages. */
export function findTensorflow({ folders }: EngineRequest): RequestedEngine {
  const path = resolved([...folders, ...globalFolders()]);
  const remedy = `the package, by npm install ${packageName}`;
  const missing = `${packageName} is neither in the folders of the specification and the workspace nor among the global packages`;
  if (path === undefined) return { missing, remedy, load: () => Promise.reject(new Error(missing)) };
  return { remedy, load: async () => loaded(path) };
}

function resolved(folders: readonly string[]): string | undefined {
  try {
    return own.resolve(packageName, { paths: [...folders] });
  } catch {
    return undefined;
  }
}

/** Folders beside the `node_modules` of `npm install --global`. */
function globalFolders(): string[] {
  const { execPath, env } = process;
  const { npm_config_prefix: prefix, APPDATA: data } = env;
  return [
    ...(prefix ? [join(prefix, 'lib'), prefix] : []),
    join(dirname(execPath), '..', 'lib'),
    dirname(execPath),
    ...(data ? [join(data, 'npm')] : ['/usr/local/lib', '/usr/lib']),
  ];
}

function loaded(path: string) {
  restoreForTensorflow();
  const tf = own(path) as TensorFlow & { readonly version_core: string };
  if (typeof tf.grads !== 'function') throw new Error(`${path} is not TensorFlow.js`);
  return tensorflowEngine(tf, `TensorFlow.js ${tf.version_core} in float32`);
}

/** Node 23 took away what releases of tfjs-node up to 4.22 still call. */
function restoreForTensorflow(): void {
  const util = own('node:util') as { isNullOrUndefined?: (value: unknown) => boolean };
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
}
