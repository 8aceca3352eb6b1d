// Where things are, and which runtimes are there.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const here = fileURLToPath(new URL(".", import.meta.url));
export const root = fileURLToPath(new URL("../../", import.meta.url));
export const built = join(root, "build/runtimes");

const executable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The path of a program: from node_modules here, else from PATH; undefined if it is in neither. */
export function find(...names) {
  const folders = [join(here, "node_modules/.bin"), ...(process.env.PATH ?? "").split(delimiter)];
  for (const name of names) {
    const file = folders.map((folder) => join(folder, name)).find(executable);
    if (file) return file;
  }
  return undefined;
}

/** The npm package `node` links its engine to bin/node in its own folder, under whatever alias it is installed. */
export function findNode(major) {
  if (Number(process.versions.node.split(".")[0]) === major) return process.execPath;
  const file = join(here, `node_modules/node${major}/bin/node`);
  return executable(file) ? file : undefined;
}

export class Absent extends Error {}

export function present(found, reason) {
  if (found === undefined) throw new Absent(reason);
  return found;
}
