// Placeholder.
export function sparse_lu_todo(): i32 { return 0; }
