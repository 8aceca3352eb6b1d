// load and loadSync: options → modules and memory → an instance.
import { link, type Linked } from "./abi.js";
import * as check from "./check.js";
import { AbiError, OptionError, UnsupportedError } from "./errors.js";
import { features, hasSimd } from "./features.js";
import { makeKernels } from "./kernels.js";
import { Arena, MAX_PAGES, PAGE } from "./memory/arena.js";
import { watch } from "./memory/leaks.js";
import { baseModule, compileAll, relaxedModule } from "./source.js";
import type { Kernels, LoadOptions } from "./types.js";

const KNOWN = ["variant", "wasm", "relaxed", "memory", "reserve", "max", "debug"] as const;
const VARIANTS = ["auto", "simd", "relaxed"] as const;

interface Plan { readonly variant: "auto" | "simd" | "relaxed"; readonly memory: WebAssembly.Memory | undefined; readonly reserve: number; readonly max: number; readonly debug: boolean }

function plan(o: LoadOptions | undefined): Plan {
  check.options("load", o, KNOWN);
  const variant = check.choice("load", "variant", o?.variant, VARIANTS, "auto");
  const max = check.integer("load", "max", o?.max, PAGE, MAX_PAGES * PAGE, MAX_PAGES * PAGE);
  const reserve = check.integer("load", "reserve", o?.reserve, 0, max, Math.min(2 ** 20, max));
  const debug = check.flag("load", "debug", o?.debug);
  const memory = o?.memory;
  if (memory !== undefined && !(memory instanceof WebAssembly.Memory)) throw new OptionError("load", "memory", "memory is no WebAssembly.Memory");
  if (o?.relaxed !== undefined && o.wasm === undefined) throw new OptionError("load", "relaxed", "relaxed is given without wasm, expected both modules");
  if (!hasSimd()) throw new UnsupportedError("load", "simd", "this engine has no WebAssembly SIMD");
  if (variant === "relaxed" && !features().relaxed) throw new UnsupportedError("load", "variant", "this engine has no relaxed SIMD, expected variant \"auto\" or \"simd\"");
  if (variant === "relaxed" && o?.wasm !== undefined && o.relaxed === undefined) throw new OptionError("load", "relaxed", "variant \"relaxed\" with a wasm of your own needs the relaxed overlay too");
  return { variant, memory, reserve, max, debug };
}

/** Links into `memory`; with "auto" the overlay stays only where its multiply-add is fused, which is where it is faster. */
function assemble(p: Plan, base: WebAssembly.Module, overlay: WebAssembly.Module | undefined): Kernels {
  const memory = p.memory ?? newMemory(p.reserve, p.max);
  let linked: Linked = link(base, overlay, memory);
  let fused = overlay !== undefined && linked.raw.relaxed_fused() !== 0;
  let variant: "simd" | "relaxed" = overlay === undefined ? "simd" : "relaxed";
  if (p.variant === "auto" && overlay !== undefined && !fused) {
    linked = link(base, undefined, memory);
    variant = "simd";
  }
  if (overlay === undefined) fused = features().fused;
  const arena = new Arena(memory, linked.heapBase, p.max);
  if (p.debug) watch(arena);
  const { reason, ...found } = features();
  return makeKernels(arena, linked.raw, variant, fused || reason === undefined ? { ...found, fused } : { ...found, fused, reason });
}

function newMemory(reserve: number, max: number): WebAssembly.Memory {
  const maximum = Math.floor(max / PAGE);
  const initial = Math.max(1, Math.min(maximum, Math.ceil(reserve / PAGE)));
  return new WebAssembly.Memory({ initial, maximum });
}

function wantsOverlay(p: Plan): boolean {
  return p.variant !== "simd" && features().relaxed;
}

/** An instance, compiled without blocking where the engine can.
 *  Effects   makes one memory of `reserve` bytes that grows to at most `max` and never shrinks; end it by `free()`.
 *  Throws    OptionError, UnsupportedError (no SIMD, or variant "relaxed" without it), AbiError (foreign wasm, unfit memory).
 *  @example
 *  import { load } from "lanewise";
 *  const k = await load();
 *  const C = k.dense.gemm(k.matrix("f32", 2, 2), k.matrix("f32", 2, 2, [1, 2, 3, 4]), k.matrix("f32", 2, 2, [1, 0, 0, 1]));
 *  console.log(C.copy()); // Float32Array [1, 2, 3, 4]
 *  k.free(); */
export async function load(o?: LoadOptions): Promise<Kernels> {
  const p = plan(o);
  if (o?.wasm !== undefined) {
    const base = await compile("wasm", o.wasm);
    return assemble(p, base, o.relaxed !== undefined && wantsOverlay(p) ? await compile("relaxed", o.relaxed) : undefined);
  }
  await compileAll(wantsOverlay(p));
  return assemble(p, baseModule(), wantsOverlay(p) ? relaxedModule() : undefined);
}

/** `load` without waiting: everywhere the module may be compiled at once, which its size allows on every engine; inside a workerd
 *  handler through the `workerd` build. A Response or URL cannot be waited for here.
 *  Throws    as `load`, and OptionError("wasm") for a Response or URL.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync({ variant: "simd" });
 *  console.log(k.dense.dot(k.vector("f64", [1, 2]), k.vector("f64", [3, 4]))); // 11
 *  k.free(); */
export function loadSync(o?: LoadOptions): Kernels {
  const p = plan(o);
  if (o?.wasm !== undefined) {
    const base = compileSync("wasm", o.wasm);
    return assemble(p, base, o.relaxed !== undefined && wantsOverlay(p) ? compileSync("relaxed", o.relaxed) : undefined);
  }
  return assemble(p, baseModule(), wantsOverlay(p) ? relaxedModule() : undefined);
}

type Source = NonNullable<LoadOptions["wasm"]>;

function isBytes(x: unknown): x is BufferSource {
  return x instanceof ArrayBuffer || ArrayBuffer.isView(x);
}

function compileSync(arg: string, source: Source): WebAssembly.Module {
  if (source instanceof WebAssembly.Module) return source;
  if (!isBytes(source)) throw new OptionError("load", arg, `${arg} is ${source?.constructor?.name ?? String(source)}, expected bytes or a WebAssembly.Module (loadSync cannot wait: use load)`);
  try {
    return new WebAssembly.Module(source);
  } catch (e) {
    throw unfit(arg, e);
  }
}

async function compile(arg: string, source: Source): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  try {
    if (isBytes(source)) return await WebAssembly.compile(source);
    const response = source instanceof URL ? await fetch(source) : source;
    if (typeof (response as Partial<Response>).arrayBuffer !== "function") throw new OptionError("load", arg, `${arg} is ${typeof source}, expected bytes, a module, a Response or a URL`);
    if (!response.ok) throw new AbiError("load", arg, `${arg} could not be fetched: status ${response.status}`);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (e) {
    throw unfit(arg, e);
  }
}

/** A CompileError becomes AbiError; anything else stays itself. */
function unfit(arg: string, e: unknown): unknown {
  return e instanceof WebAssembly.CompileError ? new AbiError("load", arg, `${arg} does not compile: ${e.message}`) : e;
}
