// What the built modules are made of: one import, no state, the variants apart, microkernels called rather than inlined.
import { describe, expect, it } from "vitest";
import binaryen from "binaryen";
import { builds, bytesOf } from "./raw.js";
import { allowed, inspect, type Inspected, storesToConstants } from "./inspect.js";

const modules = { simd: inspect(bytesOf("simd")), relaxed: inspect(bytesOf("relaxed")) };
const named = (module: Inspected, pattern: RegExp): string[] => [...module.functions.keys()].filter((name) => pattern.test(name));
const inner = (module: Inspected, name: string): string => module.functions.get(name) as string;

/** Exports that are register kernels: gemm_f32_ukr_5x8, gemm_f64_direct_4x4, dot_f32_ukr, transpose_8_ukr. */
const microkernel = /_ukr(_\w+)?$|_direct_\d+x\d+$/;

/** How a build multiplies and adds. */
const f32 = { simd: ["f32x4.mul", "f32x4.add"], relaxed: ["f32x4.relaxed_madd"] };
const f64 = { simd: ["f64x2.mul", "f64x2.add"], relaxed: ["f64x2.relaxed_madd"] };

/** What the other register kernels stand on: name, opcode, and the build it holds for. */
const hot: readonly (readonly [string, string, "simd" | "relaxed"])[] = [
  ["^gemm_f32_direct_\\dx8$", "f32x4.mul", "simd"],
  ["^gemm_f64_direct_\\dx4$", "f64x2.mul", "simd"],
  ["^gemvt?_f32_ukr_", "f32x4.mul", "simd"],
  ["^gemvt?_f64_ukr_", "f64x2.mul", "simd"],
  ["^(dot|axpy|scale)_f32_ukr$", "f32x4.mul", "simd"],
  ["^(dot|axpy|scale)_f64_ukr$", "f64x2.mul", "simd"],
  ["^asum_f32_ukr$", "f32x4.abs", "simd"],
  ["^transpose_(8|16|32|64)_ukr$", "i8x16.shuffle", "simd"],
  ["^fwht_(radix8|base8)_f32_ukr$", "f32x4.add", "simd"],
  ["^fwht_(radix8|base8)_f32_ukr$", "f32x4.relaxed_madd", "relaxed"],
  ["^fwht_(radix8|base2)_i16_ukr$", "i16x8.add", "simd"],
  ["^hadamard_f32_ukr_select$", "f32x4.sub", "simd"],
  ["^flip_(f32|f64)_ukr4?$", "v128.xor", "simd"],
  ["^bidiagonal_f64_ukr4$", "f64x2.mul", "simd"],
  ["^fourier_f32_ukr$", "f64x2.mul", "simd"],
  ["^gemm_i8_ukr_\\dx8$", "i32x4.dot_i16x8_s", "simd"],
  ["^(sell|dia|bsr[23])_f64_ukr$", "f64x2.mul", "simd"],
  ["^lean_(sell|step|residual)_f64_ukr$", "f64x2.mul", "simd"],
  ["^(ldu|eisenstat)_(lower|upper|product|backward|forward)_ukr8$", "f64x2.mul", "simd"],
  ["^lu_trapezoid_f64_ukr$", "f64x2.mul", "simd"],
  ["^amg_(residual|relax)_f32_ukr$", "f32x4.mul", "simd"],
  ["^front_f64_ukr_4x4$", "f64x2.mul", "simd"],
  ["^front_f64_ukr_4x4$", "f64x2.relaxed_madd", "relaxed"],
  ["^lift_update_p[23]_ukr$", "v128.xor", "simd"],
  ["^walk_(zt|z3)_ukr(_wide)?$", "i64.xor", "simd"],
  ["^verify_(z2|z3|zt)_ukr$", "v128.xor", "simd"],
  ["^walk_c3(z2)?_ukr$", "i64.mul", "simd"],
  ["^strassen_f32_ukr_\\d$", "f32x4.mul", "simd"],
  ["^strassen_f64_ukr_\\d$", "f64x2.mul", "simd"],
  ["^strassen_i32_ukr_\\d$", "i32x4.mul", "simd"],
  ["^strassen_f32_ukr_\\d$", "f32x4.relaxed_madd", "relaxed"],
  ["^strassen_f64_ukr_\\d$", "f64x2.relaxed_madd", "relaxed"],
  ["^strassen_f32_ukr_(sum|forms|add|total)$", "f32x4.add", "simd"],
  ["^strassen_f64_ukr_(sum|forms|add|total)$", "f64x2.add", "simd"],
  ["^(combine|spread)_f32_ukr$", "f32x4.mul", "simd"],
  ["^(combine|spread)_f64_ukr$", "f64x2.mul", "simd"],
  ["^cycles_planes_i8_ukr$", "i32x4.eq", "simd"],
  ["^cycles_masks_i8_ukr$", "i8x16.abs", "simd"],
  ["^draw_i8_ukr$", "i32x4.shr_u", "simd"],
  ["^numpps_i8_ukr(_spread)?$", "i8x16.popcnt", "simd"],
  ["^numpps_i8_ukr_add$", "v128.xor", "simd"],
  ["^encode_i8_ukr$", "i8x16.sub", "simd"],
  ["^bits_popcnt_ukr$", "i8x16.popcnt", "simd"],
  ["^bits_table_ukr$", "i8x16.swizzle", "simd"],
  ["^walk_mask_z2_ukr2?$", "i64.popcnt", "simd"],
  ["^walk_(ring|wide)_ukr$", "i64.mul", "simd"],
  ["^walk_wide_ukr$", "v128.xor", "simd"],
  ["^gemm_i8_dot7[ab]_ukr_\\dx8$", "i32x4.relaxed_dot_i8x16_i7x16_add_s", "relaxed"],
];

