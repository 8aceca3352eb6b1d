// docs/rooms.md read as data: which room may import which, from its tables "| room | holds | may import |".

/** Room → rooms it may import. A room is named as in the page, without `.ts` and closing slash. */
export type Allowed = ReadonlyMap<string, ReadonlySet<string>>;

const names = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((m) => (m[1] as string).replace(/\.ts$|\/$/g, ""));

/** The tables under the heading `## <side>/`. "the above" is every room of earlier rows; rooms of one row may import each other. */
export function allowedBy(page: string, side: "assembly" | "bindings", families: readonly string[]): Allowed {
  const section = page.split(/^## /m).find((s) => s.startsWith(`${side}/`)) ?? "";
  const allowed = new Map<string, Set<string>>();
  for (const line of section.split("\n")) {
    const cells = line.split("|").map((s) => s.trim());
    if (cells.length < 5 || /^-+$/.test(cells[1] as string) || cells[1] === "room") continue;
    const rooms = names(cells[1] as string);
    const may = cells[3] as string;
    const targets = [...names(may), ...rooms];
    if (/the above/.test(may)) targets.push(...allowed.keys());
    if (/types of families/.test(may)) targets.push(...families);
    for (const room of rooms) allowed.set(room, new Set(targets));
  }
  return allowed;
}

/** Lines outside the tables that name an edge of two families: `flip` → `dense`. */
export function familyEdges(page: string): string[] {
  return [...page.matchAll(/`(\w+)`\s*→\s*`(\w+)`/g)].map((m) => `${m[1]} → ${m[2]}`);
}
