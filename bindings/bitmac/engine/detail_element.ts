// The element of a dense array: what one cycle does with the operands at its inputs.
import { compress } from "./detail_carry.js";
import type { Machine } from "./detail_machine.js";
import type { DenseSpec } from "./parts.js";

export class Element {
  /** Operands of this cycle: the first `taken` are there, the other inputs are 0. */
  readonly x: Int8Array;
  readonly y: Int8Array;
  taken = 0;
  private readonly machine: Machine;
  private readonly pe: DenseSpec["pe"];

  constructor(machine: Machine, pe: DenseSpec["pe"], places: number) {
    this.machine = machine;
    this.pe = pe;
    this.x = new Int8Array(places);
    this.y = new Int8Array(places);
  }

  /** Operands from k up to `end`, of a row of A and a column of B. */
  read(row: number, col: number, k: number, end: number): void {
    const { a, b, n, k: length } = this.machine.problem;
    for (this.taken = 0; this.taken < this.x.length && k < end; this.taken++, k++) {
      this.x[this.taken] = a[row * length + k]!;
      this.y[this.taken] = b[k * n + col]!;
    }
  }

  /** Σ x·y as one word: a tree of whole products, or one for each bit weight. */
  total(): number {
    const { machine: M, taken } = this;
    if (taken === 0) return 0;
    let total = 0;
    if (this.pe === "mac") {
      for (let p = 0; p < taken; p++) total = p === 0 ? M.multiply(this.x[p]!, this.y[p]!) : M.add(total, M.multiply(this.x[p]!, this.y[p]!));
      return total;
    }
    M.uses.encoderUses += taken;
    M.uses.partialProducts += taken * M.width;
    M.uses.compressorOps += Math.max(taken - 2, 0) * M.width;
    M.weights.forEach((weight, i) => {
      for (let p = 0; p < taken; p++) M.list[p] = M.digit(this.x[p]!, i) * this.y[p]!;
      compress(M.list, taken);
      const shifted = weight * M.add(M.list[0]!, M.list[1]!);
      total = i === 0 ? shifted : M.add(total, shifted);
    });
    return total;
  }

  /** The pair (sum, carry) with every partial product of this cycle, in list[0], list[1]. The compressor is made for all inputs: those without operands are 0
   *  and settle the pair, but are no use of it. */
  join(sum: number, carry: number): void {
    const { list, width, uses } = this.machine;
    list[0] = sum;
    list[1] = carry;
    let at = 2;
    for (let p = 0; p < this.taken; p++) at = this.machine.partials(this.x[p]!, this.y[p]!, at);
    uses.compressorOps += at - 2;
    const inputs = 2 + this.x.length * width;
    list.fill(0, at, inputs);
    compress(list, inputs);
  }
}
