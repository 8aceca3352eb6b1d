// deferAdd (OPT1): the sum stays a pair of words across the loops, and the carries propagate once behind them.
import { type Action, action } from "../ast.js";
import { type Fields, loopsNamed, names } from "./fields.js";
import { type Body, actionsOf, behind, dimOf, fresh, maker, refuse, remove, spotOf, users } from "./tree.js";

/** A word is added up from the pair of a compressor, over the loops `trees` of adders; these and the last adder go. Without a compressor, `args` is what is left. */
interface Terms { readonly args: string[]; readonly trees: string[]; readonly half?: Action }

function terms(body: Body, word: string): Terms {
  const made = maker(body, word), leaf = { args: [word], trees: [] };
  if (made?.primitive !== "add" || users(body, word).length !== 1) return leaf;
  if (made.args.length === 1) {
    const inner = terms(body, made.args[0]!);
    remove(body, made);
    return { ...inner, trees: [...inner.trees, ...made.over] };
  }
  const half = maker(body, made.args[0]!);
  if (half?.primitive !== "half_reduce" || made.over.length > 0 || half.to.some((x, i) => made.args[i] !== x || users(body, x).length !== 1)) return leaf;
  remove(body, made);
  return { args: half.args, trees: [], half };
}

/** Behind `node`, a compressor of what its word is the sum of, over `gathered` and `run` too; one that is there already and gathers no tree stays where it is. */
function paired(body: Body, node: Action, gathered: readonly string[], run: readonly string[]): Action {
  const { args, trees, half } = terms(body, node.args[0]!), closed = [...trees, ...gathered];
  if (half && closed.length === 0) {
    half.over.push(...run);
    return half;
  }
  const pair = action(half?.to ?? fresh(body, "s", "c"), "half_reduce", args, [...(half?.over ?? []), ...closed, ...run]);
  if (half) remove(body, half);
  behind(body, node, [], [pair]);
  return pair;
}

export function deferAdd(body: Body, step: Fields): void {
  const kind = "deferAdd", wanted = step.loops === undefined ? [] : names(step, "loops"), all = (a: Action): boolean => wanted.every((p) => a.over.includes(p));
  for (const p of wanted) loopsNamed(body, kind, p);
  const sum = actionsOf(body).find((a) => a.primitive === "accumulate" && all(a));
  if (sum) return running(body, sum, wanted.length > 0 ? wanted : sum.over);
  // A tree of adders: its words are compressed together, and one add is left.
  const adder = actionsOf(body).find((a) => a.primitive === "add" && a.args.length === 1 && wanted.length > 0 && all(a));
  if (!adder) refuse(kind, `add does not stand inside a temporal ${wanted.join(", ") || "K"} loop: nothing is accumulated word by word over it`);
  if (wanted.length < adder.over.length) refuse(kind, `the adders over ${adder.over.join(", ")} are one tree`);
  const pair = paired(body, adder, adder.over, []);
  behind(body, pair, [], [action(adder.to, "add", pair.to)]);
  remove(body, adder);
}

function running(body: Body, sum: Action, deferred: readonly string[]): void {
  const { loops } = spotOf(body, sum), first = loops.findIndex((l) => deferred.includes(l.part)), outer = loops[first]!;
  if (deferred.every((p) => dimOf(body, p) === "BW")) refuse("deferAdd", "the digits of one product are all that is accumulated: there is no K loop to defer over");
  const rest = sum.over.filter((p) => !deferred.includes(p)), pair = paired(body, sum, [], deferred), [p] = rest.length > 0 ? fresh(body, "p") : sum.to;
  remove(body, sum);
  const lines: Action[] = [action([p!], "add", pair.to)];
  if (rest.length > 0) lines.push(action(sum.to, "accumulate", [p!], rest));
  behind(body, outer, loops.slice(first + 1).filter((l) => !deferred.includes(l.part)), lines);
}
