// Carry-save arithmetic: many words become two with the same sum and no carry runs along a word.

/** Reduces words[0 … count) to words[0], words[1], as a tree of full adders: every three neighbours of a level leave their exclusive or and their
 *  majority shifted by one, what is left over moves behind them. One word, or none, is filled up with 0. */
export function compress(words: Int32Array, count: number): void {
  for (let c = count; c < 2; c++) words[c] = 0;
  while (count > 2) {
    const whole = count - (count % 3);
    let from = 0, to = 0;
    for (; from < whole; from += 3) {
      const x = words[from]!, y = words[from + 1]!, z = words[from + 2]!;
      words[to++] = x ^ y ^ z;
      words[to++] = ((x & y) | (y & z) | (x & z)) << 1;
    }
    while (from < count) words[to++] = words[from++]!;
    count = to;
  }
}

/** The low 26 bits as a signed number: the words of a bit-slice element and their sum, which holds k·2·128 for every k that i32 results allow. */
export function word26(x: number): number {
  return (x << 6) >> 6;
}
