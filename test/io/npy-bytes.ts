// npy files put together by hand from NumPy Enhancement Proposal 1, apart from the code under test.

export interface Parts {
  readonly version?: readonly [number, number];
  readonly header: string;
  readonly data?: readonly number[] | Uint8Array;
  /** Header bytes in all, reached by spaces; default: as the header is, with its newline. */
  readonly pad?: number;
}

export function npyBytes({ version = [1, 0], header, data = [], pad = header.length + 1 }: Parts): Uint8Array {
  const text = `${header.padEnd(pad - 1)}\n`;
  const length = version[0] === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, (text.length >> 8) & 255, text.length >> 16, 0];
  return Uint8Array.from([0x93, ...Buffer.from("NUMPY"), ...version, ...length, ...Buffer.from(text, "latin1"), ...data]);
}

export function dict(descr: string, shape: string, fortran = "False"): string {
  return `{'descr': ${descr}, 'fortran_order': ${fortran}, 'shape': ${shape}, }`;
}

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(Buffer.from(base64, "base64"));
}
