// The LZMA stream this package carries → the bytes of its modules.
import { DECODER, STREAM } from "./gen/bytes.js";

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

interface Decoder { unpack(src: number, dst: number, end: number, ws: number): void; unpack_workspace(): number; heap_base(): number }

/** `size` bytes, decoded by a module of 1 kB (assembly/unpack) in a memory that is dropped afterwards. */
export function unpack(size: number): Uint8Array<ArrayBuffer> {
  const stream = bytesOf(STREAM);
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
  const decoder = new WebAssembly.Instance(new WebAssembly.Module(bytesOf(DECODER)), { env: { memory } }).exports as unknown as Decoder;
  const ws = (decoder.heap_base() + 15) & ~15;
  const src = ws + decoder.unpack_workspace();
  const dst = src + stream.length;
  memory.grow(Math.ceil((dst + size) / 65536));
  new Uint8Array(memory.buffer).set(stream, src);
  decoder.unpack(src, dst, dst + size, ws);
  return new Uint8Array(memory.buffer.slice(dst, dst + size) as ArrayBuffer);
}
