// How linear is the S-box of AES? Its nonlinearity, its best linear approximations, and the correlation immunity and degree of an output bit.
import { load } from "lanewise";

const k = await load();
const times = (a, b) => { let p = 0; for (; b; b >>= 1) { if (b & 1) p ^= a; a = (a << 1) ^ (a & 128 ? 0x11b : 0); } return p; };
const inverse = (x) => { let y = 1; for (let i = 0; i < 254; i++) y = times(y, x); return y; };
const turn = (x, r) => ((x << r) | (x >> (8 - r))) & 255;
const sbox = Uint8Array.from({ length: 256 }, (_, x) => [0, 1, 2, 3, 4].reduce((y, r) => y ^ turn(inverse(x), r), 0x63));

const table = k.wht.boolean.linearApproximationTable(sbox, 8, 8);
const largest = Math.max(...table.subarray(1).map(Math.abs));
console.log("largest entry", largest, "in", table.subarray(1).filter((x) => Math.abs(x) === largest).length, "places"); // largest entry 32 in 1275 places
console.log("nonlinearity", 128 - largest / 2); // nonlinearity 112

const bit = sbox.map((y) => y & 1);
console.log("immunity of bit 0", k.wht.boolean.correlationImmunity(bit, 8)); // immunity of bit 0 0
const packed = new Uint32Array(8);
bit.forEach((f, x) => { packed[x >> 5] |= f << (x & 31); });
const form = k.wht.boolean.mobius(packed, 8);
const weights = Array.from({ length: 256 }, (_, u) => ((form[u >> 5] >>> (u & 31)) & 1 ? u.toString(2).replaceAll("0", "").length : 0));
console.log("degree of bit 0", Math.max(...weights)); // degree of bit 0 7
k.free();
