import * as check from "../check.js";
import type { Context } from "../context.js";
import { OptionError } from "../errors.js";
import { settled } from "../memory/scratch.js";
import { makeScheme, schemeOf } from "../scheme.js";
import { gcd } from "../straightline.js";
import { common, type Fractions, primitive, reconstruct } from "./lift_fraction.js";
import { bounded, exact, type Identity, withIdentity, withSystem } from "./lift_system.js";
import type { LiftOptions, Scheme } from "./types.js";
import { verify } from "./verify.js";

const OP = "flip.lift";
/** Finest first. */
const RINGS = ["ZT", "Z", "Q"] as const;
/** Which factors' unknowns are solved for first; then zeros give way to nonzeros. Where one order has no rational solution, another may. */
const ORDERS = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] as const;
/** A draw of random points may lose rank, which shows; this many are made. */
const DRAWS = 4;
/** Choices of signs that are tried. */
const CHOICES = 16;

const joined = ({ u, v, w }: Pick<Scheme, "u" | "v" | "w">): Int32Array => Int32Array.from([...u, ...v, ...w]);

/** The scheme of a start with other coefficients, in the finest ring that has them. */
function scheme({ shape, target, u, v }: Scheme, tops: ArrayLike<number>, bottoms?: Float64Array): Scheme {
  const lowest = (x: ArrayLike<number>): Float64Array => Float64Array.from(x, (y, i) => y / gcd(tops[i]!, bottoms?.[i] ?? 1)), num = lowest(tops), den = bottoms && lowest(bottoms);
  const cut = (x: ArrayLike<number>): Record<"u" | "v" | "w", Int32Array> => {
    const all = Int32Array.from(x), first = u.length, second = first + v.length;
    return { u: all.slice(0, first), v: all.slice(first, second), w: all.slice(second) };
  };
  const ring = den?.some((d) => d !== 1) ? "Q" : num.some((c) => Math.abs(c) > 1) ? "Z" : "ZT";
  return makeScheme({ shape, target, ring, ...cut(num), ...(den && { denominators: cut(den) }) });
}

/** Signs for the ones of a scheme over two elements. Zeros stay; a solution modulo 4 is nearly always exact, and where not, others may be: those that
 *  grow from random signs, which the free unknowns keep. null: none was. */
function signs(id: Identity, x: Int32Array): Int32Array | null {
  const ones = Int32Array.from(x.keys()).filter((k) => x[k] !== 0);
  return withSystem(id, ones, 0, ({ solve }) => {
    for (let turn = 0; turn < CHOICES; turn++) {
      const y = x.map((c, k) => turn > 0 && Math.imul(Math.imul(k + 1, 0x9e3779b1) ^ turn * 0x7feb352d, 0x846ca68b) < 0 ? -c : c);
      exact(id, y);
      const d = solve(2);
      if (d === null || d === "refused") return null;
      ones.forEach((k, i) => { y[k] = y[k]! * (1 - 2 * d[i]!); });
      if (exact(id, y)) return y;
    }
    return null;
  });
}

/** Fractions that were checked to be a scheme over Q. */
function proved(id: Identity, found: Fractions): Fractions | null {
  const f = primitive(found, id), scale = common(f.den), from = id.rank * (id.lengths.u + id.lengths.v);
  if (scale === Infinity || f.num.some((n) => Math.abs(n) >= 2 ** 31)) return null;
  const whole = f.num.map((n, i) => i < from ? n : n * (scale / f.den[i]!));
  return bounded(id, whole, scale) && exact(id, Int32Array.from(whole), scale) ? f : null;
}

/** Hensel's lifting in one order of unknowns. "never": not even modulo p²; null: not found; "refused": a draw that lost rank. */
function hensel(id: Identity, start: Int32Array, order: Int32Array, steps: number, seed: number): Fractions | null | "never" | "refused" {
  const { p } = id, x = start.slice();
  exact(id, x);
  return withSystem(id, order, seed, ({ solve }) => {
    let modulus: number = p;
    for (let step = 1; step <= steps; step++) {
      // The differences have to be right modulo p·modulus: any 64 bits are for p = 2, none may be lost for p = 3.
      if (p === 3 && (modulus / 2) ** 3 * id.rank >= 2 ** 63) return null;
      const d = solve(modulus);
      if (d === null) return step === 1 ? "never" : null;
      if (d === "refused") return d;
      const next = modulus * p;
      order.forEach((k, i) => {
        const y = x[k]! + modulus * d[i]!;
        x[k] = 2 * y > next ? y - next : y;
      });
      modulus = next;
      if (exact(id, x) && bounded(id, x, 1)) return { num: Float64Array.from(x), den: new Float64Array(x.length).fill(1) };
      const found = reconstruct(x, modulus), good = found && proved(id, found);
      if (good) return good;
      exact(id, x);
    }
    return null;
  });
}

const height = ({ num, den }: Fractions): number => num.reduce((most, n, i) => Math.max(most, Math.abs(n), den[i]!), 0);

