// Parts of docs/spright.md between <!-- spright:name --> and <!-- /spright:name --> are replaced, the rest is written by hand.

const marker = (name) => [`<!-- spright:${name} -->`, `<!-- /spright:${name} -->`];

/** What stands between the markers of `name`; undefined if they are not there. */
export function part(page, name) {
  const [open, close] = marker(name);
  const from = page.indexOf(open);
  const to = page.indexOf(close);
  return from < 0 || to < from ? undefined : page.slice(from + open.length, to).trim();
}

export function replacePart(page, name, text) {
  const old = part(page, name);
  if (old === undefined) throw new Error(`the page has no part "${name}"`);
  const [open, close] = marker(name);
  const from = page.indexOf(open) + open.length;
  return `${page.slice(0, from)}\n${text}\n${page.slice(page.indexOf(close))}`;
}