describe.each(builds)("wasm of %s", (build) => {
  const module = modules[build];

  it("imports env.memory and nothing else", () => {
    expect(module.imports).toEqual(["env.memory"]);
    expect(module.others).toEqual([]);
    expect(module.text).not.toMatch(/\(start /);
  });

  it("has no i64 and no v128 in the signature of an export", () => {
    for (const name of module.functions.keys()) for (const type of module.signature(name)) expect(["i32", "f32", "f64"], name).toContain(type);
  });

  it("keeps no state: no mutable global, no table, no store to a fixed address", () => {
    expect(module.text).not.toMatch(/\(global \S+ \(mut/);
    expect(module.text).not.toMatch(/\((table|elem) /);
    expect(module.text).not.toContain("memory.grow");
    expect(storesToConstants(module)).toEqual([]);
  });

  it(build === "relaxed" ? "uses relaxed SIMD" : "uses no relaxed SIMD", () => {
    expect(/\(\w+\.relaxed_/.test(module.text)).toBe(build === "relaxed");
  });

  it("has a version and a heap base", () => {
    expect(module.functions.has("abi_version")).toBe(true);
    expect(module.functions.has("heap_base")).toBe(true);
  });

  for (const [dtype, width, ops] of [["f32", 8, f32], ["f64", 4, f64]] as const) {
    for (let rows = 1; rows <= (build === "relaxed" ? 6 : 5); rows++) {
      it(`gemm_${dtype}_ukr_${rows}x${width} multiplies ${2 * rows} vectors a step, not unrolled`, () => {
        const opcodes = module.opcodes(inner(module, `gemm_${dtype}_ukr_${rows}x${width}`));
        const [multiply] = ops[build] as [string];
        for (const op of ops[build]) expect(opcodes.has(op), op).toBe(true);
        expect(opcodes.get(multiply)).toBe(2 * rows);
        const splat = dtype === "f32" ? "v128.load32_splat" : "v128.load64_splat";
        expect(opcodes.get(splat)).toBe(rows);
        // A step loads one vector pair of b; the accumulating tail loads C once more.
        expect(opcodes.get("v128.load")).toBe(2 + 2 * rows);
        expect(opcodes.get("v128.store")).toBe(4 * rows);
        if (build === "relaxed") expect(opcodes.has(`${ops.simd[0]}`)).toBe(false);
      });
    }
  }

  it.each(hot.filter((row) => row[2] === build))("%s uses %s", (pattern, opcode) => {
    const kernels = named(module, new RegExp(pattern));
    expect(kernels, "no such kernel").not.toEqual([]);
    for (const kernel of kernels) expect(module.opcodes(inner(module, kernel)).has(opcode), kernel).toBe(true);
  });

  it("calls every microkernel from its driver", () => {
    const kernels = named(module, microkernel);
    expect(kernels.length).toBeGreaterThanOrEqual(build === "simd" ? 40 : 12);
    const drivers = [...module.functions.keys()].filter((name) => !microkernel.test(name));
    const uncalled = kernels.filter((kernel) => {
      const dtype = /_(f32|f64)_/.exec(kernel)?.[1] ?? "";
      return !drivers.some((driver) => driver.includes(dtype) && module.reached(inner(module, driver)).has(inner(module, kernel)));
    });
    expect(uncalled, "inlined into the driver, or called by none (spine rule 1)").toEqual([]);
  });
});

it("the overlay and the base module keep their data in windows of their own", () => {
  const [base, over] = [modules.simd.data, modules.relaxed.data];
  for (const a of base) for (const b of over) expect(a.start + a.length <= b.start || b.start + b.length <= a.start).toBe(true);
});

it("the overlay adds only what needs relaxed SIMD: the test of fusing, six-row tiles, seven-bit dots", () => {
  const added = [...modules.relaxed.functions.keys()].filter((name) => !modules.simd.functions.has(name));
  expect(added.filter((name) => !/^relaxed_fused$|_ukr_6x\d$|_dot7/.test(name))).toEqual([]);
  for (const name of modules.relaxed.functions.keys()) if (modules.simd.functions.has(name)) expect(modules.relaxed.signature(name), name).toEqual(modules.simd.signature(name));
});

// The inspector must be able to find what it looks for.
describe("inspect", () => {
  const bad = binaryen.parseText(`(module
    (import "env" "memory" (memory 1))
    (import "env" "abort" (func $abort))
    (global $g (mut i32) (i32.const 0))
    (data (i32.const 1024) "ab\\00\\ffz")
    (func $long (export "long") (param i64) (result i32) (i32.const 1))
    (func $leaf (param i32))
    (func $middle (param i32) (call $leaf (local.get 0)))
    (func $top (export "top") (param i32) (i32.store (i32.const 2048) (local.get 0)) (call $middle (local.get 0)) (call $abort)
      (v128.store (local.get 0) (f32x4.relaxed_madd (v128.load (i32.const 16)) (v128.load (local.get 0)) (v128.const i32x4 0 0 0 0)))))`);
  bad.setFeatures(allowed);
  const module = inspect(bad.emitBinary());

  it("sees imports, globals, signatures, data, stores, opcodes and calls", () => {
    expect([...module.imports].sort()).toEqual(["env.abort", "env.memory"]);
    expect(module.text).toMatch(/\(global \S+ \(mut/);
    expect(module.signature("long")).toEqual(["i64", "i32"]);
    expect(module.data).toEqual([{ start: 1024, length: 5 }]);
    expect(storesToConstants(module)).toEqual(["i32.store at 2048"]);
    const top = inner(module, "top");
    expect(module.opcodes(top).get("f32x4.relaxed_madd")).toBe(1);
    expect(module.opcodes(top).get("v128.load")).toBe(2);
    expect(module.callees(top).size).toBe(2);
    expect(module.reached(top).size).toBe(3);
    expect(module.reached(inner(module, "long")).size).toBe(0);
  });
});
