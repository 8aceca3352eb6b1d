// Kernels that only the relaxed overlay has: its multiply-add needs no register for the product, so a sixth row fits.
export { gemm_f32_ukr_6x8, gemm_f64_ukr_6x4 } from "../ukernel";
