// Which Pythons are here, and what they can import.
import { spawnSync } from 'node:child_process';

/** The first Python with this module, or undefined. KAPPA_PYTHON is asked first. */
export function pythonWith(module) {
  const all = [process.env.KAPPA_PYTHON, 'python3', '/usr/bin/python3'].filter(Boolean);
  return all.find((python) => spawnSync(python, ['-c', `import ${module}`]).status === 0);
}
