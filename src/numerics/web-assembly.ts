/** The host's WebAssembly, typed here because neither the language's library nor Node's types declare it. */

export interface Memory {
  /** Detached when the memory grows. */
  readonly buffer: ArrayBuffer;
  /** Adds pages of 64 KiB; throws a RangeError when it cannot. */
  grow(pages: number): number;
}

interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
}

export const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
