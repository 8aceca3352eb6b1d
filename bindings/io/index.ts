// The entry `lanewise/io`: file formats, bytes in and data out. No files, no network, no kernels: runs wherever JavaScript runs.
export { gunzip } from "./gunzip.js";
export { parseHarwellBoeing } from "./harwell-boeing.js";
export { parseMatrixMarket } from "./matrix-market.js";
export { formatMatrixMarket } from "./matrix-market-format.js";
export type { MatrixMarketOptions } from "./matrix-market-format.js";
export { formatNpy, parseNpy } from "./npy.js";
export type { NpyArray } from "./npy.js";
export type { NpyArrays, NpyDtype } from "./npy-dtype.js";
export { parseNpz } from "./npz.js";
export type { NpzOptions } from "./npz.js";
export type { UnpackOptions } from "./options.js";
export type { MatrixMarket } from "./triangle.js";
export { parseScheme, parseSchemes, parseStraightLine } from "./scheme.js";
export type { SchemeFormat } from "./scheme.js";
export { formatScheme } from "./scheme-format.js";
export type { SchemeFile } from "./scheme-format.js";
export type { SchemeOptions } from "./scheme-options.js";
export type { LinearProgram, Ring, Scheme, StraightLine } from "../flip/types.js";
