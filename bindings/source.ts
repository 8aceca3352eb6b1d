// The modules this package carries, inlined as text: no fetch, no file, nothing for a bundler to lose.
// The workerd build swaps this file for source.workerd.ts.
import { DECODER, RELAXED_BYTES, SIMD_BYTES, STREAM } from "./gen/bytes.js";

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

interface Decoder { unpack(src: number, dst: number, end: number, ws: number): void; unpack_workspace(): number; heap_base(): number }

let unpacked: Uint8Array<ArrayBuffer> | undefined;

/** Both modules, one after the other, decoded by a module of 1 kB in a memory that is dropped afterwards. */
function modules(): Uint8Array<ArrayBuffer> {
  if (unpacked !== undefined) return unpacked;
  const stream = bytesOf(STREAM);
  const size = SIMD_BYTES + RELAXED_BYTES;
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
  const decoder = new WebAssembly.Instance(new WebAssembly.Module(bytesOf(DECODER)), { env: { memory } }).exports as unknown as Decoder;
  const ws = (decoder.heap_base() + 15) & ~15;
  const src = ws + decoder.unpack_workspace();
  const dst = src + stream.length;
  memory.grow(Math.ceil((dst + size) / 65536));
  new Uint8Array(memory.buffer).set(stream, src);
  decoder.unpack(src, dst, dst + size, ws);
  return unpacked = new Uint8Array(memory.buffer.slice(dst, dst + size) as ArrayBuffer);
}

const simd = (): Uint8Array<ArrayBuffer> => modules().subarray(0, SIMD_BYTES);
const relaxed = (): Uint8Array<ArrayBuffer> => modules().subarray(SIMD_BYTES);

let base: WebAssembly.Module | undefined;
let overlay: WebAssembly.Module | undefined;

/** Compiled once; small enough to compile synchronously on a browser's main thread. */
export function baseModule(): WebAssembly.Module {
  return base ??= new WebAssembly.Module(simd());
}

export function relaxedModule(): WebAssembly.Module {
  return overlay ??= new WebAssembly.Module(relaxed());
}

/** The same, compiled off the main thread where the engine can. */
export async function compileAll(both: boolean): Promise<void> {
  base ??= await WebAssembly.compile(simd());
  if (both) overlay ??= await WebAssembly.compile(relaxed());
}
