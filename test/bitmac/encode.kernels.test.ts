// The kernels of encoding and counting alone, through the raw exports: operands that end where memory ends, NaN in all scratch, no byte written beside the outputs.
import { describe, expect, it } from "vitest";
import { counted, digits, ENCODINGS, planes, values, WIDTHS } from "../helpers/bitmac.encode.js";
import { Random } from "../helpers/random.js";
import { Ground } from "../helpers/vector.ground.js";

const START = 65536;
const SHAPES = [[0, 3], [3, 0], [1, 1], [2, 15], [2, 16], [3, 17], [2, 47], [2, 48], [2, 49], [1, 95], [1, 96], [2, 97], [1, 479], [1, 481], [40, 3], [90, 47], [913, 9], [400, 27], [52, 159], [53, 160], [52, 161], [20, 511], [9, 1000], [5, 2047], [5, 2049], [1, 4079], [1, 4080], [2, 4081], [1, 8161], [1, 8192], [2, 8208], [1, 49153]] as const;

describe("bitmac kernels alone", () => {
  const ground = new Ground("simd", 10);
  const bits = (ptr: number, bytes: number): ArrayBuffer => ground.bytes(ptr, bytes).buffer as ArrayBuffer;

  /** Rows with three bytes between them, the last one ending with memory. */
  function place(rows: number, cols: number, random: Random, width = 8): { x: Int8Array; ptr: number; stride: number } {
    const x = values(random, rows * cols, width), stride = cols + 3, ptr = ground.end - Math.max(0, (rows - 1) * stride + cols);
    for (let i = 0; i < rows; i++) ground.put(ptr + i * stride, x.subarray(i * cols, (i + 1) * cols) as unknown as Uint8Array);
    return { x, ptr, stride };
  }

  it.each(ENCODINGS.map((e, code) => [e, code] as const))("planes of %s", (e, code) => {
    for (const [rows, cols] of SHAPES) for (const width of [8, 5]) {
      const { x, ptr, stride } = place(rows, cols, new Random(rows * 100 + cols), width), count = planes(e, width), plane = rows * cols + 16, out = START + 64 + 3;
      ground.mark();
      ground.call("encode_i8", rows, cols, ptr, stride, code, count, out, plane, START);
      for (let p = 0; p < count; p++) {
        const got = new Int8Array(bits(out + p * plane, rows * cols));
        for (let i = 0; i < x.length; i++) if (got[i] !== digits(e, x[i] as number, width)[p]) expect(got[i], `${e}, ${width} bits, ${rows}×${cols}: digit ${p} of element ${i}, ${x[i]}`).toBe(digits(e, x[i] as number, width)[p]);
      }
      ground.restore(`${e} ${rows}×${cols}`, { ptr: out, bytes: count * plane }, { ptr: START, bytes: 16 });
    }
  });

  it.each(ENCODINGS.map((e, code) => [e, code] as const))("counts of %s", (e, code) => {
    const brief = ground.call("numpps_i8_workspace"), need = ground.call("numpps_i8_detail_workspace");
    for (const [rows, cols] of SHAPES) for (const width of e === "complement" ? WIDTHS : [8] as const) {
      const random = new Random(rows * 100 + cols), { x, ptr, stride } = place(rows, cols, random), what = `${e}, ${width} bits, ${rows}×${cols}`, mask = 2 ** width - 1;
      // Bits above the width do not count.
      const want = counted(e, rows, cols, e === "complement" ? x.map((v) => v << 32 - width >> 32 - width) : x, width);
      const ws = START, counts = ws + need, means = counts + 64;
      ground.mark();
      expect(ground.call("numpps_i8", rows, cols, ptr, stride, code, mask, ws), what).toBe(want.total);
      ground.restore(what, { ptr: ws, bytes: brief });
      ground.put(counts, new Uint32Array(16).fill(7));
      ground.mark();
      expect(ground.call("numpps_i8_detail", rows, cols, ptr, stride, code, mask, means, counts, ws), what).toBe(want.total);
      const got = Array.from(new Uint32Array(bits(counts, 64)), (n) => n - 7), radix4 = e === "mbe" || e === "ent";
      expect(want.perDigit.map((_, i) => got[radix4 ? 2 * i : i]), `${what}: by position`).toEqual(want.perDigit);
      expect(want.histogram.slice(1).map((_, n) => got[radix4 ? 2 * n + 1 : 8 + n]), `${what}: by value`).toEqual(want.histogram.slice(1));
      expect(Array.from(new Float64Array(bits(means, 8 * rows))), `${what}: by row`).toEqual(want.perChannel);
      ground.restore(what, { ptr: ws, bytes: need + 64 + 8 * rows });
    }
  });

  it("all ones fill every counter to its edge", () => {
    // −1 has eight digits in complement, 127 seven as sign and magnitude, 43 or 85 four in the others: the most a byte, a field and a panel have to hold.
    for (const [code, value, most] of [[0, -1, 8], [1, 127, 7], [2, 85, 4], [3, 43, 4], [4, 85, 4]] as const) for (const n of [96 * 512, 96 * 512 + 95, 512 * 16 * 3]) {
      const ptr = ground.end - n, need = ground.call("numpps_i8_detail_workspace"), counts = START + need;
      ground.put(ptr, new Int8Array(n).fill(value) as unknown as Uint8Array);
      expect(ground.call("numpps_i8", 1, n, ptr, n, code, 255, START), `${code}`).toBe(n * most);
      ground.put(counts, new Uint32Array(16));
      expect(ground.call("numpps_i8_detail", 1, n, ptr, n, code, 255, counts + 64, counts, START)).toBe(n * most);
      expect(new Float64Array(bits(counts + 64, 8))[0]).toBe(most);
      expect(new Uint32Array(bits(counts, 64))[code === 2 || code === 3 ? 2 * most - 1 : 7 + most]).toBe(n);
    }
  });

  it("all ones in short rows", () => {
    for (const [code, value, most] of [[0, -1, 8], [1, 127, 7], [2, 85, 4], [3, 43, 4], [4, 85, 4]] as const) for (const cols of [1, 9, 96, 159]) {
      const rows = Math.ceil(20000 / cols), need = ground.call("numpps_i8_detail_workspace"), counts = START + need, ptr = ground.end - rows * (cols + 1) + 1;
      ground.put(ptr, new Int8Array(rows * (cols + 1) - 1).fill(value) as unknown as Uint8Array);
      expect(ground.call("numpps_i8", rows, cols, ptr, cols + 1, code, 255, START)).toBe(rows * cols * most);
      ground.put(counts, new Uint32Array(16));
      expect(ground.call("numpps_i8_detail", rows, cols, ptr, cols + 1, code, 255, counts + 64, counts, START)).toBe(rows * cols * most);
      expect([...new Float64Array(bits(counts + 64, 8 * rows))].every((mean) => mean === most)).toBe(true);
      expect(new Uint32Array(bits(counts, 64))[code === 2 || code === 3 ? 2 * most - 1 : 7 + most]).toBe(rows * cols);
    }
  });

  it("the first value outside a width", () => {
    for (const [rows, cols] of SHAPES) for (const width of WIDTHS) {
      const random = new Random(width * 1000 + cols), { ptr, stride } = place(rows, cols, random, width), half = 2 ** (width - 1);
      ground.mark();
      expect(ground.call("outside_i8", rows, cols, ptr, stride, width), `${width} bits, ${rows}×${cols}`).toBe(-1);
      for (let turn = 0; turn < 4 && width < 8 && rows * cols > 0; turn++) {
        const at = random.int(0, rows * cols - 1), address = ptr + Math.floor(at / cols) * stride + at % cols, was = ground.bytes(address, 1);
        ground.put(address, new Int8Array([random.pick([half, -half - 1])]) as unknown as Uint8Array);
        expect(ground.call("outside_i8", rows, cols, ptr, stride, width), `${width} bits, ${rows}×${cols}`).toBe(at);
        ground.put(address, was);
      }
      ground.restore(`${width} bits, ${rows}×${cols}`);
    }
  });
});
