// A loop nest as a tree. Every node is one line of text, so a nest and its text count lines alike.
import type { Encoding } from "../types.js";

export const OP = "bitmac.notation";

export const DIMS = ["M", "N", "K", "BW"] as const;
export type Dim = (typeof DIMS)[number];

/** Operands and product, the dimensions of their indices, and how these are written. */
export const INDEX: Readonly<Record<string, { readonly dims: readonly [Dim, Dim]; readonly text: string }>> = {
  A: { dims: ["M", "K"], text: "A[m, k]" }, B: { dims: ["K", "N"], text: "B[k, n]" }, C: { dims: ["M", "N"], text: "C[m, n]" },
};

/** Names of parts: those of the operands and of what is counted with are taken. */
export const isPart = (name: string): boolean => /^[A-Z]\w*$/.test(name) && !(name in INDEX) && name !== "D" && name !== "NNZ";

export const PRIMITIVES = ["encode", "map", "shift", "half_reduce", "add", "accumulate", "sparse", "sync"] as const;
export type Primitive = (typeof PRIMITIVES)[number];

interface Common { line: number; /** `# comment`, or nothing. */ note: string }

/** One part of a dimension; size 0 is one that is not given. */
export interface Part { name: string; size: number }

/** `K = KT * KP(16)`: the first part counts in the largest steps and takes what is left. */
export interface Split extends Common { kind: "split"; dim: Dim; parts: Part[] }

/** `for KW temporal in nz`: `within` is empty where every turn is taken. */
export interface Loop extends Common { kind: "loop"; part: string; spatial: boolean; within: string; body: Node[] }

/** `s, c = half_reduce(w over BW, K)`. `over` of sync holds the loops it waits for. */
export interface Action extends Common { kind: "action"; to: string[]; primitive: Primitive; args: string[]; over: string[]; encoding: Encoding }

export interface Note extends Common { kind: "note" }

export type Node = Split | Loop | Action | Note;

export function action(to: string[], primitive: Primitive, args: string[], over: string[] = [], encoding: Encoding = "mbe"): Action {
  return { kind: "action", to, primitive, args, over, encoding, line: 0, note: "" };
}

export function loop(part: string, spatial: boolean, body: Node[], within = ""): Loop {
  return { kind: "loop", part, spatial, within, body, line: 0, note: "" };
}
