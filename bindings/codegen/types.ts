// Public types of lanewise/codegen.

/** The compiler, as `import binaryen from "binaryen"` gives it. It is handed over, not imported: it awaits at its top level, which would keep this
 *  entry from being required or from loading where it is not installed. */
export interface Compiler { readonly Module: unknown; readonly Features: unknown }

export type CodegenDtype = "f32" | "f64" | "i32";

/** `leaf`: who multiplies the blocks. "own" (default): a kernel inside the module; "import": the function `env.leaf`; "none": nobody, the module has
 *  the linear maps alone. */
export interface GenerateOptions { dtype?: CodegenDtype; leaf?: "own" | "import" | "none" }

/** A WebAssembly module made for one scheme. */
export interface Generated {
  readonly wasm: Uint8Array;
  readonly dtype: CodegenDtype;
  readonly shape: readonly [number, number, number];
  readonly rank: number;
  /** Additions of the three maps, an element of a block each. */
  readonly additions: number;
  /** Names of the exported functions. */
  readonly exports: readonly string[];
  /** The module as text. */
  wat(): string;
}
