// Raw exports of hadamard.
export function wht_hadamard_placeholder(): i32 { return 0; }
