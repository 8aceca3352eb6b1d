// flip-cpd's npy files (Khoruzhii, Gelß & Pokutta 2025). Rational schemes: int64, one scheme a row, numerators and denominators in turn, all of
// U, then V, then W. Modular ones: uint64 bit masks, three words a term over two elements, six over three (low and high bits of 0, 1, 2).
// Shape and target stand in the file's name only. W is row-major in C also for general products.
import { OptionError } from "../errors.js";
import type { Scheme } from "../flip/types.js";
import { type Lengths, lengthsOf } from "../scheme.js";
import { formatNpy, readNpy } from "./npy.js";
import { readHeader } from "./npy-header.js";
import { type Fraction, fraction, ZERO } from "./scheme-fraction.js";
import { type Hints, named } from "./scheme-options.js";
import { checkRoom, type Factor, FACTORS, Parts, shapeText } from "./scheme-parts.js";
import { malformed } from "./source.js";
import type { Source } from "./source.js";

const WORD = 64;

/** Where entry i of a row-major C stands in w, which is indexed by C transposed for general products; with n and p exchanged, the way back. */
function place(n: number, p: number, target: string | undefined, i: number): number {
  return target === undefined ? (i % p) * n + Math.floor(i / p) : i;
}

export function readCpd(source: Source, given: Hints): Scheme[] {
  const { op } = source, hints = named(given), { dtype, shape: sizes, data } = readNpy(source), { dataStart } = readHeader(source);
  const fail = (problem: string, i = 0): Error => malformed(source, dataStart + i * 8, problem);
  const refuse = (arg: string, problem: string): Error => new OptionError(op, arg, problem);
  if (dtype !== "i64" && dtype !== "u64") throw fail(`the array is of ${dtype}, expected i64 (rational) or u64 (modular)`);
  const { shape, target, ring } = hints, [rows, cols] = sizes.length === 1 ? [1, sizes[0]] : sizes;
  if (shape === undefined) throw refuse("shape", "the file does not tell its shape: give name (as in gt-444-rank34-rec-4-0-0-z.npy), or shape and target");
  if (target !== undefined && shape.some((s) => s !== shape[0])) throw refuse("shape", `shape is ${shapeText(shape)}, expected a cube for target "${target}"`);
  if (rows === undefined || cols === undefined || sizes.length > 2 || (cols === 0 && rows !== 1)) throw fail(`the array is of ${sizes.join("×")}, expected a row for each scheme`);
  const L = lengthsOf(shape, target), modular = dtype === "u64", planes = ring === "Z3" ? 2 : 1;
  if (modular) {
    if (ring === undefined && cols % 6 === 0) throw refuse("ring", `${cols} words are ${cols / 3} terms over Z2 or ${cols / 6} over Z3: give ring, or name as in mod2-rank34.npy`);
    if (ring !== undefined && ring !== "Z2" && ring !== "Z3") throw refuse("ring", `ring is ${ring}, but the file holds bit masks of Z2 or Z3`);
    checkWords(op, "shape", L);
  }
  const width = modular ? 3 * planes : 2 * (L.u + L.v + L.w), rank = cols / width, starts = [0, L.u, L.u + L.v];
  if (!Number.isInteger(rank)) throw fail(`a row has ${cols} numbers, expected a multiple of ${width} (${shapeText(shape)}, target ${target ?? "gg"})`);
  checkRoom(hints, rows * rank * (L.u + L.v + L.w), fail);
  const halves: number[] = [];
  /** The words at `at` in halves of 32 bits. */
  const split = (at: number, length: number): void => {
    for (let k = 0; k < planes; k++) {
      const word = data[at + k] as bigint;
      if (word >> BigInt(length) !== 0n) throw fail(`a mask has bits beyond the ${length} entries of the factor`, at + k);
      halves[2 * k] = Number(word & 0xffffffffn) | 0;
      halves[2 * k + 1] = Number(word >> 32n) | 0;
    }
  };
  const bits = (at: number, i: number): Fraction => {
    const bit = (k: number): number => (halves[2 * k + (i >> 5)] as number) >>> (i & 31) & 1, n = bit(0) + (planes === 2 ? 2 * bit(1) : 0);
    if (n > 2) throw fail(`entry ${i} of a factor has both bits`, at);
    return n === 0 ? ZERO : { n, d: 1 };
  };
  const pair = (at: number): Fraction => {
    const n = data[at] as bigint, d = data[at + 1] as bigint, value = d === 0n ? undefined : fraction(Number(n), Number(d));
    if (value === undefined) throw fail(d === 0n ? "division by zero" : `${n}/${d} does not fit 32 bits`, at);
    return value;
  };
  return Array.from({ length: rows }, (_, s) => {
    const parts = new Parts({ ...hints, ring }, fail, modular ? "Z2" : undefined);
    for (const [k, f] of FACTORS.entries()) for (let q = 0; q < rank; q++) {
      const start = s * cols + (modular ? q * width + k * planes : 2 * (rank * (starts[k] as number) + q * L[f]));
      if (modular) split(start, L[f]);
      for (let i = 0; i < L[f]; i++) {
        const j = f === "w" ? place(shape[2], shape[0], target, i) : i, at = modular ? start : start + 2 * j;
        parts.add(f, modular ? bits(at, j) : pair(at), at);
      }
    }
    return parts.finish(shape, target, false);
  });
}

function checkWords(op: string, arg: string, L: Lengths): void {
  const longest = Math.max(L.u, L.v, L.w);
  if (longest > WORD) throw new OptionError(op, arg, `a factor has ${longest} entries, but flip-cpd masks hold ${WORD}`);
}

export function formatCpd(s: Scheme, op: string): Uint8Array {
  const { shape, target, ring, rank, denominators } = s, L = lengthsOf(shape, target);
  const at = (f: Factor, q: number, i: number): number => q * L[f] + (f === "w" ? place(shape[0], shape[2], target, i) : i);
  if (ring !== "Z2" && ring !== "Z3") {
    const list: bigint[] = [];
    for (const f of FACTORS) for (let q = 0; q < rank; q++) for (let i = 0; i < L[f]; i++) list.push(BigInt(s[f][at(f, q, i)] as number), BigInt(denominators?.[f][at(f, q, i)] ?? 1));
    return formatNpy(BigInt64Array.from(list), [1, list.length]);
  }
  const planes = ring === "Z2" ? 1 : 2, words: bigint[] = [];
  checkWords(op, "format", L);
  for (let q = 0; q < rank; q++) for (const f of FACTORS) for (let plane = 0; plane < planes; plane++) {
    let word = 0n;
    for (let i = 0; i < L[f]; i++) if (((s[f][at(f, q, i)] as number) + (ring === "Z3" ? 3 : 0)) % (planes + 1) >> plane & 1) word |= 1n << BigInt(i);
    words.push(word);
  }
  return formatNpy(BigUint64Array.from(words), [1, words.length]);
}
