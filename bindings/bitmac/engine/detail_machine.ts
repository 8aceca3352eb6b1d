// What every stepped machine is made of: registers that are recorded after each cycle, the digits of the encoding, and counts of what happened.
import { OptionError } from "../../errors.js";
import { digitsOf, positions, weightOf } from "../encodings.js";
import type { CarrySaveTrace } from "../types.js";
import { compress } from "./detail_carry.js";
import { type FullSpec, isSlice, type Uses } from "./parts.js";

/** Cycles times the products that fit one cycle of the array: a few seconds, and at most 32 MB of trace. */
export const MOST_PLACES: number = 2 ** 22;

type Counts = { -readonly [K in keyof Uses]: number };

export interface Problem { readonly op: string; readonly a: Int8Array; readonly b: Int8Array; readonly m: number; readonly n: number; readonly k: number }

export class Machine {
  readonly problem: Problem;
  readonly lanes: number;
  /** The two words of every accumulator, now. */
  readonly sum: Int32Array;
  readonly carry: Int32Array;
  readonly product: Int32Array;
  readonly ready: Int32Array;
  readonly uses: Counts = { partialProducts: 0, skippedZeroDigits: 0, carryPropagatingAdds: 0, compressorOps: 0, encoderUses: 0 };
  /** Digit positions of the encoding, and what they weigh. */
  readonly width: number;
  readonly weights: readonly number[];
  /** Words on their way through a compressor. */
  readonly list: Int32Array;
  cycles = 0;
  private readonly digits: Int8Array;
  private readonly most: number;
  private sums: Int32Array = new Int32Array(0);
  private carries: Int32Array = new Int32Array(0);

  /** `places`: products that one accumulator can take in a cycle. */
  constructor(spec: FullSpec, problem: Problem, lanes: number, places: number) {
    const { encoding } = spec, { m, n, k } = problem;
    this.problem = problem;
    this.lanes = lanes;
    this.most = Math.floor(MOST_PLACES / (lanes * places));
    // So much it takes at the least. What follows is no larger than the limit.
    if (m * n * (isSlice(spec) ? 1 : k) > this.most * lanes * places) this.refuse();
    this.sum = new Int32Array(lanes);
    this.carry = new Int32Array(lanes);
    this.product = new Int32Array(m * n);
    this.ready = new Int32Array(m * n);
    this.width = positions(encoding);
    this.weights = Array.from({ length: this.width }, (_, i) => weightOf(encoding, i));
    this.digits = Int8Array.from(Array.from({ length: 256 }, (_, x) => digitsOf(encoding, x - 128)).flat());
    this.list = new Int32Array(4 + places * this.width);
  }

  private refuse(): never {
    throw new OptionError(this.problem.op, "detail", `detail is "carry-save" and the product takes more than ${this.most} cycles on ${this.lanes} accumulators, expected a smaller product or detail "counts"`);
  }

  /** Digit i of x. */
  digit(x: number, i: number): number {
    return this.digits[(x + 128) * this.width + i]!;
  }

  /** Refuses before the work is done. */
  atLeast(cycles: number): void {
    if (cycles > this.most) this.refuse();
  }

  /** One carry-propagating add, of words of 32 bits. */
  add(x: number, y: number): number {
    this.uses.carryPropagatingAdds++;
    return (x + y) | 0;
  }

  clear(): void {
    this.sum.fill(0);
    this.carry.fill(0);
  }

  /** Ends a cycle. */
  tick(): void {
    const { lanes, cycles: at } = this;
    this.atLeast(at + 1);
    if ((at + 1) * lanes > this.sums.length) {
      const length = Math.min(this.most, Math.max(64, 2 * at)) * lanes;
      this.sums = extended(this.sums, length);
      this.carries = extended(this.carries, length);
    }
    this.sums.set(this.sum, at * lanes);
    this.carries.set(this.carry, at * lanes);
    this.cycles++;
  }

  trace(): CarrySaveTrace {
    const length = this.cycles * this.lanes;
    return { lanes: this.lanes, sum: this.sums.slice(0, length), carry: this.carries.slice(0, length), ready: this.ready };
  }

  /** The result at `at` is final, at the end of this cycle if nothing else is said. */
  final(at: number, value: number, now: number = this.cycles + 1): void {
    this.product[at] = value;
    this.ready[at] = now;
  }

  /** x encoded, and the partial products of its digits and y, shifted, in list[at …]; where the list goes on. */
  partials(x: number, y: number, at: number): number {
    this.uses.encoderUses++;
    this.uses.partialProducts += this.width;
    for (let i = 0; i < this.width; i++) this.list[at++] = this.digit(x, i) * this.weights[i]! * y;
    return at;
  }

  /** x·y of a whole multiplier. */
  multiply(x: number, y: number): number {
    const count = this.partials(x, y, 0);
    compress(this.list, count);
    this.uses.compressorOps += count - 2;
    return this.add(this.list[0]!, this.list[1]!);
  }
}

function extended(x: Int32Array, length: number): Int32Array {
  const out = new Int32Array(length);
  out.set(x);
  return out;
}
