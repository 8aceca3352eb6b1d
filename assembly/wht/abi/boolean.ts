// Raw exports of boolean.
export function wht_boolean_placeholder(): i32 { return 0; }
