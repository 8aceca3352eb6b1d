// INTERIM (encode).
export function encode_interim(): i32 { return 0; }
