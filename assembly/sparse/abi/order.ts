// Placeholder.
export function sparse_order_todo(): i32 { return 0; }
