// Boolean functions through the public API: values against the definitions, known functions and S-boxes, packed and not, and refusals.
import { type Kernels, loadSync } from "lanewise";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { loose } from "../helpers/guard.refusal.js";
import { Random } from "../helpers/random.js";
import { butterflies } from "../helpers/wht.js";
import { aes, approximations, correlation, des5, distance, immunity, normalForm, packed, randomTable, spectrum, table, type Table, weight } from "../helpers/wht.boolean.js";
import { equal, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels) => void;

const linear = (u: number, v: number): Table => table(v, (x) => weight(x & u) & 1);
const majority = (v: number): Table => table(v, (x) => Number(2 * weight(x) > v));
/** x₀x₁ ⊕ x₂x₃ ⊕ … */
const bent = (v: number): Table => table(v, (x) => weight(x & x >> 1 & 0x55555555) & 1);
/** The second half of the inputs picks a linear function of the first: Maiorana–McFarland. */
const chosen = (v: number): Table => table(v, (x) => weight(x & x >> v / 2) & 1);

/** Every function on one table, in both forms; neither form is touched. */
function all(k: Kernels, truth: Table, what: string): void {
  const v = Math.log2(truth.length), b = k.wht.boolean, words = packed(truth);
  const want = spectrum(truth), r = correlation(truth);
  for (const form of [truth, words]) {
    const before = form.slice();
    same(b.walshSpectrum(form, v), want, `${what}: spectrum`);
    equal(b.nonlinearity(form, v), v === 0 ? 0 : distance(truth), `${what}: nonlinearity`);
    equal(b.correlationImmunity(form, v), immunity(truth), `${what}: correlation immunity`);
    same(b.autocorrelation(form, v), r, `${what}: autocorrelation`);
    same(form, before, `${what}: the input`);
  }
  const form = b.mobius(words, v);
  same(form, packed(normalForm(truth)), `${what}: normal form`);
  same(b.mobius(form, v), words, `${what}: and back`);
}

const small: Body = (k) => {
  for (let v = 0; v <= 8; v++) for (let turn = 0; turn < (v < 6 ? 4 : 1); turn++) all(k, randomTable(new Random(v * 10 + turn), v), `random, ${v} variables`);
};

const known: Body = (k) => {
  const b = k.wht.boolean;
  for (const v of [0, 1, 3, 6]) for (const value of [0, 1]) {
    all(k, table(v, () => value), `constant ${value}, ${v} variables`);
    equal(b.correlationImmunity(table(v, () => value), v), v, "immunity of a constant");
  }
  for (const v of [3, 7]) {
    all(k, majority(v), `majority of ${v}`);
    const parity = linear(2 ** v - 1, v);
    equal(b.correlationImmunity(parity, v), v - 1, "immunity of parity");
    equal(b.nonlinearity(parity, v), 0, "nonlinearity of parity");
  }
  for (const make of [bent, chosen]) for (const v of [2, 4, 6, 8, 10, 16]) {
    const truth = make(v);
    equal(b.nonlinearity(truth, v), 2 ** (v - 1) - 2 ** (v / 2 - 1), `nonlinearity of a bent function of ${v}`);
    ok(b.walshSpectrum(packed(truth), v).every((w) => Math.abs(w) === 2 ** (v / 2)), "its spectrum is flat");
    ok(b.autocorrelation(truth, v).every((r, s) => r === (s === 0 ? 2 ** v : 0)), "its derivatives are balanced");
  }
  // 3-variable majority: W = 0 4 4 0 4 0 0 −4.
  same(b.walshSpectrum(majority(3), 3), [0, 4, 4, 0, 4, 0, 0, -4], "majority of 3");
  // x₀x₁ ⊕ x₂: unbalanced nowhere, so W(0) = 0, and W(4) ≠ 0 has one bit set: immunity 0.
  equal(b.correlationImmunity(table(3, (x) => (x & x >> 1 & 1) ^ x >> 2), 3), 0, "immunity of x₀x₁ ⊕ x₂");
};

