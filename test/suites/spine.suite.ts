// Loading: options, variants, features, the life of an instance.
import { features, load, loadSync, type LoadOptions } from "lanewise";
import { equal, match, ok, rejects, throws } from "./assert.js";
import { kernels, multiplies } from "./instance.js";
import { test, type Suite } from "./suite.js";

const MiB = 1 << 20;
const foreignModule = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/** Handlers of Workers and strict pages refuse to compile bytes: there is nothing to say about `wasm` there. */
function compiles(): boolean {
  try {
    return new WebAssembly.Module(foreignModule) !== undefined;
  } catch {
    return false;
  }
}

const badOptions: readonly (readonly [arg: string, options: unknown])[] = [
  ["variant", { variant: "fast" }],
  ["varient", { varient: "simd" }],
  ["reserve", { reserve: -1 }],
  ["reserve", { reserve: Number.NaN }],
  ["reserve", { reserve: "1" }],
  ["max", { max: -1 }],
  ["max", { max: 65536 * 65536 }],
];

export const suite: Suite = {
  name: "spine.load",
  cases: [
    test("load resolves to a working instance", async () => {
      const k = await load();
      ok(multiplies(k), "2x2 product is wrong");
      k.free();
    }),
    kernels("loadSync returns a working instance", (k) => ok(multiplies(k), "2x2 product is wrong")),
    kernels("version is semantic, variant concrete", (k) => {
      match(k.version, /^\d+\.\d+\.\d+(-[\w.]+)?$/, "version");
      match(k.variant, /^(simd|relaxed)$/, "variant");
      ok(String(k).includes(k.variant), `toString() is ${String(k)}`);
    }),
    kernels("features agree with the instance and with themselves", (k) => {
      const f = features();
      equal(f.simd, true, "simd");
      equal(f.threads, 0, "threads");
      ok(f.relaxed || !f.fused, "fused without relaxed");
      for (const key of ["simd", "relaxed", "threads"] as const) equal(k.features[key], f[key], `k.features.${key}`);
      if (compiles()) equal(k.features.fused, f.fused, "k.features.fused"); // elsewhere only an instance can tell
    }),
    kernels("simd can be asked for anywhere", (k) => {
      equal(k.variant, "simd", "variant");
      ok(multiplies(k), "2x2 product is wrong");
    }, { variant: "simd" }),
    kernels("auto takes relaxed only where it exists", (k) => ok(k.variant === "simd" || features().relaxed, "relaxed taken, but not there"), { variant: "auto" }),
    test("relaxed works or says why not", async () => {
      if (features().relaxed) {
        const k = loadSync({ variant: "relaxed" });
        equal(k.variant, "relaxed", "variant");
        ok(multiplies(k), "2x2 product is wrong");
        k.free();
      } else {
        throws(() => loadSync({ variant: "relaxed" }), { code: "unsupported", arg: "variant" }, "loadSync");
        await rejects(() => load({ variant: "relaxed" }), { code: "unsupported", arg: "variant" }, "load");
      }
    }),
    ...badOptions.map(([arg, options]) => test(`${JSON.stringify(options)} is refused, naming ${arg}`, () => {
      throws(() => loadSync(options as LoadOptions), { code: "option", arg, base: RangeError }, "loadSync");
    })),
    test("load rejects, it never throws", async () => {
      const promise = load({ variant: "fast" } as unknown as LoadOptions);
      await rejects(() => promise, { code: "option", arg: "variant" }, "load");
    }),
    test("loadSync takes no URL", () => {
      throws(() => loadSync({ wasm: new URL("https://example.org/simd.wasm") }), { code: "option", arg: "wasm" }, "loadSync");
    }),
    test("loadSync takes no Response", async () => { // async: at module scope workerd lets nobody make a Response
      throws(() => loadSync({ wasm: new Response("") }), { code: "option", arg: "wasm" }, "loadSync");
    }),
    test("a wasm that is not ours is an AbiError", async () => {
      if (!compiles()) return;
      throws(() => loadSync({ wasm: foreignModule }), { code: "abi", arg: "wasm" }, "loadSync(bytes)");
      throws(() => loadSync({ wasm: new WebAssembly.Module(foreignModule) }), { code: "abi", arg: "wasm" }, "loadSync(module)");
      await rejects(() => load({ wasm: foreignModule }), { code: "abi", arg: "wasm" }, "load(bytes)");
    }),
    test("a memory of the caller's is used as it is", () => {
      const memory = new WebAssembly.Memory({ initial: 16, maximum: 64 });
      const k = loadSync({ memory });
      const v = k.vector("f32", [1, 2, 3]);
      ok(v.view.buffer === memory.buffer, "view is not over the memory given");
      equal(k.memory().capacity, memory.buffer.byteLength, "capacity");
      throws(() => k.vector("f64", MiB), { code: "capacity" }, "vector beyond its maximum");
      k.free();
    }),
    test("a memory without a maximum is an AbiError", () => {
      throws(() => loadSync({ memory: new WebAssembly.Memory({ initial: 16 }) }), { code: "abi", arg: "memory" }, "loadSync");
    }),
    kernels("reserve is committed at load", (k) => ok(k.memory().capacity >= 8 * MiB, `capacity is ${k.memory().capacity}`), { reserve: 8 * MiB }),
    kernels("max is never passed", (k) => {
      throws(() => k.vector("f64", MiB), { code: "capacity" }, "vector");
      ok(k.memory().capacity <= 4 * MiB, `capacity is ${k.memory().capacity}`);
    }, { max: 4 * MiB }),
    test("instances share nothing", () => {
      const a = loadSync(), b = loadSync();
      const x = a.vector("f32", [1]), y = b.vector("f32", [2]);
      a.free();
      equal(y.view[0], 2, "y[0]");
      ok(x.freed && !y.freed && a.freed && !b.freed, "the wrong instance was freed");
      b.free();
    }),
    test("a freed instance frees its handles and refuses work, twice freed is once freed", () => {
      const k = loadSync();
      const v = k.vector("f32", 4), m = k.matrix("f32", 2, 2);
      k.free();
      k.free();
      k[Symbol.dispose]();
      ok(k.freed && v.freed && m.freed, "something is not freed");
      throws(() => v.view, { code: "freed", base: ReferenceError }, "view");
      throws(() => k.vector("f32", 4), { code: "freed", base: ReferenceError }, "vector");
      throws(() => k.dense.gemm(m, m, m), { code: "freed", base: ReferenceError }, "gemm");
    }),
  ],
};
