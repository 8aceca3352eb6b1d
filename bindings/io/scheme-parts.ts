// From coefficients, as files give them one by one, to a checked scheme.
import { OptionError, ShapeError } from "../errors.js";
import type { Ring, Scheme } from "../flip/types.js";
import { lengthsOf, MAX_RANK, schemeOf } from "../scheme.js";
import { type Fraction, show } from "./scheme-fraction.js";
import { type Hints, ROOM } from "./scheme-options.js";

export type Factor = "u" | "v" | "w";
export const FACTORS: readonly Factor[] = ["u", "v", "w"];
export type Fail = (problem: string, at?: number) => Error;
export type Shape = Scheme["shape"];

/** Most coefficients of a scheme whose file leaves out zeros, so that a short one cannot take much memory. */
export const MOST: number = 2 ** 24;

const RANGE: Readonly<Record<Ring, readonly [number, number]>> = { Z2: [0, 1], Z3: [-1, 2], ZT: [-1, 1], Z: [-Infinity, Infinity], Q: [-Infinity, Infinity] };

/** Grows with what is read, never by what a header promises. */
export class Parts {
  /** The ring where it is known beforehand, so that what it does not have is refused where it stands. */
  private readonly ring: Ring | undefined;
  private readonly hints: Hints;
  private readonly fail: Fail;
  private readonly factors: Readonly<Record<Factor, number[]>> = { u: [], v: [], w: [] };
  /** Denominators, from the first fraction on. */
  private readonly bottoms: Partial<Record<Factor, number[]>> = {};
  private low = 0;
  private high = 0;
  private whole = true;

  constructor(hints: Hints, fail: Fail, ring?: Ring) {
    this.hints = hints;
    this.fail = fail;
    this.ring = hints.ring ?? ring;
  }

  add(factor: Factor, { n, d }: Fraction, at?: number): void {
    const { ring } = this, list = this.factors[factor];
    if (ring !== undefined && ((d !== 1 && ring !== "Q") || n < RANGE[ring][0] || n > RANGE[ring][1])) throw this.fail(`ring ${ring} does not have ${show(n, d)}`, at);
    checkRoom(this.hints, 1, this.fail, at);
    this.hints.room.coefficients--;
    if (d !== 1) {
      this.bottoms[factor] ??= new Array<number>(list.length).fill(1);
      this.whole = false;
    }
    this.bottoms[factor]?.push(d);
    if (n < this.low) this.low = n;
    if (n > this.high) this.high = n;
    list.push(n);
  }

  /** `guess`: the format has no place for the ring, so that zeros and ones alone may mean Z2. */
  finish(shape: Shape, target: string | undefined, guess: boolean): Scheme {
    const { hints: { op, shape: wanted, target: meant }, factors } = this, L = lengthsOf(shape, target);
    if (wanted !== undefined && wanted.some((s, i) => s !== shape[i])) throw new ShapeError(op, "shape", `shape is ${wanted.join("×")}, but the file holds ${shape.join("×")}`);
    if (meant !== undefined && meant !== target) throw new OptionError(op, "target", `target is "${meant}", but the file holds ${target === undefined ? "a general product" : `"${target}"`}`);
    const rank = factors.u.length / L.u;
    if (rank > MAX_RANK) throw this.fail(`the scheme has ${rank} terms, expected at most ${MAX_RANK}`);
    const modular = guess && this.whole && this.low === 0 && this.high === 1 && this.sum(rank) !== shape[0] * shape[1] * shape[2];
    const ring = this.ring ?? (!this.whole ? "Q" : modular ? "Z2" : this.low >= -1 && this.high <= 1 ? "ZT" : "Z");
    const [u, v, w] = FACTORS.map((f) => new Int32Array(factors[f])) as [Int32Array, Int32Array, Int32Array];
    const [du, dv, dw] = FACTORS.map((f) => (this.whole ? new Int32Array(0) : new Int32Array(this.bottoms[f] ?? new Int32Array(factors[f].length).fill(1)))) as [Int32Array, Int32Array, Int32Array];
    return schemeOf(op, "source", { shape, ring, rank, ...(target === undefined ? {} : { target }), u, v, w, ...(this.whole ? {} : { denominators: { u: du, v: dv, w: dw } }) });
  }

  /** The sum of all entries of the tensor that the terms make. Of zeros and ones nothing cancels over the integers: a scheme right modulo 2
   *  holds an odd number at each of the n·m·p places of the target, and so is right over the integers only if this sum is n·m·p. */
  private sum(rank: number): number {
    let total = 0;
    for (let q = 0; q < rank; q++) total += FACTORS.reduce((product, f) => {
      const length = this.factors[f].length / rank;
      let ones = 0;
      for (let i = q * length; i < (q + 1) * length; i++) ones += this.factors[f][i] as number;
      return product * ones;
    }, 1);
    return total;
  }
}

/** Refuses what a file promises, or holds, beyond its room. */
export function checkRoom({ room }: Hints, count: number, fail: Fail, at?: number): void {
  if (count > room.coefficients) throw fail(`the file holds more than ${ROOM} coefficients`, at);
}

export function shapeText(shape: Shape): string { return shape.join("×"); }

/** Refuses structured targets, which most formats have no place for. */
export function onlyGeneral({ op, target }: Hints, format: string): void {
  if (target !== undefined) throw new OptionError(op, "target", `target is "${target}", but ${format} files hold general products`);
}
