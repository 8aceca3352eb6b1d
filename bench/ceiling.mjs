// Ceilings: what the register loops of bench/ceilings reach on this engine and CPU, measured in this process. A ratio to the
// ceiling compares a kernel with the best this machine can do with 128-bit SIMD, not with another library.
//
//   const { gf, unit } = await ceiling('f32');        // null where the engine lacks the instructions
//
// `node bench/ceiling.mjs` prints all of them.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { buildCeilings } from './harness/build-ceilings.mjs';
import { cpuSeconds, median, timingLoop } from './harness/clock.mjs';

const KC = 256; // steps of k in a tile: 5x8 operands of f32 are 13 kB, inside any L1
const A = 1024, C = 32768, B = 65536; // byte addresses of the operands; B last, as `read` gives it any length

const flops = (rows, cols, perStep = 1) => 2 * rows * cols * perStep * KC;
const L1 = 32 * KC; // bytes of b in a tile; also the length the addition chains run over

/** For each kind its loop, its sibling (a shape that is immune to V8's register cliffs) and the work of one pass. */
export const kinds = {
  f32: { loop: 'f32_5x8', sibling: 'f32_4x8', work: flops(5, 8), siblingWork: flops(4, 8), unit: 'GFLOP/s' },
  f64: { loop: 'f64_5x4', sibling: 'f64_4x4', work: flops(5, 4), siblingWork: flops(4, 4), unit: 'GFLOP/s' },
  int8: { loop: 'i16_5x8', sibling: 'i16_4x8', work: flops(5, 8, 2), siblingWork: flops(4, 8, 2), unit: 'GOP/s' },
  'f32-relaxed': { loop: 'f32_6x8', sibling: 'f32_4x8', work: flops(6, 8), siblingWork: flops(4, 8), unit: 'GFLOP/s', relaxed: true },
  'f64-relaxed': { loop: 'f64_6x4', sibling: 'f64_4x4', work: flops(6, 4), siblingWork: flops(4, 4), unit: 'GFLOP/s', relaxed: true },
  'int8-relaxed': { loop: 'i8_4x8', work: flops(4, 8, 4), unit: 'GOP/s', relaxed: true },
  'f32-add': { loop: 'f32_add', work: L1 / 4, unit: 'GFLOP/s' },
  'f64-add': { loop: 'f64_add', work: L1 / 8, unit: 'GFLOP/s' },
  read: { loop: 'f32_read', unit: 'GB/s', bytes: 1 << 26 },
};

const modules = new Map();

function moduleOf(relaxed) {
  const file = buildCeilings()[relaxed ? 'relaxed' : 'simd'];
  if (!modules.has(file)) {
    const bytes = readFileSync(file);
    modules.set(file, WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null);
  }
  return modules.get(file);
}

/**
 * The loop of a kind, ready to be called but not measured: `{kind, unit, work, run, sibling}`, or null where unsupported.
 * `bytes`, for `read`: the size of what is read, a multiple of 128.
 */
export function openCeiling(kind, { bytes: wanted } = {}) {
  const spec = kinds[kind];
  if (!spec) throw new RangeError(`ceiling: kind is "${kind}", expected one of ${Object.keys(kinds).join(', ')}`);
  const module = moduleOf(spec.relaxed === true);
  if (module === null) return null;
  const bytes = spec.bytes ? wanted ?? spec.bytes : L1;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((B + bytes) / 65536), maximum: 65536 });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  fill(kind, memory, bytes);
  const pass = (loop, work) => {
    const times = Math.max(1, Math.round(1e6 / work)); // a call long enough that entering wasm does not count
    const call = exports[`${loop}_times`];
    return { loop, work: work * times, run: () => call(times, A, B, B + bytes, C) };
  };
  const main = pass(spec.loop, spec.work ?? bytes);
  return { kind, unit: spec.unit, ...main, sibling: spec.sibling ? pass(spec.sibling, spec.siblingWork) : undefined };
}

/** Ordinary numbers: zeros would do for integers, but no float test should depend on them. */
function fill(kind, memory, bytes) {
  const Type = kind.startsWith('f64') ? Float64Array : kind.startsWith('int8-') ? Int8Array : kind === 'int8' ? Int16Array : Float32Array;
  const value = Type === Int8Array ? 3 : Type === Int16Array ? 77 : 0.5;
  new Type(memory.buffer, A, (C - A) / Type.BYTES_PER_ELEMENT).fill(value);
  new Type(memory.buffer, B, bytes / Type.BYTES_PER_ELEMENT).fill(value);
}

/**
 * Opens and measures: the best of three medians of `rounds` samples of `minMs` each, the sibling in the same rounds.
 * `gf` is 10^9 operations (for read: bytes) a CPU second. `cliff` tells that the loop fell below four fifths of its sibling.
 */
export async function ceiling(kind, { rounds = 5, minMs = 20, warmMs = 150 } = {}) {
  const open = openCeiling(kind);
  if (open === null) return null;
  const passes = [open, ...(open.sibling ? [open.sibling] : [])].map((p) => ({ ...p, name: `${kind} ${p.loop}`, loop: timingLoop(p.run, false), best: 0 }));
  for (const p of passes) p.calls = Math.max(1, Math.round((minMs / 1e3) / (await warmUp(p, warmMs / 1e3))));
  for (let series = 0; series < 3; series++) {
    const samples = passes.map(() => []);
    for (let round = 0; round < rounds; round++) {
      passes.forEach((p, i) => {
        const start = cpuSeconds();
        p.loop(p.calls);
        samples[i].push((p.work * p.calls) / (cpuSeconds() - start) / 1e9);
      });
      await null;
    }
    passes.forEach((p, i) => { p.best = Math.max(p.best, median(samples[i])); });
  }
  const gf = passes[0].best;
  const siblingGf = passes[1]?.best;
  const sibling = open.sibling && { ...open.sibling, gf: siblingGf };
  return { ...open, gf, sibling, cliff: siblingGf !== undefined && gf < 0.8 * siblingGf };
}

const optimised = new Set();

/**
 * CPU seconds a call once warm. The first calls of a loop run on V8's quick code; its optimised code arrives from the background,
 * late on a busy machine, and is several times faster: the first time, wait for that step for up to two seconds.
 */
async function warmUp({ loop, name }, seconds) {
  const sample = (calls) => {
    const start = cpuSeconds();
    loop(calls);
    return (cpuSeconds() - start) / calls;
  };
  const quick = optimised.has(name) ? 0 : median([sample(1), sample(1), sample(1)]);
  const deadline = performance.now() + 2000;
  let call = sample(8);
  let spent = 0;
  while (spent < seconds || (call > quick / 1.6 && quick > 0 && performance.now() < deadline)) {
    call = sample(8);
    spent += 8 * call;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  optimised.add(name);
  return call;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const kind of Object.keys(kinds)) {
    const c = await ceiling(kind);
    const sibling = c?.sibling ? `   ${c.sibling.loop} ${c.sibling.gf.toFixed(1)}` : '';
    console.log(c ? `${kind.padEnd(13)} ${c.gf.toFixed(1).padStart(6)} ${c.unit.padEnd(8)} ${c.loop}${sibling}${c.cliff ? '   below its sibling: a register cliff' : ''}` : `${kind.padEnd(13)} this engine has no relaxed SIMD`);
  }
}
