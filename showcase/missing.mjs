// What the showcase needs and does not find is said in one line.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

export class MissingError extends Error {}

const require = createRequire(import.meta.url);

/** Folder of an installed package. */
export function packageFolder(name) {
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    throw new MissingError(`the development package ${name} is not installed: run npm ci`);
  }
}

/** A module, or the advice on how to get it. */
export async function need(name, advice) {
  try {
    return await import(name);
  } catch (error) {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new MissingError(`${name} is not there: ${advice}`);
  }
}

/** Runs `read` and turns an absent file into advice. */
export function needFile(what, read) {
  try {
    return read();
  } catch (error) {
    if (error?.code !== 'ENOENT') throw error;
    throw new MissingError(`${what} is missing (${error.path}): run npm ci`);
  }
}
