// The licences of what stands in the bundles, as they ask to be passed on.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Text with one section a package; `inputs`: paths of all files that were bundled, relative to `root`. */
export async function thirdPartyNotices(root, inputs) {
  const folders = [...new Set(inputs.flatMap((path) => packageFolder(path) ?? []))].sort();
  const notices = await Promise.all(folders.map((folder) => notice(join(root, folder))));
  return [...new Set(notices)].join(`\n${'-'.repeat(80)}\n\n`);
}

/** `node_modules/@a/b/node_modules/c/lib/d.js` belongs to the last package named. */
function packageFolder(path) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

async function notice(folder) {
  const { name, version, license, author, homepage } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((each) => /^licen[cs]e(?:\.|$)/i.test(each));
  // A few packages have no more than the name of their licence.
  const text = file
    ? await readFile(join(folder, file), 'utf8')
    : [author?.name ?? author, homepage].filter(Boolean).join('\n');
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
