// The text of bindings/gen/bytes.ts: both modules as hexadecimal digits in alternating blocks.
// Under gzip that is 40 % smaller than base64, which shifts equal byte sequences out of step, and the blocks bring the two modules,
// which are much alike, within reach of gzip's 32 kB window (docs/decisions/0002).

const BLOCK = 4096;

export function moduleBytes(simd, relaxed) {
  let hex = "";
  for (let at = 0; at < Math.max(simd.length, relaxed.length); at += BLOCK) {
    hex += simd.subarray(at, at + BLOCK).toString("hex") + relaxed.subarray(at, at + BLOCK).toString("hex");
  }
  return `// Made by scripts/build.mjs.
export const BLOCK: number = ${BLOCK};
export const SIMD_BYTES: number = ${simd.length};
export const RELAXED_BYTES: number = ${relaxed.length};
export const HEX: string = "${hex}";
`;
}
