// Which kernel walks what: the raw exports behind one face.
import type { RawExports } from "../../abi.js";
import { lengthsOf } from "../../scheme.js";
import type { Layout } from "./state.js";

/** A walk of one kind, as assembly/flip/abi/walk_*.ts has it. Everything takes the address of a walker (state.ts) first. */
export interface Kernel {
  readonly name: string;
  /** Bytes of scratch of one walker; zeros before the first call. */
  readonly workspace: number;
  run(state: number, ws: number, flips: number): number;
  /** Two walkers interleaved, in twice the scratch. */
  pair?(a: number, b: number, ws: number, flips: number): number;
  /** General reduction of the terms now, in scratch of its own: the rank after it. */
  readonly reduction: number;
  reduce(state: number, ws: number): number;
}

/** Terms of the sets in mask tables, which are for factors of at most 16 entries. */
export const MASK_TERMS = 64;
export function maskable(shape: Layout["shape"], target?: string): boolean {
  const { u, v, w } = lengthsOf(shape, target);
  return Math.max(u, v, w) <= 16;
}

export function kernelOf(raw: RawExports, layout: Layout): Kernel {
  const { ring, words, capacity } = layout, { u, v, w } = lengthsOf(layout.shape, layout.target);
  const made = (name: string, workspace: RawExports["walk_ring_workspace"], run: RawExports["walk_ring_run"], pair?: RawExports["walk_mask_run2"]): Kernel => {
    const [reduction, reduce] = ring === "Z2" ? [raw.walk_reduce_z2_workspace, raw.walk_reduce_z2] : ring === "Z3" ? [raw.walk_reduce_z3_workspace, raw.walk_reduce_z3] : [raw.walk_reduce_zt_workspace, raw.walk_reduce_zt];
    return { name, workspace: workspace(capacity, u, v, w), run, ...(pair && { pair }), reduction: reduction(capacity, u, v, w), reduce };
  };
  if (ring === "Z2") {
    if (words > 1) return made("wide", raw.walk_wide_workspace, raw.walk_wide_run);
    return maskable(layout.shape, layout.target) && capacity <= MASK_TERMS ? made("mask", raw.walk_mask_workspace, raw.walk_mask_run, raw.walk_mask_run2) : made("ring", raw.walk_ring_workspace, raw.walk_ring_run);
  }
  if (ring === "Z3") return words > 1 ? made("z3_wide", raw.walk_z3_wide_workspace, raw.walk_z3_wide_run) : made("z3", raw.walk_z3_workspace, raw.walk_z3_run);
  return words > 1 ? made("zt_wide", raw.walk_zt_wide_workspace, raw.walk_zt_wide_run) : made("zt", raw.walk_zt_workspace, raw.walk_zt_run);
}
