// Arrays from and to npy files. Every failure names the argument and the file.
import fs from "node:fs";
import path from "node:path";
import { FormatError } from "../index.js";
import { parseNpy } from "../io/index.js";
import type { NpyArray } from "../io/index.js";
import { Failure } from "./command.js";

export type NpyMatrix = NpyArray & { readonly rows: number; readonly cols: number };

export function readMatrix(arg: string, file: string): NpyMatrix {
  const array = readArray(arg, file);
  const [rows, cols] = array.shape;
  if (array.shape.length !== 2 || rows === undefined || cols === undefined) throw new Failure(`${arg} (${file}) has shape (${array.shape.join(", ")}), expected two axes`);
  return { ...array, rows, cols };
}

export function readBytes(arg: string, file: string): Uint8Array {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    throw new Failure(`${arg} cannot be read: ${(error as Error).message}`);
  }
}

export function readArray(arg: string, file: string): NpyArray {
  const bytes = readBytes(arg, file);
  try {
    return parseNpy(bytes);
  } catch (error) {
    if (error instanceof FormatError) throw new Failure(`${arg} (${file}) is malformed: ${error.message}`);
    throw error;
  }
}

/** Fails now where writeWhole would only after the work. */
export function probe(arg: string, file: string): void {
  try {
    fs.accessSync(`${path.dirname(file)}/.`, fs.constants.W_OK);
    if (fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) throw new Error(`${file} is a directory`);
  } catch (error) {
    throw new Failure(`${arg} cannot be written: ${(error as Error).message}`);
  }
}

/** Either the whole file is there in the end or what stood there before: written beside it under another name, then renamed. */
export function writeWhole(arg: string, file: string, bytes: Uint8Array): void {
  const part = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.part`);
  let made = false;
  try {
    const handle = fs.openSync(part, "wx");
    made = true;
    try {
      fs.writeFileSync(handle, bytes);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    fs.renameSync(part, file);
  } catch (error) {
    if (made) fs.rmSync(part, { force: true });
    throw new Failure(`${arg} cannot be written: ${(error as Error).message}`);
  }
}
