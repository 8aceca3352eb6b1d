// The options of solve, checked: unknown and ignored ones are errors.
import * as check from "../../check.js";
import { OptionError } from "../../errors.js";
import type { Vector } from "../../types.js";
import type { SparseContext } from "../context.js";
import { PrecondHandle } from "../handle.js";
import { KRYLOV, PRECONDS, STATIONARY } from "../kinds.js";
import type { Method, PrecondKind, SolveOptions } from "../types.js";

const DIRECT = ["cholesky", "ldl", "lu", "qr"] as const;
const METHODS: readonly ("auto" | Method)[] = ["auto", ...KRYLOV, ...DIRECT, ...STATIONARY];
const KEYS = ["method", "precond", "rtol", "atol", "maxIterations", "restart", "x0", "history", "monitor", "signal", "timeLimitMs", "omega"];

export type Apply = (z: Vector<"f64">, r: Vector<"f64">) => void;

export interface Settings {
  readonly method: "auto" | Method;
  readonly precond: "auto" | "none" | PrecondKind | PrecondHandle | Apply;
  readonly rtol: number;
  readonly atol: number;
  readonly maxIterations: number | undefined;
  readonly restart: number | undefined;
  readonly x0: boolean;
  readonly history: boolean;
  readonly monitor: SolveOptions["monitor"];
  readonly signal: AbortSignal | undefined;
  readonly timeLimitMs: number;
  readonly omega: number | undefined;
}

export const isDirect = (method: string): method is (typeof DIRECT)[number] => DIRECT.includes(method as "lu");
export const isStationary = (method: string): method is "sor" | "ssor" => STATIONARY.includes(method as "sor");

function least(op: string, arg: string, x: unknown, otherwise: number): number {
  const value = check.number(op, arg, x, otherwise);
  if (!(value >= 0)) throw new OptionError(op, arg, `${arg} is ${value}, expected 0 or more`);
  return value;
}

function callable(op: string, arg: string, x: unknown): void {
  if (x !== undefined && typeof x !== "function") throw new OptionError(op, arg, `${arg} is ${check.kindOf(x)}, expected a function`);
}

function preconditioner(ctx: SparseContext, op: string, p: SolveOptions["precond"]): Settings["precond"] {
  if (typeof p === "function") return p;
  if (p instanceof PrecondHandle) {
    p.alive(op, "precond");
    if (p.arena !== ctx.arena) throw new OptionError(op, "precond", `precond (${p.describe()}) belongs to another instance`, "foreign");
    return p;
  }
  return check.choice(op, "precond", p as string | undefined, ["auto", "none", ...PRECONDS], "auto") as Settings["precond"];
}

export function settings(ctx: SparseContext, op: string, o: SolveOptions | undefined): Settings {
  const { method, precond, rtol, atol, maxIterations, restart, x0, history, monitor, signal, timeLimitMs, omega } = check.options(op, o, KEYS) ?? {};
  callable(op, "monitor", monitor);
  if (signal !== undefined && typeof signal?.aborted !== "boolean") throw new OptionError(op, "signal", `signal is ${check.kindOf(signal)}, expected an AbortSignal`);
  const s: Settings = {
    method: check.choice(op, "method", method, METHODS, "auto"),
    precond: preconditioner(ctx, op, precond),
    rtol: least(op, "rtol", rtol, 1e-8),
    atol: least(op, "atol", atol, 0),
    maxIterations: maxIterations === undefined ? undefined : check.integer(op, "maxIterations", maxIterations, 0, 2 ** 31 - 1),
    restart: restart === undefined ? undefined : check.integer(op, "restart", restart, 1, 1000),
    x0: check.flag(op, "x0", x0),
    history: check.flag(op, "history", history),
    monitor,
    signal,
    timeLimitMs: least(op, "timeLimitMs", timeLimitMs, Infinity),
    omega: omega === undefined ? undefined : check.number(op, "omega", omega, 1),
  };
  if (s.omega !== undefined && !(s.omega > 0 && s.omega < 2)) throw new OptionError(op, "omega", `omega is ${s.omega}, expected more than 0 and less than 2`);
  refuseIgnored(op, s);
  return s;
}

/** What a method would not look at is refused rather than passed over. */
function refuseIgnored(op: string, s: Settings): void {
  const ignored = (arg: string, why: string): never => { throw new OptionError(op, arg, `${arg} has no meaning for method "${s.method}" (${why})`); };
  if (isDirect(s.method) || isStationary(s.method)) {
    if (s.precond !== "auto" && s.precond !== "none") ignored("precond", "it takes no preconditioner");
  }
  if (isDirect(s.method) && s.x0) ignored("x0", "it takes no first guess");
  if (s.restart !== undefined && !["auto", "gmres", "fgmres", "idrs"].includes(s.method)) ignored("restart", "gmres, fgmres and idrs have it");
  if (s.omega !== undefined && !isStationary(s.method) && s.precond !== "ssor") ignored("omega", "sor, ssor and the preconditioner ssor have it");
  if ((s.method === "lsqr" || s.method === "lsmr") && s.precond !== "auto" && s.precond !== "none") ignored("precond", "it works on AᵀA");
}
