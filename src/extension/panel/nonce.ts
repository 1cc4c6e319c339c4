/** Letters and digits that nobody can guess, fresh at every call. */
export function createNonce(): string {
  return globalThis.crypto.randomUUID().replaceAll('-', '');
}