/** Z where some order gives it, else the least numbers over Q; null if there is neither. */
function free(id: Identity, x: Int32Array, steps: number, whole: boolean): Fractions | null {
  const { rank, size, lengths: { u: U, v: V } } = id, edges = [0, rank * U, rank * (U + V), size];
  let best: Fractions | null = null;
  for (const order of ORDERS) {
    const all = order.flatMap((f) => Array.from({ length: edges[f + 1]! - edges[f]! }, (_, i) => edges[f]! + i));
    const unknowns = Int32Array.from([...all.filter((k) => x[k] !== 0), ...all.filter((k) => x[k] === 0)]);
    let found: ReturnType<typeof hensel> = "refused";
    for (let seed = 1; seed <= DRAWS && found === "refused"; seed++) found = hensel(id, x, unknowns, steps, seed);
    if (found === "never") return null;
    if (found === null || found === "refused") continue;
    if (found.den.every((d) => d === 1)) return found;
    if (!whole && (best === null || height(found) < height(best))) best = found;
  }
  return best;
}

/** A scheme over the integers or the fractions from one over two or three elements.
 *
 *  Shapes    any scheme over Z2 or Z3, general or structured; the answer has its shape, target and rank, and reduces to it modulo p but for a
 *            factor of each term (1/2 for 2 modulo 3, say). One over ZT, Z or Q comes back in the finest ring its coefficients lie in.
 *  Options   to: the coarsest ring that will do, "ZT", "Z" or "Q" (the default). steps: lifted up to modulo p^(steps+1), 1 to 20, 10 if absent:
 *            a fraction is found from where p^(steps+1) > 2·max(numerator, denominator)²; from Z3 64 bits allow 12 for
 *            ranks from 19 to 491.
 *  Effects   none. Deterministic.
 *  Result    ZT before Z before Q; null where none is found. From Z2, ZT is found if the zeros can stay and one of 16 choices of signs that are
 *            right modulo 4 is exact; then one choice of the free unknowns is lifted for each order of the factors, whole numbers before fractions.
 *            Where the scheme is a singular point of its variety that choice may be a dead end: null is proof of nothing unless no choice
 *            is right modulo p², which ends it at once. Fractions stand in w only; u and v are whole.
 *            Coefficients have 32 bits; what would need more is not found.
 *  Cost      the Jacobian of N unknowns is factored once an order: N³/4000 vector operations and N²/8 bytes of workspace from Z2, five times and twice
 *            that from Z3. For the signs N is the number of ones, after that r·(|u|+|v|+|w|). A step costs N²/64 more. to: "ZT" spares the rest.
 *  Accuracy  exact: what is returned was expanded in integers and is its target.
 *  Throws    OptionError (s does not verify; ring, options), ShapeError, DtypeError, CapacityError.
 *  Source    Kauers & Moosbauer 2022, Flip graphs for matrix multiplication (Hensel lifting of schemes); Wang 1981 (fractions). Equations are taken
 *            at random points instead of listed; every answer is checked against all of them.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const k = loadSync();
 *  const strassen = k.flip.lift({ shape: [2, 2, 2], ring: "Z2", rank: 7,
 *    u: Int32Array.of(1,0,0,1, 0,0,1,1, 1,0,0,0, 0,0,0,1, 1,1,0,0, 1,0,1,0, 0,1,0,1),
 *    v: Int32Array.of(1,0,0,1, 1,0,0,0, 0,1,0,1, 1,0,1,0, 0,0,0,1, 1,1,0,0, 0,0,1,1),
 *    w: Int32Array.of(1,0,0,1, 0,1,0,1, 0,0,1,1, 1,1,0,0, 1,0,1,0, 0,0,0,1, 1,0,0,0) });
 *  console.log(strassen?.ring, strassen && k.flip.verify(strassen).ok); // ZT true */
export function lift(ctx: Context, s: Scheme, o?: LiftOptions): Scheme | null {
  const from = schemeOf(OP, "s", s), { arena } = ctx, options = check.options(OP, o, ["steps", "to"]);
  const steps = check.integer(OP, "steps", options?.steps, 1, 20, 10), to = check.choice(OP, "to", options?.to, RINGS, "Q");
  // Memory may grow, and s may lie in it.
  const start = makeScheme({ ...from, u: settled(arena, from.u), v: settled(arena, from.v), w: settled(arena, from.w) });
  const given = joined(start), den = start.denominators && Float64Array.from(joined(start.denominators)), p = start.ring === "Z2" ? 2 : 3;
  const { ok, failed, equations } = verify(ctx, start);
  if (!ok) throw new OptionError(OP, "s", `s does not verify: ${failed} of ${equations} equations fail over ${start.ring}`);
  const meets = (x: Scheme): Scheme | null => RINGS.indexOf(x.ring as "Q") <= RINGS.indexOf(to) ? x : null;
  if (start.ring !== "Z2" && start.ring !== "Z3") return meets(scheme(start, given, den));
  const x = given.map((c) => c === 2 ? -1 : c);
  return withIdentity(ctx, start, p, (id) => {
    const ternary = exact(id, x) ? x : p === 2 ? signs(id, x) : null;
    if (ternary !== null) return scheme(start, ternary);
    const rational = to === "ZT" ? null : free(id, x, steps, to === "Z");
    return rational && meets(scheme(start, rational.num, rational.den));
  });
}
