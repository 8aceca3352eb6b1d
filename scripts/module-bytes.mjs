// The text of bindings/gen/bytes.ts: both modules in one LZMA stream, and the small module that decodes it, as base64.
// A third smaller under gzip than any plain encoding of the modules (docs/decisions/0002).
import lzma from "lzma";

/** Properties byte of lc = 3, lp = 0, pb = 2, which the decoder is fixed to. */
const PROPERTIES = 93;
const HEADER = 13;

export function moduleBytes(simd, relaxed, decoder) {
  const stream = Buffer.from(lzma.compress(Buffer.concat([simd, relaxed]), 9));
  if (stream[0] !== PROPERTIES) throw new Error(`the LZMA stream has properties ${stream[0]}, expected ${PROPERTIES}`);
  return `// Made by scripts/build.mjs.
export const SIMD_BYTES: number = ${simd.length};
export const RELAXED_BYTES: number = ${relaxed.length};
export const STREAM: string = "${stream.subarray(HEADER).toString("base64")}";
export const DECODER: string = "${decoder.toString("base64")}";
`;
}
