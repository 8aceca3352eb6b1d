// Matrices of the SuiteSparse collection that lie beside this project while it is being developed. In Node only.
import fs from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import type { PlainTriplets } from "./sparse.js";

const folder = path.resolve(import.meta.dirname, "../../../shared/data/sparse");

export interface SharedMatrix extends PlainTriplets { readonly name: string; readonly rows: number; readonly cols: number; readonly symmetric: boolean }

/** Names of what is there; says why if nothing is. */
export function sharedNames(who: string): string[] {
  if (!fs.existsSync(folder)) {
    console.log(`skip ${who}: ../shared is absent`);
    return [];
  }
  return fs.readdirSync(folder).filter((f) => f.endsWith(".mtx.gz")).map((f) => f.slice(0, -7)).sort();
}

/** A coordinate file as it stands: of a symmetric matrix the lower half. */
export function sharedMatrix(name: string): SharedMatrix {
  const [head = "", ...lines] = gunzipSync(fs.readFileSync(path.join(folder, `${name}.mtx.gz`))).toString("latin1").split("\n");
  const numbers = lines.filter((line) => line !== "" && !line.startsWith("%")).map((line) => line.trim().split(/\s+/).map(Number));
  const [rows = 0, cols = 0] = numbers[0] as number[], entries = numbers.slice(1);
  return {
    name, rows, cols, symmetric: /symmetric/i.test(head) && !/skew/i.test(head),
    row: entries.map(([i]) => i! - 1), col: entries.map(([, j]) => j! - 1), values: entries.map(([, , v]) => v ?? 1),
  };
}
