// The entry `lanewise/plain`: typed arrays in, new typed arrays out, over one instance made at first use.
export { numPPs } from "./bitmac.js";
export { gemv, matmul, solveDense } from "./dense.js";
export { solve } from "./sparse.js";
export type { PlainSolveOptions } from "./sparse.js";
export { fwht, sparseWht } from "./wht.js";
