// The entry `lanewise/io`: file formats, bytes in and data out. No files, no network, no kernels: runs wherever JavaScript runs.
export { gunzip } from "./gunzip.js";
export { formatNpy, parseNpy } from "./npy.js";
export type { NpyArray } from "./npy.js";
export type { NpyArrays, NpyDtype } from "./npy-dtype.js";
export { parseNpz } from "./npz.js";
export type { NpzOptions } from "./npz.js";
export type { UnpackOptions } from "./options.js";
