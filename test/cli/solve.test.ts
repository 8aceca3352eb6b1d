// lanewise solve: files in, answers out; the systems have known solutions.
import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { anisotropic2d, convectionDiffusion2d, poisson2d } from "../../bindings/gallery/index.js";
import type { SparseProblem } from "../../bindings/gallery/index.js";
import { formatMatrixMarket, parseMatrixMarket } from "../../bindings/io/index.js";
import { folder, lanewise, read, refusal } from "./command.js";

function put(name: string, content: string | Uint8Array): void {
  fs.writeFileSync(path.join(folder, name), content);
}

interface Answer { readonly converged: boolean; readonly method: string; readonly precond: string; readonly why: string; readonly relativeResidual: number; readonly iterations: number; readonly [key: string]: unknown }

/** Runs with --json and gives the one line. */
function answer(status: number, ...args: string[]): Answer {
  const result = lanewise("solve", ...args, "--json");
  expect({ ...result, stdout: "" }).toEqual({ status, stdout: "", stderr: "" });
  expect(result.stdout.trimEnd().split("\n")).toHaveLength(1);
  return JSON.parse(result.stdout) as Answer;
}

/** x as it was written. */
const written = (name: string): Float64Array => parseMatrixMarket(fs.readFileSync(path.join(folder, name))).values;

const near = (x: ArrayLike<number>, expected: (i: number) => number, tolerance: number): void => {
  for (let i = 0; i < x.length; i++) if (!(Math.abs(x[i]! - expected(i)) <= tolerance)) throw new Error(`x[${i}] is ${x[i]}, expected ${expected(i)}`);
};

/** b = A·x with x = 1, 2, 3, …, as array files have it. */
function rightHandSide({ row, col, values, rows }: SparseProblem): string {
  const b = new Float64Array(rows);
  values.forEach((v, k) => { b[row[k]!]! += v * (col[k]! + 1); });
  return `%%MatrixMarket matrix array real general\n${rows} 1\n${b.join("\n")}\n`;
}

