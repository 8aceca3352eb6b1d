// What the functions of every family work with, and names for the few things they all say.
import type { RawExports } from "./abi.js";
import type { Arena } from "./memory/arena.js";

export interface Context { readonly arena: Arena; readonly raw: RawExports }

export const FLOATS = ["f32", "f64"] as const;

/** Scratch for one raw call. The body may run after memory has grown: read addresses, not views. */
export function withWorkspace<R>(arena: Arena, op: string, bytes: number, body: (ws: number) => R): R {
  const mark = arena.workspace.mark();
  const ws = arena.workspace.push(op, bytes);
  try {
    return body(ws);
  } finally {
    arena.workspace.release(mark);
  }
}
