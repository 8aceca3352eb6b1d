// Placeholder.
export function sparse_krylov_todo(): i32 { return 0; }
