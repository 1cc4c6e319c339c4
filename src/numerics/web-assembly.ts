/** The host's WebAssembly, typed here because neither the language's library nor Node's types declare it. */

export interface Memory {
  /** Detached when the memory grows, unless it is shared; that of a shared memory is a SharedArrayBuffer, which serves alike. */
  readonly buffer: ArrayBuffer;
  /** Adds pages of 64 KiB; throws a RangeError when it cannot. */
  grow(pages: number): number;
}

interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: Memory } },
  ) => { readonly exports: object };
  readonly Memory: new (size: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: boolean;
  }) => Memory;
  validate(bytes: Uint8Array): boolean;
}

export const { Module, Instance, Memory, validate } = (globalThis as unknown as { WebAssembly: WebAssemblyApi })
  .WebAssembly;
