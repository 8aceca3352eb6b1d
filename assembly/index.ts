// The base module: every family, plain SIMD, the same bits on every engine. Exports only = the ABI.
export * from "./abi";
export * from "./dense/abi/epilogue";
export * from "./dense/abi/gemm";
export * from "./dense/abi/gemm_blocked";
export * from "./dense/abi/gemv";
export * from "./dense/abi/int8";
export * from "./dense/abi/level1";
export * from "./dense/abi/transpose";
export * from "./dense/abi/lapack";
export * from "./wht/abi/boolean";
export * from "./wht/abi/fwht";
export * from "./wht/abi/fwht_f32";
export * from "./wht/abi/hadamard";
export * from "./wht/abi/sketch";
export * from "./wht/abi/sparse";
