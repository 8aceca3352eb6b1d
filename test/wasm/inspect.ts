// A built module taken apart: exports, the opcodes of every function, and who calls whom. binaryen reads it, its text is searched.
import binaryen from "binaryen";

export interface Inspected {
  readonly text: string;
  readonly imports: readonly string[];
  /** Export name → name of the function inside. */
  readonly functions: ReadonlyMap<string, string>;
  /** Exports that are no functions. */
  readonly others: readonly string[];
  /** Parameter and result types of an exported function. */
  signature(exported: string): readonly string[];
  /** Opcodes of a function (inner name) and how often each occurs. */
  opcodes(name: string): ReadonlyMap<string, number>;
  /** Inner names that `name` calls itself. */
  callees(name: string): ReadonlySet<string>;
  /** Inner names reached from `name` by any number of calls. */
  reached(name: string): ReadonlySet<string>;
  /** Where active data is put: first byte and length. */
  readonly data: readonly { readonly start: number; readonly length: number }[];
}

const { Features } = binaryen;
/** What a module may use: SIMD, plain and relaxed, and what every engine with SIMD has besides. */
export const allowed: number = Features.MutableGlobals | Features.SignExt | Features.NontrappingFPToInt | Features.BulkMemory | Features.BulkMemoryOpt | Features.SIMD128 | Features.RelaxedSIMD;

const typeNames = new Map<number, string>([[binaryen.i32, "i32"], [binaryen.i64, "i64"], [binaryen.f32, "f32"], [binaryen.f64, "f64"], [binaryen.v128, "v128"]]);

/** Top-level forms of a module's text, by binaryen's own indentation of one space. */
function forms(text: string): string[] {
  return text.split(/\n(?= \()/).slice(1);
}

function dataLength(literal: string): number {
  return literal.replace(/\\[0-9a-f]{2}|\\./gi, "x").length;
}

export function inspect(bytes: Uint8Array): Inspected {
  const module = binaryen.readBinary(bytes);
  module.setFeatures(allowed);
  if (!module.validate()) throw new Error("binaryen finds the module invalid");
  const text = module.emitText();
  const bodies = new Map<string, string>();
  for (const form of forms(text)) {
    const name = /^ \(func (\$\S+?)[\s)]/.exec(form)?.[1];
    if (name !== undefined) bodies.set(name.slice(1), form);
  }
  const functions = new Map<string, string>();
  const others: string[] = [];
  for (let i = 0; i < module.getNumExports(); i++) {
    const e = binaryen.getExportInfo(module.getExportByIndex(i));
    if (e.kind === binaryen.ExternalFunction) functions.set(e.name, e.value);
    else others.push(e.name);
  }
  const callees = (name: string): ReadonlySet<string> => new Set([...(bodies.get(name) ?? "").matchAll(/\(call \$(\S+?)[\s)]/g)].map((m) => m[1] as string));
  return {
    text,
    imports: [...text.matchAll(/\(import "([^"]*)" "([^"]*)"/g)].map((m) => `${m[1]}.${m[2]}`),
    functions,
    others,
    signature(exported) {
      const info = binaryen.getFunctionInfo(module.getFunction(functions.get(exported) as string));
      return [...binaryen.expandType(info.params), ...binaryen.expandType(info.results)].map((t) => typeNames.get(t) ?? `type ${t}`);
    },
    opcodes(name) {
      const count = new Map<string, number>();
      for (const [, op] of (bodies.get(name) ?? "").matchAll(/\(([a-z0-9]+\.[a-z0-9_]+)/g)) count.set(op as string, (count.get(op as string) ?? 0) + 1);
      return count;
    },
    callees,
    reached(name) {
      const seen = new Set<string>();
      const next = [name];
      for (let at = next.pop(); at !== undefined; at = next.pop()) for (const callee of callees(at)) if (!seen.has(callee)) {
        seen.add(callee);
        next.push(callee);
      }
      return seen;
    },
    data: [...text.matchAll(/\(data \$\S+ \(i32\.const (\d+)\) "((?:[^"\\]|\\.)*)"/g)].map((m) => ({ start: Number(m[1]), length: dataLength(m[2] as string) })),
  };
}

/** Loads and stores whose address is a constant: fixed scratch or mutable statics. Loads of constant tables are fine, stores never. */
export function storesToConstants(module: Inspected): string[] {
  return [...module.text.matchAll(/\((\w+\.(?:atomic\.)?store\w*)[^()]*\(i32\.const (-?\d+)\)/g)].map((m) => `${m[1]} at ${m[2]}`);
}
