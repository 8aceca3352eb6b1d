// The border: compiled modules and one memory in, the table of raw exports out. Nothing else calls WebAssembly.
import { AbiError } from "./errors.js";
import type { RawExports } from "./gen/raw.js";

export type { RawExports };

/** Must equal abi_version() of the modules. */
export const ABI_VERSION = 1;

/** Memory below this is the modules' own: their data and, for kernels, address 0 stays unused. */
export interface Linked { readonly raw: RawExports; readonly heapBase: number }

function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory, arg: string): Record<string, CallableFunction> {
  let instance: WebAssembly.Instance;
  try {
    instance = new WebAssembly.Instance(module, { env: { memory } });
  } catch (e) {
    if (e instanceof WebAssembly.LinkError) {
      const at = /memory/i.test(e.message) ? "memory" : arg;
      throw new AbiError("load", at, `${at} does not fit: ${e.message} (memory must be unshared, with a maximum of at most 65536 pages)`);
    }
    throw e;
  }
  const exports = instance.exports as Record<string, CallableFunction>;
  const version: unknown = exports["abi_version"]?.();
  if (version !== ABI_VERSION) throw new AbiError("load", arg, `${arg} has ABI version ${String(version)}, expected ${ABI_VERSION}`);
  return exports;
}

/** Links the base module and, over it, the overlay that replaces the functions it exports. */
export function link(base: WebAssembly.Module, overlay: WebAssembly.Module | undefined, memory: WebAssembly.Memory): Linked {
  const first = instantiate(base, memory, "wasm");
  const second = overlay === undefined ? undefined : instantiate(overlay, memory, "relaxed");
  const heapBase = Math.max((first["heap_base"]!() as number) >>> 0, ((second?.["heap_base"]!() ?? 0) as number) >>> 0);
  return { raw: { ...first, ...second } as unknown as RawExports, heapBase };
}
