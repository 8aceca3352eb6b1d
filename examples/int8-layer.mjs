// A quantised layer: u8 activations with a zero point, s8 weights, exact accumulation, requantised to u8 with a scale per column.
import { load } from "lanewise";

const k = await load();
const A = k.matrix("u8", 2, 4, [128, 130, 126, 255, 0, 128, 128, 1]);
const W = k.dense.packInt8(k.matrix("i8", 4, 3, [1, -2, 3, 4, 5, -6, -7, 8, 9, 10, -128, 127]));
const sums = k.dense.gemmInt8(k.matrix("i32", 2, 3), A, W, { zeroPointA: 128 });
console.log("exact sums", sums.copy().join(" "));
const scale = k.vector("f32", [0.05, 0.01, 0.01]);
console.log("requantised", k.dense.gemmInt8Requantized(k.matrix("u8", 2, 3), A, W, { scale, zeroPoint: 128 }, { zeroPointA: 128 }).copy().join(" "));
k.free();
