import { malformed } from "./source.js";
import type { Source } from "./source.js";

const UTF8 = 1 << 11;
// Bytes 128 to 255 of IBM code page 437, the encoding of names that are not marked as UTF-8 (APPNOTE appendix D.1).
const CP437 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

/** The name of an entry between two bytes of the directory. */
export function readName(source: Source, start: number, end: number, flags: number): string {
  const bytes = source.bytes.slice(start, end);
  if (!(flags & UTF8)) return Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : CP437[byte - 128])).join("");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed(source, start, "the name of an entry is not UTF-8");
  }
}
