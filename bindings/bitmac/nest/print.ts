// Tree to text, one line a node: parse(print(tree)) is the tree again.
import { INDEX, type Action, type Node } from "./ast.js";

const named = (name: string): string => INDEX[name]?.text ?? name;

function call({ to, primitive, args, over, encoding }: Action): string {
  if (primitive === "sync") return `sync(${over.join(", ")})`;
  const inside = args.map(named).join(", ") + (primitive === "encode" ? `, ${encoding}` : "") + (over.length > 0 ? ` over ${over.join(", ")}` : "");
  return `${to.map(named).join(", ")} = ${primitive}(${inside})`;
}

function head(node: Node): string {
  switch (node.kind) {
    case "note": return "";
    case "split": return `${node.dim} = ${node.parts.map(({ name, size }) => (size > 0 ? `${name}(${size})` : name)).join(" * ")}`;
    case "loop": return `for ${node.part} ${node.spatial ? "spatial" : "temporal"}${node.within && ` in ${node.within}`}`;
    case "action": return call(node);
  }
}

export function print(nodes: readonly Node[], indent = ""): string {
  return nodes.map((node) => {
    const code = head(node), line = code + (node.note && (code && "  ") + node.note);
    return `${line && indent + line}\n${node.kind === "loop" ? print(node.body, `${indent}  `) : ""}`;
  }).join("");
}