/** Either side of where i16 ends and of the blocks of 8192; one value and a few words are checked against the slow transform. */
const large: Body = (k) => {
  const b = k.wht.boolean;
  for (const v of [12, 13, 14, 15, 17]) {
    const truth = randomTable(new Random(v), v), words = packed(truth), want = Int32Array.from(truth, (f) => 1 - 2 * f);
    butterflies(want, 2 ** v);
    const got = b.walshSpectrum(words, v);
    same(got, want, `spectrum of ${v} variables`);
    same(b.walshSpectrum(truth, v), want, `spectrum of ${v} variables, bytes`);
    equal(b.nonlinearity(words, v), 2 ** (v - 1) - want.reduce((m, w) => Math.max(m, Math.abs(w)), 0) / 2, `nonlinearity of ${v}`);
    const r = b.autocorrelation(words, v), form = b.mobius(words, v), random = new Random(v);
    for (let turn = 0; turn < 5; turn++) {
      const s = random.int(0, 2 ** v - 1);
      equal(r[s], truth.reduce((sum, f, x) => sum + 1 - 2 * (f ^ (truth[x ^ s] as number)), 0), `autocorrelation of ${v} at ${s}`);
      equal((form[s >> 5] as number) >>> (s & 31) & 1, truth.reduce((sum, f, x) => sum ^ ((x & ~s) === 0 ? f : 0), 0), `normal form of ${v} at ${s}`);
    }
    same(b.mobius(form, v), words, `normal form of ${v} and back`);
  }
  for (const v of [14, 15]) {
    const u = 2 ** v - 3;
    ok(b.walshSpectrum(linear(u, v), v).every((w, i) => w === (i === u ? 2 ** v : 0)), `a linear function of ${v}: one entry of 2^${v}`);
    equal(b.correlationImmunity(linear(u, v), v), v - 2, `immunity of a linear function of ${v}`);
  }
};

const boxes: Body = (k) => {
  const b = k.wht.boolean, random = new Random(7);
  for (const [inputs, outputs] of [[0, 0], [0, 3], [1, 1], [2, 5], [3, 3], [4, 4], [6, 2], [5, 1], [7, 0]] as const) {
    const sbox = Array.from({ length: 2 ** inputs }, () => random.int(0, 2 ** outputs - 1));
    same(b.linearApproximationTable(sbox, inputs, outputs), approximations(sbox, inputs, outputs), `${inputs} to ${outputs} bits`);
  }
  for (const [inputs, outputs] of [[14, 2], [15, 2]] as const) {
    const sbox = Uint16Array.from({ length: 2 ** inputs }, () => random.int(0, 3)), got = b.linearApproximationTable(sbox, inputs, outputs);
    for (let mask = 0; mask < 4; mask++) same(got.filter((_, at) => at % 4 === mask), b.walshSpectrum(Uint8Array.from(sbox, (y) => weight(y & mask) & 1), inputs), `${inputs} to 2 bits, mask ${mask}`);
  }
  const sbox = aes(), lat = b.linearApproximationTable(sbox, 8, 8);
  equal(sbox[0x53], 0xed, "the example of FIPS 197");
  equal(lat[0], 256, "AES: masks 0, 0");
  equal(Math.max(...lat.subarray(1).map(Math.abs)), 32, "AES: largest entry");
  for (let mask = 1; mask < 256; mask++) equal(b.nonlinearity(sbox.map((y) => weight(y & mask) & 1), 8), 112, `AES: component ${mask}`);
  // NS₅(16, 15) = 12 of 32: the best approximation of DES.
  const des = b.linearApproximationTable(des5(), 6, 4);
  equal(des[16 * 16 + 15], 2 * (12 - 32), "DES: Matsui's approximation of S5");
  equal(Math.max(...des.subarray(1).map(Math.abs)), 40, "DES: largest entry of S5");
};

