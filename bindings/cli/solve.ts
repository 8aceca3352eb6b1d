// `lanewise solve`: a sparse system from files.
import path from "node:path";
import { isKernelError, loadSync } from "../index.js";
import type { Amg, Kernels, Method, PrecondKind, Scope, SolveInfo } from "../index.js";
import { formatNpy } from "../io/index.js";
import type { MatrixMarket } from "../io/index.js";
import { choice, whole } from "./choices.js";
import { JSON_OPTION, UsageError, VARIANT_OPTION, variantOf } from "./command.js";
import type { Args, Command, Output } from "./command.js";
import { writeWhole } from "./files.js";
import { drawer } from "./plot.js";
import { type Curve, specification } from "./solve_plot.js";
import { formatColumns, readColumns, readSparse, rowSums } from "./solve_read.js";
import { digits, table } from "./table.js";

const METHODS: readonly ("auto" | Method)[] = ["auto", "cg", "fcg", "minres", "bicgstab", "gmres", "fgmres", "idrs", "lsqr", "lsmr", "cholesky", "ldl", "lu", "qr", "sor", "ssor"];
const PRECONDS: readonly ("auto" | "none" | PrecondKind)[] = ["auto", "none", "jacobi", "ssor", "ic0", "dic", "mic0", "ilu0", "ilut", "chebyshev", "polynomial", "spai0", "amg"];
const RTOL = 1e-8;
const PROGRESS_MS = 200;

/** What is asked for, read before any file is. */
interface Task { readonly method: "auto" | Method; readonly precond: "auto" | "none" | PrecondKind; readonly rtol: number; readonly maxIterations: number | undefined; readonly history: boolean }

/** b and x are row-major, m×p and n×p. */
interface Answer { readonly x: Float64Array; readonly info: SolveInfo; readonly format: string; readonly levels: Amg["levels"] | undefined; readonly complexity: number | undefined }

export const solve: Command = {
  name: "solve",
  usage: "A.mtx [b.mtx] [-o x.mtx] [--method M] [--precond P] [--rtol t] [--max-iterations N] [--plot out.svg]",
  summary: "a sparse linear system, or least squares; Matrix Market (.mtx), Rutherford–Boeing (.rb) or Harwell–Boeing (.rua, .rsa …), gzipped or not. Without b it is A·(1, …, 1). Exit 1 where it does not converge",
  options: {
    output: { short: "o", value: "x.mtx", help: "where x goes, replaced only when it is complete; x.npy writes npy" },
    method: { value: "M", help: `${METHODS.join(", ")} (default auto: what suits the matrix; the answer says why)` },
    precond: { value: "P", help: `${PRECONDS.join(", ")} (default auto)` },
    rtol: { value: "t", help: `converged: ‖b − A·x‖ ≤ t·‖b‖ (default ${RTOL})` },
    "max-iterations": { value: "N", help: "default min(2n, 20000)" },
    plot: { value: "out.svg", help: "draw the residual of every iteration (needs the packages vega and vega-lite)" },
    variant: VARIANT_OPTION,
    json: JSON_OPTION,
  },
  async run(args, out) {
    const [file, bFile, ...more] = args.positionals;
    if (file === undefined) throw new UsageError("A is missing, expected A.mtx");
    if (more.length > 0) throw new UsageError(`argument ${JSON.stringify(more[0])} is unexpected, A and b are given`);
    const task = taskOf(args), variant = variantOf(args), plot = args.text("plot"), output = args.text("output");
    const draw = plot === undefined ? undefined : await drawer();
    const A = await readSparse("A", file);
    const b = bFile === undefined ? { data: rowSums(A), cols: 1 } : await readColumns("b", bFile, A.rows);

    const k = loadSync(variant);
    const answer = k.scope((s) => solved(k, s, A, b, task, out));
    k.free();
    const { x, info } = answer;
    if (output !== undefined) writeWhole("x", output, /\.npy$/i.test(output) ? formatNpy(x, b.cols === 1 ? [A.cols] : [A.cols, b.cols]) : formatColumns(x, A.cols, b.cols));
    if (plot !== undefined && draw !== undefined) writeWhole("the plot", plot, new TextEncoder().encode(await draw(specification(curveOf(file, A, b.data, info, task.rtol)))));
    const written = { ...(output !== undefined && { output }), ...(plot !== undefined && { plot }) };
    if (args.flag("json")) out.line(JSON.stringify({ ...report(file, A, answer), variant: k.variant, ...written }));
    else out.line(readable(output ?? file, A, answer, k.variant));
    return info.converged;
  },
};

