// What other families may use of dense.
export { transpose_16_ukr, transpose_32_ukr, transpose_64_ukr } from "./transpose-ukernel";
