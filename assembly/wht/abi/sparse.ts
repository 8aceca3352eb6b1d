// Raw exports of sparse.
export function wht_sparse_placeholder(): i32 { return 0; }