describe("lanewise solve", () => {
  it("solves with the matrix alone, all ones, gzipped or not", () => {
    const text = formatMatrixMarket(poisson2d(12, 9), { symmetry: "symmetric" });
    put("A.mtx", text);
    put("A.mtx.gz", gzipSync(text));
    for (const file of ["A.mtx", "A.mtx.gz"]) {
      const found = answer(0, file, "-o", "x.mtx");
      expect(found).toMatchObject({ file, rows: 108, cols: 108, entries: 498, symmetry: "symmetric", converged: true, output: "x.mtx" });
      expect(found.relativeResidual).toBeLessThan(1e-8);
      expect(found.why.length).toBeGreaterThan(10);
      near(written("x.mtx"), () => 1, 1e-6);
    }
    const { status, stdout } = lanewise("solve", "A.mtx");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^A\.mtx:\n {2}matrix +108×108, 498 entries, symmetric/);
    expect(stdout).toMatch(/\n {2}result +converged/);
  });

  it("solves for right-hand sides from files, one and several, and writes npy", () => {
    const A = convectionDiffusion2d(8, 7);
    put("A.mtx", formatMatrixMarket(A));
    put("b.mtx", rightHandSide(A));
    answer(0, "A.mtx", "b.mtx", "-o", "x.npy");
    const x = read("x.npy");
    expect([x.dtype, x.shape]).toEqual(["f64", [56]]);
    near(x.data as Float64Array, (i) => i + 1, 1e-4);
    // Two columns, the second given sparsely: A·e₃.
    const third = [...A.row.keys()].filter((k) => A.col[k] === 2);
    put("B.mtx", `%%MatrixMarket matrix coordinate real general\n56 2 ${third.length + 1}\n1 1 1\n${third.map((k) => `${A.row[k]! + 1} 2 ${A.values[k]}`).join("\n")}\n`);
    answer(0, "A.mtx", "B.mtx", "-o", "X.npy");
    const X = read("X.npy");
    expect(X.shape).toEqual([56, 2]);
    near((X.data as Float64Array).filter((_, at) => at % 2 === 1), (i) => (i === 2 ? 1 : 0), 1e-5);
    answer(0, "A.mtx", "B.mtx", "-o", "X.mtx");
    const wide = parseMatrixMarket(fs.readFileSync(path.join(folder, "X.mtx")));
    expect([wide.rows, wide.cols]).toEqual([56, 2]);
    wide.values.forEach((v, k) => expect(v).toBe((X.data as Float64Array)[wide.row[k]! * 2 + wide.col[k]!]));
  });

  it("takes method, preconditioner, tolerance and limit", () => {
    put("A.mtx", formatMatrixMarket(anisotropic2d(40), { symmetry: "symmetric" }));
    expect(answer(0, "A.mtx", "--method", "cg", "--precond", "jacobi", "--rtol", "1e-4")).toMatchObject({ method: "cg", precond: "jacobi", reason: "rtol" });
    const few = answer(1, "A.mtx", "--method", "cg", "--precond", "none", "--max-iterations", "3");
    expect(few).toMatchObject({ converged: false, reason: "max-iterations", iterations: 3 });
    expect(lanewise("solve", "A.mtx", "--method", "cg", "--max-iterations", "3").stdout).toMatch(/not converged \(max-iterations\), 3 iterations/);
    for (const method of ["cholesky", "lu", "minres", "gmres", "idrs"]) expect(answer(0, "A.mtx", "--method", method)).toMatchObject({ method, converged: true });
    for (const precond of ["ic0", "mic0", "ilu0"]) expect(answer(0, "A.mtx", "--method", precond === "ilu0" ? "bicgstab" : "cg", "--precond", precond)).toMatchObject({ precond, converged: true });
  });

  it("prints the hierarchy of multigrid", () => {
    put("A.mtx", formatMatrixMarket(poisson2d(60), { symmetry: "symmetric" }));
    const found = answer(0, "A.mtx", "--method", "cg", "--precond", "amg") as Answer & { levels: { rows: number; nnz: number }[]; operatorComplexity: number };
    expect(found.levels[0]).toEqual({ rows: 3600, nnz: 17760 });
    expect(found.levels.length).toBeGreaterThan(1);
    expect(found.operatorComplexity).toBeGreaterThan(1);
    expect(lanewise("solve", "A.mtx", "--precond", "amg").stdout).toMatch(/levels, operator complexity 1\.\d\d\n {2}level +rows +entries\n {2}0 +3600 +17760\n/);
  });

  it("solves least squares, and reads Harwell–Boeing files", () => {
    put("A.rra", ["lines", "3 1 1 1", "rra 3 2 4 0", "(3I3) (4I3) (4E9.1)", "  1  3  5", "  1  2  2  3", "  1.0E+00  1.0E+00  1.0E+00  1.0E+00", ""].join("\n"));
    put("b.mtx", "%%MatrixMarket matrix array real general\n3 1\n1\n1\n1\n");
    expect(answer(0, "A.rra", "b.mtx", "-o", "x.mtx")).toMatchObject({ rows: 3, cols: 2, entries: 4 });
    near(written("x.mtx"), () => 2 / 3, 1e-7);
    expect(answer(0, "A.rra", "--method", "qr").converged).toBe(true);
  });

  it("warns of what is not quite in order", () => {
    put("A.mtx", "%%MatrixMarket matrix coordinate symmetric\n1 1 1\n1 1 2\n");
    expect(answer(0, "A.mtx").warnings).toEqual(["line 1: the field word is missing, read as real"]);
    expect(lanewise("solve", "A.mtx").stdout).toMatch(/\n {2}warning +line 1: the field word is missing/);
  });

  it("exits 2 on wrong usage", () => {
    expect(refusal(2, "solve")).toBe("lanewise solve: A is missing, expected A.mtx (see lanewise solve --help)");
    expect(refusal(2, "solve", "A.mtx", "b.mtx", "c.mtx")).toMatch(/argument "c.mtx" is unexpected/);
    expect(refusal(2, "solve", "A.mtx", "--method", "magic")).toMatch(/--method is "magic", expected auto, cg, .* or ssor/);
    expect(refusal(2, "solve", "A.mtx", "--precond", "lu")).toMatch(/--precond is "lu"/);
    expect(refusal(2, "solve", "A.mtx", "--rtol", "-1")).toMatch(/--rtol is -1, expected 0 or more/);
    expect(refusal(2, "solve", "A.mtx", "--max-iterations", "1.5")).toMatch(/--max-iterations is "1.5"/);
    put("A.mtx", formatMatrixMarket(poisson2d(3)));
    expect(refusal(2, "solve", "A.mtx", "--method", "lu", "--precond", "ic0")).toMatch(/precond has no meaning for method "lu"/);
  });

  it("exits 1 on what cannot be read or solved, and writes nothing", () => {
    expect(refusal(1, "solve", "absent.mtx")).toMatch(/^lanewise solve: A cannot be read: ENOENT/);
    put("bad.mtx", "%%MatrixMarket matrix coordinate real general\n2 2 1\n1 3 1\n");
    expect(refusal(1, "solve", "bad.mtx")).toBe("lanewise solve: A (bad.mtx) is malformed: io.parseMatrixMarket: line 3: column is 3, expected 1 to 2");
    put("complex.mtx", "%%MatrixMarket matrix coordinate complex general\n");
    expect(refusal(1, "solve", "complex.mtx")).toMatch(/A \(complex.mtx\) is not supported: .*complex/);
    put("cut.mtx.gz", gzipSync(formatMatrixMarket(poisson2d(3))).subarray(0, 40));
    expect(refusal(1, "solve", "cut.mtx.gz")).toMatch(/A \(cut.mtx.gz\) is malformed: io.gunzip/);
    put("A.mtx", formatMatrixMarket(poisson2d(3)));
    put("b.mtx", "%%MatrixMarket matrix array real general\n2 1\n1\n1\n");
    expect(refusal(1, "solve", "A.mtx", "b.mtx")).toBe("lanewise solve: b (b.mtx) has 2 rows, expected 9 as A");
    put("singular.mtx", "%%MatrixMarket matrix coordinate real general\n2 2 2\n1 1 1\n2 1 1\n");
    put("one.mtx", "%%MatrixMarket matrix array real general\n2 1\n1\n2\n");
    expect(refusal(1, "solve", "singular.mtx", "one.mtx", "--method", "lu", "-o", "none.mtx")).toMatch(/^lanewise solve: sparse\.solve: /);
    expect(fs.existsSync(path.join(folder, "none.mtx"))).toBe(false);
  });
});

