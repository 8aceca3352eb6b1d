// The base module: every family, plain SIMD, the same bits on every engine. Exports only = the ABI.
export * from "./abi";
export * from "./dense/abi/gemm";
