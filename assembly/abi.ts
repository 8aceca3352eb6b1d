/** Changes with every incompatible change of an exported signature. */
export function abi_version(): i32 { return 1; }

/** First free byte after this module's own data. */
export function heap_base(): usize { return __heap_base; }
