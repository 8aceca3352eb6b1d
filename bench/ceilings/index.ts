// Ceilings for plain SIMD.
export * from "./multiply";
export * from "./dot16";
export * from "./add";
export * from "./read";
