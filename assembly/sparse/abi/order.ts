// Raw exports of orderings.
export { amd, amd_clique, amd_degrees, amd_merge, amd_outside, amd_relist, amd_workspace } from "../order/amd";
export { strong_components, strong_components_workspace } from "../order/components";
export { max_product, max_product_augment, max_product_workspace } from "../order/matching";
export { symmetrise_count, symmetrise_fill, symmetrise_workspace } from "../order/pattern";