/** Inputs that live in wasm memory, which the call has to grow. */
const views: Body = () => {
  const truth = randomTable(new Random(3), 15), words = packed(truth), want = Int32Array.from(truth, (f) => 1 - 2 * f);
  butterflies(want, truth.length);
  for (const [dtype, data] of [["u8", truth], ["u32", words]] as const) {
    const k = loadSync({ reserve: 131072 });
    same(k.wht.boolean.walshSpectrum(k.vector(dtype, data).view, 15), want, `spectrum of a ${dtype} view`);
    k.free();
  }
  const k = loadSync({ reserve: 65536 }), form = k.wht.boolean.mobius(words, 15);
  k.free();
  const small = loadSync({ reserve: 65536 });
  same(small.wht.boolean.mobius(small.vector("u32", words).view, 15), form, "normal form of a view");
  small.free();
};

const refusals: Body = (k) => {
  const b = k.wht.boolean, { used } = k.memory();
  const no = (name: keyof typeof b, code: string, arg: string, args: readonly unknown[], message?: string): void => {
    throws(() => loose(b[name] as never)(...args), { op: `wht.boolean.${name}`, code, arg, ...(message !== undefined && { message: `wht.boolean.${name}: ${message}` }) });
    equal(k.memory().used, used, "memory used");
  };
  for (const name of ["walshSpectrum", "nonlinearity", "autocorrelation", "correlationImmunity", "mobius"] as const) {
    for (const v of [-1, 27, 1.5, "3", undefined]) no(name, "option", "variables", [new Uint32Array(1), v]);
    for (const wrong of [undefined, null, [0, 1], "01", new Int32Array(1)]) no(name, "dtype", "truth", [wrong, 3]);
    no(name, "shape", "truth", [new Uint32Array(3), 6], "truth.length is 3, expected 2 (6 variables, 32 a word)");
    no(name, "option", "truth", [Uint32Array.of(0x100), 3], "truth[0] is 256, expected no bits past the first 8 (3 variables)");
    if (name === "mobius") continue;
    no(name, "shape", "truth", [new Uint8Array(9), 3], "truth.length is 9, expected 8 (3 variables)");
    for (const at of [0, 15, 16, 31, 32, 63, 8191, 8192, 16383]) {
      const v = at < 64 ? 6 : 14, truth = randomTable(new Random(at), v).fill(2, at, at + 1);
      no(name, "option", "truth", [truth, v], `truth[${at}] is 2, expected 0 or 1`);
    }
    no(name, "option", "truth", [Uint8Array.of(0, 255), 1], "truth[1] is 255, expected 0 or 1");
  }
  no("mobius", "dtype", "truth", [new Uint8Array(8), 3], "truth is Uint8Array, expected a Uint32Array of packed bits");
  const lat = "linearApproximationTable";
  no(lat, "dtype", "sbox", [undefined, 2, 2]);
  no(lat, "shape", "sbox", [[0, 1, 2], 2, 2], "sbox.length is 3, expected 4");
  for (const bad of [4, -1, 0.5, NaN, "1"]) no(lat, "option", "sbox", [[0, 1, bad, 3], 2, 2], `sbox[2] is ${bad}, expected a whole number from 0 to 3`);
  no(lat, "option", "inputs", [[0], 27, 0]);
  no(lat, "option", "outputs", [[0], 20, 7]);
  no(lat, "option", "outputs", [[0], 0, -1]);
};

const bodies: Record<string, Body> = { "every function to 8 variables": small, "known functions": known, "to 17 variables": large, "S-boxes": boxes, "views of wasm memory": views, refusals };

export const suite: Suite = {
  name: "wht.boolean",
  cases: flavours().flatMap((variant) => Object.entries(bodies).map(([name, body]) => test(`${variant} ${name}`, () => withKernels(variant, (k) => body(k))))),
};
