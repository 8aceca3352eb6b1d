// Ceilings that need relaxed SIMD, in a module of their own: an engine without it must still load the others.
export * from "./multiply";
export * from "./dot7";
