// What other families may use of dense.
export { scale_f32_ukr, scale_f64_ukr } from "./level1-ukernel";
export { transpose_16_ukr, transpose_32_ukr, transpose_64_ukr } from "./transpose-ukernel";
export { MR, NR } from "./blocking";
export { add, put } from "./ukernel";
export { packB, packFour, packRows, packRuns } from "./pack";
