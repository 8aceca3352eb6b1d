// Debug help only: finalizers are a backstop that may never run, so ownership never rests on them.
import type { Arena } from "./arena.js";

interface Note { readonly label: string; readonly made: string }

/** Live handles of an arena, by the block each owns. */
type Live = Map<object, Note>;
interface Held { readonly live: Live; readonly block: object }

const watched = new WeakMap<Arena, Live>();
let registry: FinalizationRegistry<Held> | undefined;

function collected({ live, block }: Held): void {
  const note = live.get(block);
  live.delete(block);
  if (note !== undefined) console.warn(`lanewise: ${note.label} was collected without free()${note.made}`);
}

/** Turns on warnings for every handle made in this arena from now on. */
export function watch(arena: Arena): void {
  registry ??= new FinalizationRegistry(collected);
  watched.set(arena, new Map());
}

/** A handle was made. `token` stands for it without keeping it alive. */
export function remember(arena: Arena, handle: { readonly owner: { readonly block: object }; describe(): string }): void {
  const live = watched.get(arena);
  if (live === undefined) return;
  const made = (new Error().stack ?? "").replace(/^.*\n/, "\n");
  const note = { label: handle.describe(), made };
  const { block } = handle.owner;
  live.set(block, note);
  registry!.register(handle, { live, block }, block);
}

export function forget(handle: { readonly arena: Arena; readonly owner: { readonly block: object } }): void {
  const live = watched.get(handle.arena);
  if (live === undefined) return;
  live.delete(handle.owner.block);
  registry!.unregister(handle.owner.block);
}

/** The instance ends: whatever is still alive leaked. */
export function report(arena: Arena): void {
  const live = watched.get(arena);
  if (live === undefined) return;
  for (const [block, note] of live) {
    registry!.unregister(block);
    console.warn(`lanewise: ${note.label} was still alive at k.free()${note.made}`);
  }
  watched.delete(arena);
}
