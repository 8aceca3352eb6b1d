// Placeholder.
export function sparse_direct_todo(): i32 { return 0; }
