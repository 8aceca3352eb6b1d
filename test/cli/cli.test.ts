// The command `lanewise` and its commands info, bench and gemm.
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { normal } from "../../bindings/gallery/index.js";
import { folder, lanewise, read, refusal, root, write } from "./command.js";

/** α·A·B by the definition, A(i, p) and B(p, j) as functions. */
function product(m: number, n: number, k: number, a: (i: number, p: number) => number, b: (p: number, j: number) => number, alpha = 1): number[] {
  return Array.from({ length: m * n }, (_, at) => {
    let sum = 0;
    for (let p = 0; p < k; p++) sum += a(Math.floor(at / n), p) * b(p, at % n);
    return alpha * sum;
  });
}

describe("lanewise", () => {
  it("prints its version", () => {
    const { version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as { version: string };
    expect(lanewise("--version")).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("explains itself and each command", () => {
    const { status, stdout } = lanewise("--help");
    expect(status).toBe(0);
    for (const command of ["info", "bench", "gemm", "wht"]) {
      expect(stdout).toContain(`lanewise ${command}`);
      const help = lanewise(command, "--help");
      expect([help.status, help.stderr]).toEqual([0, ""]);
      expect(help.stdout).toMatch(new RegExp(`^lanewise ${command}`));
      expect(help.stdout).toContain("--json");
      expect(lanewise(command, "-h")).toEqual(help);
    }
  });

  it("without a command prints the help to stderr and exits 2", () => {
    const { status, stdout, stderr } = lanewise();
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("lanewise gemm");
  });

  it("exits 2 on wrong usage, naming the argument in one line", () => {
    expect(refusal(2, "frob")).toBe("lanewise: no command \"frob\", expected info, bench, gemm, solve, wht, flip, emulate (see lanewise --help)");
    expect(refusal(2, "info", "x")).toBe("lanewise info: argument \"x\" is unexpected (see lanewise info --help)");
    expect(refusal(2, "info", "--jsn")).toMatch(/^lanewise info: .*--jsn/);
    expect(refusal(2, "info", "--variant", "fast")).toMatch(/--variant is "fast", expected auto, simd or relaxed/);
    expect(refusal(2, "bench", "fft")).toMatch(/filter is "fft", expected a part of dense\.gemm\/f32\/nn/);
    expect(refusal(2, "bench", "f32", "f64")).toMatch(/argument "f64" is unexpected/);
    expect(refusal(2, "gemm")).toMatch(/A is missing/);
    expect(refusal(2, "gemm", "a.npy", "-o", "c.npy")).toMatch(/B is missing/);
    expect(refusal(2, "gemm", "a.npy", "b.npy")).toMatch(/--output is missing/);
    expect(refusal(2, "gemm", "a.npy", "b.npy", "c.npy", "-o", "d.npy")).toMatch(/argument "c\.npy" is unexpected/);
    expect(refusal(2, "gemm", "a.npy", "b.npy", "-o")).toMatch(/--output/);
    for (const alpha of ["two", "", "0x"]) expect(refusal(2, "gemm", "a.npy", "b.npy", "-o", "c.npy", `--alpha=${alpha}`)).toContain(`--alpha is ${JSON.stringify(alpha)}, expected a number`);
  });
});

describe("lanewise info", () => {
  it("prints a table", () => {
    const { status, stdout, stderr } = lanewise("info");
    expect([status, stderr]).toEqual([0, ""]);
    for (const line of ["version ", "runtime ", "variant ", "simd ", "relaxed ", "fused ", "threads ", "memory "]) expect(stdout).toMatch(new RegExp(`^${line}`, "m"));
  });

  it("prints one JSON line", () => {
    const { stdout } = lanewise("info", "--json", "--variant", "simd");
    expect(stdout.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({ variant: "simd", features: { simd: true }, memory: { handles: 0 }, runtime: expect.stringContaining(process.versions.node) as string });
  });
});

describe("lanewise bench", () => {
  it("checks answers and prints JSON lines: the configuration with its seed, then the rows", () => {
    const { status, stdout, stderr } = lanewise("bench", "/64", "--json");
    expect([status, stderr]).toEqual([0, ""]);
    const [config, ...rows] = stdout.trimEnd().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(config).toMatchObject({ seed: 42, samples: 100 });
    expect(rows.map(({ name }) => name)).toEqual(["dense.gemm/f32/nn/64", "dense.gemm/f64/nn/64", "dense.gemmInt8/i8/nn/64"]);
    for (const row of rows) {
      expect(row).toMatchObject({ n: 64, samples: 100, ok: true });
      for (const figure of ["rate", "plain", "speedup"]) expect(row[figure]).toBeGreaterThan(0);
      expect(row["error"]).toBeLessThanOrEqual(row["name"] === "dense.gemmInt8/i8/nn/64" ? 0 : 1);
    }
  });

  it("prints a table", () => {
    const { status, stdout } = lanewise("bench", "f64/nn/64");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^dense\.gemm\/f64\/nn\/64 +\d+\.\d +GFLOP\/s +\d+\.\d\d +\d+\.\d× .* right$/m);
  });
});

describe("lanewise gemm", () => {
  it("multiplies f32 and f64, transposed or not, with alpha", () => {
    const [m, n, k] = [5, 7, 3];
    for (const dtype of ["f32", "f64"] as const) for (const transA of [false, true]) for (const transB of [false, true]) {
      const a = normal(m, k, { dtype, seed: 1 });
      const b = normal(k, n, { dtype, seed: 2 });
      write("a.npy", a, transA ? [k, m] : [m, k]);
      write("b.npy", b, transB ? [n, k] : [k, n]);
      const args = ["gemm", "a.npy", "b.npy", "-o", "c.npy", "--alpha", "-1.5", ...(transA ? ["--trans-a"] : []), ...(transB ? ["--trans-b"] : [])];
      expect(lanewise(...args)).toMatchObject({ status: 0, stderr: "", stdout: expect.stringMatching(new RegExp(`^c\\.npy: ${dtype} 5×7, k = 3, `)) as string });
      const c = read("c.npy");
      expect([c.dtype, c.shape]).toEqual([dtype, [m, n]]);
      const expected = product(m, n, k, (i, p) => a[transA ? p * m + i : i * k + p] as number, (p, j) => b[transB ? j * k + p : p * n + j] as number, -1.5);
      for (const [at, x] of expected.entries()) expect(Math.abs((c.data as Float64Array)[at] as number - x)).toBeLessThan(dtype === "f32" ? 1e-5 : 1e-13);
    }
  });

  it("multiplies i8 and u8 by i8 exactly, into i32", () => {
    const [m, n, k] = [4, 6, 300];
    const b = Int8Array.from({ length: k * n }, (_, i) => (i * 89) % 256);
    write("b.npy", b, [k, n]);
    for (const a of [Int8Array.from({ length: m * k }, (_, i) => (i * 37) % 256), Uint8Array.from({ length: m * k }, (_, i) => (i * 37) % 256)]) {
      write("a.npy", a, [m, k]);
      expect(lanewise("gemm", "a.npy", "b.npy", "-o", "c.npy")).toMatchObject({ status: 0, stderr: "" });
      const expected = product(m, n, k, (i, p) => a[i * k + p] as number, (p, j) => b[p * n + j] as number);
      expect(read("c.npy")).toEqual({ dtype: "i32", shape: [m, n], data: Int32Array.from(expected) });
    }
    expect(refusal(2, "gemm", "a.npy", "b.npy", "-o", "c.npy", "--alpha", "2")).toMatch(/--alpha is for f32 and f64, and A is u8/);
  });

  it("takes empty matrices", () => {
    write("a.npy", new Float32Array(0), [2, 0]);
    write("b.npy", new Float32Array(0), [0, 3]);
    expect(lanewise("gemm", "a.npy", "b.npy", "-o", "c.npy").status).toBe(0);
    expect(read("c.npy")).toEqual({ dtype: "f32", shape: [2, 3], data: new Float32Array(6) });
  });

  it("reports as a JSON line", () => {
    write("a.npy", new Float64Array([1, 2]), [1, 2]);
    write("b.npy", new Float64Array([3, 4]), [2, 1]);
    const { stdout } = lanewise("gemm", "a.npy", "b.npy", "--output", "c.npy", "--json", "--variant", "simd");
    expect(JSON.parse(stdout)).toMatchObject({ output: "c.npy", dtype: "f64", rows: 1, cols: 1, k: 2, alpha: 1, transA: false, transB: false, variant: "simd" });
    expect(read("c.npy").data).toEqual(new Float64Array([11]));
  });

  it("exits 1 in one line where shapes, types or files do not fit, and leaves C as it was", () => {
    write("a.npy", new Float32Array(12), [3, 4]);
    write("b.npy", new Float32Array(10), [5, 2]);
    write("d.npy", new Float64Array(8), [4, 2]);
    write("v.npy", new Float32Array(4), [4]);
    fs.writeFileSync(path.join(folder, "bad.npy"), "not an array");
    fs.writeFileSync(path.join(folder, "keep.npy"), "before");
    const fails = (a: string, b: string, ...more: string[]): string => refusal(1, "gemm", a, b, "-o", "keep.npy", ...more);
    expect(fails("a.npy", "b.npy")).toBe("lanewise gemm: B (b.npy) has 5 rows, expected 4 (A is 3×4, not transposed)");
    expect(fails("a.npy", "b.npy", "--trans-a", "--trans-b")).toBe("lanewise gemm: B (b.npy) has 2 columns, expected 3 (A is 3×4, transposed)");
    expect(fails("a.npy", "d.npy")).toBe("lanewise gemm: A is f32 and B is f64, expected both f32, both f64, or i8 or u8 with i8");
    expect(fails("a.npy", "v.npy")).toBe("lanewise gemm: B (v.npy) has shape (4), expected two axes");
    expect(fails("a.npy", "none.npy")).toMatch(/^lanewise gemm: B cannot be read: ENOENT.*none\.npy/);
    expect(fails("bad.npy", "b.npy")).toMatch(/^lanewise gemm: A \(bad\.npy\) is malformed: io\.parseNpy: byte 0: /);
    expect(fs.readFileSync(path.join(folder, "keep.npy"), "utf8")).toBe("before");
  });

  it("replaces C whole and leaves no part behind, whether it can be written or not", () => {
    write("a.npy", new Float32Array([2]), [1, 1]);
    fs.writeFileSync(path.join(folder, "c.npy"), "x".repeat(1000));
    expect(lanewise("gemm", "a.npy", "a.npy", "-o", "c.npy").status).toBe(0);
    expect(read("c.npy").data).toEqual(new Float32Array([4]));
    fs.mkdirSync(path.join(folder, "taken.npy"), { recursive: true });
    expect(refusal(1, "gemm", "a.npy", "a.npy", "-o", "taken.npy")).toMatch(/C cannot be written: /);
    expect(refusal(1, "gemm", "a.npy", "a.npy", "-o", "nowhere/c.npy")).toMatch(/C cannot be written: ENOENT/);
    // C may be A.
    expect(lanewise("gemm", "a.npy", "a.npy", "-o", "a.npy").status).toBe(0);
    expect(read("a.npy").data).toEqual(new Float32Array([4]));
    expect(fs.readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});
