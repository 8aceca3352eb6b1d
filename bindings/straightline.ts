// What a scheme with straight-line programs is: exact expansion, checks, counting. The flip family, lanewise/io and lanewise/codegen stand on it.
import { DtypeError, OptionError, ShapeError, UnsupportedError } from "./errors.js";
import type { LinearProgram, Scheme, StraightLine } from "./flip/types.js";
import { lengthsOf, schemeOf, show } from "./scheme.js";

/** n / d in lowest terms, d > 0. */
export type Fraction = readonly [n: number, d: number];
/** One row of a matrix: its nonzeros by column. */
export type Row = ReadonlyMap<number, Fraction>;

export const gcd = (a: number, b: number): number => { while (b !== 0) [a, b] = [b, a % b]; return Math.abs(a); };

/** a·b + c·d over fractions; undefined where whole numbers of 53 bits do not hold it. */
function multiplyAdd(a: Fraction, b: Fraction, c: Fraction): Fraction | undefined {
  const p = a[0] * b[0], q = a[1] * b[1], n = p * c[1] + c[0] * q, d = q * c[1];
  if (![p, q, p * c[1], c[0] * q, n, d].every(Number.isSafeInteger)) return undefined;
  const g = d === 1 ? 1 : gcd(n, d);
  return [n / g, d / g];
}

/** The fraction that a coefficient stands for: of those that round to it, the one with the least denominator. |n|·d < 2^52 comes back as it was:
 *  such a fraction is a convergent of the continued fraction of its rounded value, and no earlier one rounds to that. */
export function fractionOf(x: number): Fraction | undefined {
  let [n, d, n0, d0, rest] = [Math.floor(x), 1, 1, 0, x - Math.floor(x)];
  while (n / d !== x) {
    rest = 1 / rest;
    const whole = Math.floor(rest);
    rest -= whole;
    [n, d, n0, d0] = [whole * n + n0, whole * d + d0, n, d];
    if (!(Math.abs(n) * d < 2 ** 52)) return undefined;
  }
  return Number.isSafeInteger(n) ? [n, d] : undefined;
}

/** The matrix of a program, row by row, exactly. Outputs that no step names are zero. */
export function expand(op: string, arg: string, { inputs, outputs, steps }: LinearProgram): readonly Row[] {
  const rows: Row[] = Array.from({ length: outputs }, () => new Map()), made: Row[] = [];
  steps.forEach(({ out, terms }, j) => {
    const row = new Map<number, Fraction>();
    for (const { index, coefficient } of terms) {
      const c = fractionOf(coefficient);
      for (const [column, x] of index < inputs ? [[index, [1, 1]] as const] : made[index - inputs] as Row) {
        const sum = c && multiplyAdd(c, x, row.get(column) ?? [0, 1]);
        if (sum === undefined) throw new UnsupportedError(op, arg, `${arg}.steps[${j}] has coefficients beyond exact arithmetic in 53 bits`);
        if (sum[0] === 0) row.delete(column); else row.set(column, sum);
      }
    }
    made.push(row);
    if (out >= 0) rows[out] = row;
  });
  return rows;
}

/** Additions of a program: a sum of t terms takes t − 1. */
export function additionsOf({ steps }: LinearProgram): number {
  return steps.reduce((sum, { terms }) => sum + Math.max(0, terms.length - 1), 0);
}

/** The three maps of a scheme as matrices that programs compute: u and v have a row for each term, w one for each entry of C.
 *  Residues are taken nearest to zero, so that a product over Z3 needs no factor 2. */
export function mapsOf({ shape, target, ring, rank, u, v, w, denominators: d }: Scheme): { readonly u: readonly Row[]; readonly v: readonly Row[]; readonly w: readonly Row[] } {
  const lengths = lengthsOf(shape, target);
  const value = (x: number, y: number): Fraction => {
    if (ring === "Z3") return [x === 2 ? -1 : x, 1];
    const g = y === 1 ? 1 : gcd(x, y);
    return [x / g, y / g];
  };
  const rows = (x: Int32Array, y: Int32Array | undefined, count: number, columns: number, at: (row: number, column: number) => number): Row[] =>
    Array.from({ length: count }, (_, row) => {
      const map = new Map<number, Fraction>();
      for (let column = 0; column < columns; column++) {
        const i = at(row, column);
        if (x[i] !== 0) map.set(column, value(x[i]!, y?.[i] ?? 1));
      }
      return map;
    });
  return {
    u: rows(u, d?.u, rank, lengths.u, (q, a) => q * lengths.u + a), v: rows(v, d?.v, rank, lengths.v, (q, b) => q * lengths.v + b),
    w: rows(w, d?.w, lengths.w, rank, (c, q) => q * lengths.w + c),
  };
}

/** The number of the first row where two matrices differ over a ring, or −1. */
function difference(ring: Scheme["ring"], x: readonly Row[], y: readonly Row[]): number {
  const modulus = ring === "Z2" ? 2 : ring === "Z3" ? 3 : 0;
  const same = ([a, b]: Fraction, [c, d]: Fraction): boolean => (modulus === 0 ? a === c && b === d : b === 1 && d === 1 && (a - c) % modulus === 0);
  const within = (p: Row, q: Row): boolean => [...p].every(([column, value]) => same(value, q.get(column) ?? [0, 1]));
  return x.findIndex((row, i) => !within(row, y[i]!) || !within(y[i]!, row));
}

