// Repeated products run on a copy of the matrix in the format that suits its pattern. It belongs to the matrix and ends with it.
import { CapacityError } from "../errors.js";
import type { Block } from "../memory/arena.js";
import { scratchView } from "../memory/scratch.js";
import { withWorkspace } from "../context.js";
import type { SparseContext } from "./context.js";

/** A conversion costs as much as six to twenty products on compressed rows and saves a third to four fifths of each later one. */
const PATIENCE = 12;
/** Below this a product is mostly its call. */
const LEAST = 16;
const NAMES = ["csr", "sell-8", "bsr-2", "bsr-3", "dia"] as const;
const HEAD = 64;
const OP = "sparse.format";

interface Arrays { readonly ctx: SparseContext; readonly rows: number; readonly cols: number; readonly rowPtr: number; readonly colIdx: number; readonly values: number; readonly version: number }

export class Packing {
  /** What holds the copy, once there is one. */
  block: Block | undefined;
  private kind = 0;
  private products = 0;
  private planned = false;
  private version = -1;

  get format(): string { return NAMES[this.kind] as string; }

  /** Counts a product, or many to come, and says where it runs: the address of the copy, 0 for the compressed rows. Short of memory there is
   *  no copy, or one that waits for its new values. */
  address(A: Arrays, many: boolean): number {
    this.products += many ? PATIENCE : 1;
    try {
      if (!this.planned && this.products >= PATIENCE) this.plan(A);
      if (this.block !== undefined && this.version !== A.version) this.fill(A, this.block.ptr);
    } catch (e) {
      if (e instanceof CapacityError) return 0;
      throw e;
    }
    return this.block?.ptr ?? 0;
  }

  private plan(A: Arrays): void {
    this.planned = true;
    const { ctx: { arena, raw }, rows, cols, rowPtr, colIdx } = A;
    if (rows < LEAST) return;
    withWorkspace(arena, OP, HEAD + raw.csr_plan_workspace(rows, cols), (ws) => {
      const bytes = raw.csr_plan(rows, cols, rowPtr, colIdx, ws, 0, ws + HEAD);
      if (bytes === 0) return;
      const block = arena.block(OP, bytes);
      scratchView(arena, "u8", block.ptr, HEAD).set(scratchView(arena, "u8", ws, HEAD));
      this.kind = raw.csr_packed_kind(ws);
      this.block = block;
    });
  }

  private fill(A: Arrays, to: number): void {
    const { ctx: { arena, raw }, rows, cols, rowPtr, colIdx, values } = A;
    withWorkspace(arena, OP, raw.csr_plan_workspace(rows, cols), (ws) => raw.csr_pack_f64(rows, cols, rowPtr, colIdx, values, to, ws));
    this.version = A.version;
  }
}
