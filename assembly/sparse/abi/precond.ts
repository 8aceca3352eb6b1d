// Placeholder.
export function sparse_precond_todo(): i32 { return 0; }