/** Every row as one sum; rows of zeros take no step. */
function plain(inputs: number, rows: readonly Row[]): LinearProgram {
  const steps = rows.map((row, out) => ({ out, terms: [...row].map(([index, [n, d]]) => ({ index, coefficient: n / d })) }));
  return { inputs, outputs: rows.length, steps: steps.filter(({ terms }) => terms.length > 0) };
}

function programOf(op: string, arg: string, x: unknown, inputs: number, outputs: number): LinearProgram {
  if (x === null || typeof x !== "object") throw new DtypeError(op, arg, `${arg} is ${x === null ? "null" : typeof x}, expected a LinearProgram`);
  const p = x as LinearProgram;
  for (const [name, want] of [["inputs", inputs], ["outputs", outputs]] as const) if (p[name] !== want) throw new ShapeError(op, arg, `${arg}.${name} is ${show(p[name])}, expected ${want} (from the scheme)`);
  if (!Array.isArray(p.steps)) throw new DtypeError(op, arg, `${arg}.steps is ${typeof p.steps}, expected an array`);
  const named = new Set<number>();
  const steps = Array.from(p.steps as LinearProgram["steps"], (step, j) => {
    const where = `${arg}.steps[${j}]`;
    if (step === null || typeof step !== "object" || !Array.isArray(step.terms)) throw new DtypeError(op, arg, `${where} is no {out, terms}`);
    const { out, terms } = step;
    if (!Number.isInteger(out) || out < -1 || out >= outputs) throw new OptionError(op, arg, `${where}.out is ${show(out)}, expected −1 or an output below ${outputs}`);
    if (out >= 0 && named.size === named.add(out).size) throw new OptionError(op, arg, `${where}.out is ${out}, which an earlier step makes`);
    return Object.freeze({ out, terms: Object.freeze(Array.from(terms as LinearProgram["steps"][0]["terms"], (term, t) => {
      const index = term?.index, coefficient = term?.coefficient;
      if (!Number.isInteger(index) || index < 0 || index >= inputs + j) throw new OptionError(op, arg, `${where}.terms[${t}].index is ${show(index)}, expected an input or an earlier step, below ${inputs + j}`);
      if (typeof coefficient !== "number" || !Number.isFinite(coefficient) || coefficient === 0) throw new OptionError(op, arg, `${where}.terms[${t}].coefficient is ${show(coefficient)}, expected a finite number other than 0`);
      return Object.freeze({ index, coefficient });
    })) });
  });
  return Object.freeze({ inputs, outputs, steps: Object.freeze(steps) });
}

function limited(op: string, arg: string, program: LinearProgram, most: number): LinearProgram {
  const length = program.steps.reduce((sum, { terms }) => sum + terms.length, program.inputs + program.outputs);
  if (length > most) throw new UnsupportedError(op, arg, `${arg} has ${length} inputs, outputs and terms, expected at most ${most}`);
  return program;
}

/** Anything shaped like a StraightLine (made here, read from a file, spread, back from JSON), checked whole: the programs are expanded exactly and
 *  compared with the scheme. `additions` is counted anew. Programs of more than `most` inputs, outputs and terms are refused before that. */
export function straightLineOf(op: string, arg: string, x: unknown, most: number = Infinity): StraightLine {
  if (x === null || typeof x !== "object") throw new DtypeError(op, arg, `${arg} is ${x === null ? "null" : typeof x}, expected a StraightLine`);
  const line = x as StraightLine, scheme = schemeOf(op, `${arg}.scheme`, line.scheme), lengths = lengthsOf(scheme.shape, scheme.target), maps = mapsOf(scheme);
  const check = (f: "u" | "v" | "w", inputs: number, outputs: number): LinearProgram => {
    const program = limited(op, `${arg}.${f}`, programOf(op, `${arg}.${f}`, line[f], inputs, outputs), most), row = difference(scheme.ring, expand(op, `${arg}.${f}`, program), maps[f]);
    if (row >= 0) throw new OptionError(op, `${arg}.${f}`, `${arg}.${f} does not compute output ${row} of the scheme`);
    return program;
  };
  const u = check("u", lengths.u, scheme.rank), v = check("v", lengths.v, scheme.rank), w = check("w", scheme.rank, lengths.w);
  return Object.freeze({ scheme, additions: additionsOf(u) + additionsOf(v) + additionsOf(w), u, v, w });
}

/** A StraightLine, or of a scheme alone the one that shares nothing. */
export function lineOf(op: string, arg: string, x: unknown, most: number = Infinity): StraightLine {
  if (x !== null && typeof x === "object" && "scheme" in x) return straightLineOf(op, arg, x, most);
  const scheme = schemeOf(op, arg, x), lengths = lengthsOf(scheme.shape, scheme.target), maps = mapsOf(scheme);
  const make = (f: "u" | "v" | "w", inputs: number): LinearProgram => limited(op, `${arg}.${f}`, plain(inputs, maps[f]), most);
  const u = make("u", lengths.u), v = make("v", lengths.v), w = make("w", scheme.rank);
  return { scheme, additions: additionsOf(u) + additionsOf(v) + additionsOf(w), u, v, w };
}
