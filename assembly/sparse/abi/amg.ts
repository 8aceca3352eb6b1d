// Placeholder.
export function sparse_amg_todo(): i32 { return 0; }