function taskOf(args: Args): Task {
  const rtol = args.number("rtol", RTOL);
  if (!(rtol >= 0)) throw new UsageError(`--rtol is ${rtol}, expected 0 or more`);
  return {
    method: choice(args, "method", METHODS) ?? "auto", precond: choice(args, "precond", PRECONDS) ?? "auto",
    rtol, maxIterations: whole(args, "max-iterations", 0), history: args.text("plot") !== undefined,
  };
}

function solved(k: Kernels, s: Scope, A: MatrixMarket, b: { data: Float64Array; cols: number }, { method, precond, rtol, maxIterations, history }: Task, out: Output): Answer {
  const matrix = s.csr("f64", A.rows, A.cols, A);
  const [X, B] = b.cols === 1 ? [s.vector("f64", A.cols), s.vector("f64", b.data)] as const : [s.matrix("f64", A.cols, b.cols), s.matrix("f64", A.rows, b.cols, b.data)] as const;
  let told = performance.now();
  const monitor = (iteration: number, residual: number): void => {
    if (performance.now() - told < PROGRESS_MS) return;
    told = performance.now();
    out.progress(`iteration ${iteration}, residual ${residual.toExponential(2)}`);
  };
  try {
    const info = k.sparse.solve(X, matrix, B, { method, precond, rtol, history, monitor, ...(maxIterations !== undefined && { maxIterations }) });
    // The hierarchy that solve used is gone; the same matrix gives the same one.
    const amg = info.precond === "amg" ? s.use(k.sparse.amg(matrix)) : undefined;
    return { x: X.copy(), info, format: matrix.format, levels: amg?.levels, complexity: amg?.operatorComplexity };
  } catch (error) {
    // Options that do not go together are wrong usage.
    if (isKernelError(error) && error.code === "option") throw new UsageError(error.message);
    throw error;
  } finally {
    out.progress("");
  }
}

function curveOf(file: string, A: MatrixMarket, b: Float64Array, { history = new Float64Array(0), method, precond, iterations, relativeResidual }: SolveInfo, rtol: number): Curve {
  const scale = Math.sqrt(b.reduce((sum, v) => sum + v * v, 0)) || 1;
  // The first guess is x = 0; a direct method goes from there to the answer at once.
  const relative = history.length > 0 ? Array.from(history, (r) => r / scale) : [relativeResidual];
  const residuals = iterations > 0 && relative.length > iterations ? relative : [1, ...relative];
  const how = precond === "none" ? method : `${method}, ${precond}`;
  return { title: path.basename(file), subtitle: `${A.rows}×${A.cols}, ${A.values.length} entries: ${how}, ${iterations} iterations, residual ${relativeResidual.toExponential(1)}`, residuals, rtol };
}

function report(file: string, A: MatrixMarket, { info, format, levels, complexity }: Answer): object {
  const { method, precond, why, converged, reason, iterations, matvecs, residualNorm, relativeResidual, setupMs, solveMs, conditionEstimate } = info;
  return {
    file, rows: A.rows, cols: A.cols, entries: A.values.length, symmetry: A.symmetry, method, precond, why, converged, reason, iterations, matvecs, residualNorm, relativeResidual, setupMs, solveMs,
    format, ...(conditionEstimate !== undefined && { conditionEstimate }), ...(levels !== undefined && { levels, operatorComplexity: complexity }),
    ...(A.warnings.length > 0 && { warnings: A.warnings }),
  };
}

function readable(file: string, A: MatrixMarket, { info, format, levels, complexity }: Answer, variant: string): string {
  const { method, precond, why, converged, reason, iterations, relativeResidual, setupMs, solveMs, conditionEstimate } = info;
  const rows = [
    ["matrix", `${A.rows}×${A.cols}, ${A.values.length} entries, ${A.symmetry}, products on ${format}`],
    ["method", precond === "none" ? method : `${method}, preconditioner ${precond}`],
    ["why", why],
    ["result", `${converged ? "converged" : "not converged"} (${reason}), ${iterations} iterations`],
    ["residual", `${relativeResidual.toExponential(2)} relative`],
    ["time", `${setupMs.toFixed(1)} ms set-up, ${solveMs.toFixed(1)} ms solve (${variant})`],
    ...(conditionEstimate === undefined ? [] : [["condition", `at least ${digits(Number(conditionEstimate.toPrecision(3)))}`]]),
    ...A.warnings.map((warning) => ["warning", warning]),
  ];
  const hierarchy = levels === undefined ? [] : [
    "", `levels, operator complexity ${complexity?.toFixed(2)}`,
    table([["  level", "rows", "entries"], ...levels.map((level, i) => [`  ${i}`, String(level.rows), String(level.nnz)])], [1, 2]),
  ];
  return [`${file}:`, table(rows.map(([name = "", text = ""]) => [`  ${name}`, text])), ...hierarchy].join("\n");
}
