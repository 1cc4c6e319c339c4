import type { Page } from 'playwright-core';

/**
 * What VS Code has written down of this folder's editors: what a reload of the window brings back. It writes every few seconds when it has
 * nothing to do, and not when the window is left.
 */
export async function savedEditors(page: Page, folder: string): Promise<string> {
  const states = await page.evaluate(readAll, { prefix: 'vscode-web-state-db', key: 'memento/workbench.parts.editor' });
  return states.filter((state) => state.includes(folder)).join('\n');
}

/** Of the browser's IndexedDB, what is asked of it here. */
interface Pending<T> {
  readonly result: T;
  readonly error: Error;
  onsuccess: () => void;
  onerror: () => void;
}
interface Database {
  readonly objectStoreNames: { contains(name: string): boolean };
  transaction(store: string): { objectStore(store: string): { get(key: string): Pending<unknown> } };
  close(): void;
}
interface Databases {
  databases(): Promise<readonly { readonly name: string }[]>;
  open(name: string): Pending<Database>;
}

/** Runs in the page: the entry of this key in every database whose name starts so. */
async function readAll({ prefix, key }: { prefix: string; key: string }): Promise<string[]> {
  const { indexedDB } = globalThis as unknown as { indexedDB: Databases };
  const done = <T>(request: Pending<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const found: string[] = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith(prefix)) continue;
    const database = await done(indexedDB.open(name));
    if (database.objectStoreNames.contains('ItemTable'))
      found.push(String(await done(database.transaction('ItemTable').objectStore('ItemTable').get(key))));
    database.close();
  }
  return found;
}