const installed = fs.existsSync(path.resolve(import.meta.dirname, "../../node_modules/vega-lite"));
if (!installed) console.log("skip cli/solve --plot: vega and vega-lite are not installed");

describe("lanewise solve --plot", () => {
  it.skipIf(!installed)("draws the residual of every iteration", () => {
    put("A.mtx", formatMatrixMarket(poisson2d(30), { symmetry: "symmetric" }));
    expect(answer(0, "A.mtx", "--method", "cg", "--precond", "jacobi", "--plot", "out.svg").plot).toBe("out.svg");
    const svg = fs.readFileSync(path.join(folder, "out.svg"), "utf8");
    expect(svg).toMatch(/^<svg [^]*<\/svg>\n$/);
    for (const text of ["A.mtx", "iteration", "900×900, 4380 entries: cg, jacobi"]) expect(svg).toContain(text);
    expect(answer(0, "A.mtx", "--method", "cholesky", "--plot", "direct.svg").converged).toBe(true);
    expect(fs.readFileSync(path.join(folder, "direct.svg"), "utf8")).toContain("cholesky");
  });

  it.skipIf(installed)("says what to install", () => expect(refusal(1, "solve", "A.mtx", "--plot", "out.svg")).toBe("lanewise solve: --plot needs the packages vega and vega-lite, and vega is not there: npm install vega vega-lite"));
});
