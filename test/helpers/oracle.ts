// The test oracle: test/oracle/assembly, a debug build with a managed runtime, driven through @assemblyscript/loader.
// Node only. The module is compiled at first use and kept in build/ until its source changes.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type ASUtil, instantiate } from "@assemblyscript/loader";
import type { Float, FloatArray } from "./random.js";

const root = new URL("../../", import.meta.url);
const source = new URL("test/oracle/assembly/index.ts", root);
const target = new URL("build/oracle.wasm", root);

function compile(): void {
  if (existsSync(target) && statSync(target).mtimeMs > statSync(source).mtimeMs) return;
  mkdirSync(new URL("build/", root), { recursive: true });
  const fresh = fileURLToPath(new URL(`build/oracle.${process.pid}.wasm`, root));
  const asc = fileURLToPath(new URL("node_modules/assemblyscript/bin/asc.js", root));
  const { status, stderr } = spawnSync(process.execPath, [asc, "test/oracle/assembly/index.ts", "--config", "none", "--debug", "--runtime", "minimal", "--exportRuntime", "-o", fresh], { cwd: fileURLToPath(root), encoding: "utf8" });
  if (status !== 0) throw new Error(`the oracle does not compile:\n${stderr}`);
  renameSync(fresh, target);
}

type Value = number | boolean | FloatArray;

export interface Oracle {
  /** Calls `<name>_<dtype>`. Arrays are copied in, and copied back after the call. Returns what the function returns. */
  call(dtype: Float, name: "gemm" | "gemv" | "axpy" | "dot", ...args: readonly Value[]): number;
}

type Exports = ASUtil & Record<string, ((...args: number[]) => number) & WebAssembly.Global>;

export async function loadOracle(): Promise<Oracle> {
  compile();
  const { exports } = await instantiate<Record<string, unknown>>(readFileSync(target));
  const wasm = exports as unknown as Exports;
  return {
    call(dtype, name, ...args) {
      const id = Number((wasm[dtype === "f32" ? "Float32Array_ID" : "Float64Array_ID"] as WebAssembly.Global).value);
      const made: [FloatArray, number][] = [];
      const plain = args.map((arg) => {
        if (typeof arg === "number") return arg;
        if (typeof arg === "boolean") return Number(arg);
        const ptr = wasm.__pin(wasm.__newArray(id, arg));
        made.push([arg, ptr]);
        return ptr;
      });
      const result = (wasm[`${name}_${dtype}`] as (...a: number[]) => number)(...plain);
      for (const [array, ptr] of made) {
        array.set(dtype === "f32" ? wasm.__getFloat32ArrayView(ptr) : wasm.__getFloat64ArrayView(ptr));
        wasm.__unpin(ptr);
      }
      wasm.__collect();
      return result;
    },
  };
}
