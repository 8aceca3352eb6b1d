// Raw exports of orderings.
export { amd, amd_clique_ukr, amd_degrees_ukr, amd_merge_ukr, amd_outside_ukr, amd_relist_ukr, amd_workspace } from "../order/amd";
export { max_product, max_product_path_ukr, max_product_workspace } from "../order/matching";
export { symmetrise_count, symmetrise_fill, symmetrise_workspace } from "../order/pattern";
export { colamd, colamd_workspace } from "../order/colamd";
export { rcm, rcm_workspace } from "../order/rcm";
export { nested_dissection, nested_dissection_workspace } from "../order/nd";
