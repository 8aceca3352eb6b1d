// The integer gemm: C ← (A − zeroA)·(B − zeroB), i32, or its requantization to int8.
// Goto & van de Geijn 2008, figure 8 (gebp), with all of k packed for a block of columns, see int8_blocking.ts.
import { align64 } from "../core/lanes";
import { NR, blockK, blockM, blockN, bytesA, bytesB, bytesPanel, groups, nextM } from "./int8_blocking";
import { fewRows } from "./int8_few";
import { gemvRows, gemvRuns, widenVector } from "./int8_gemv";
import { macroKernel } from "./int8_macro";
import { packBlockA, packBlockB, widenPanel } from "./int8_panels";
import { COLUMNS, Requantization, requantizeColumns, requantizeRow } from "./int8_requantize";
import { addRowSums, addTerms, columnSums } from "./int8_terms";

/** A register tile of scratch, or 16 columns of few rows. */
const TILE: usize = 1024;
/** Up to so many rows are multiplied with b as it lies: packing or widening it would cost more than it saves. */
export const FEW: i32 = 12;
/** gemvRuns takes no fewer columns. */
const NARROW: i32 = 16;

/** Of `left` columns of sums the next ones, at most COLUMNS; the last ones are not narrow unless all are. */
// @ts-ignore: decorator
@inline
function blockOf(left: i32): i32 {
  return left <= COLUMNS || left >= COLUMNS + NARROW ? min(left, COLUMNS) : COLUMNS - NARROW;
}

/** Bytes of a widened vector of k. */
// @ts-ignore: decorator
@inline
function bytesVector(k: i32): usize { return align64(<usize>k * 2 + 16); }

/** Bytes of scratch; `requantized` where the sums are not the result. */
export function int8Workspace<K>(m: i32, n: i32, k: i32, packedB: bool, requantized: bool): usize {
  const nb = <usize>blockN<K>(n, k), mb = <usize>blockM(m);
  let blocked = bytesA<K>(m, k);
  if (sizeof<K>() == 2 || !packedB) blocked += bytesB<K>(n, k);
  if (requantized) blocked += align64(mb * nb * 4);
  if (sizeof<K>() == 1) blocked += align64(mb * 4) + align64(nb * 4);
  const rows = <usize>min(m, FEW);
  const vectors = rows * bytesVector(k) + rows * <usize>COLUMNS * 4 + 64 + (n < NARROW ? 2 * bytesPanel<i8>(k) : 0);
  return TILE + max(blocked, vectors);
}

/** The blocked product of m > FEW rows and k > 0. K = i16: the shifts are the zero points and there are no corrections. K = i8 or u8
 *  (7-bit kernels): the shifts bring a and b into eight bits, offA and offB are shift − zero point. packedB: b is from packInt8, and
 *  shiftB (i16) what is still to be subtracted from it. q null: the sums go to c. */
export function int8Blocked<K>(
  m: i32, n: i32, k: i32, a: usize, rsa: i32, csa: i32, unsignedA: bool, shiftA: i32, offA: i32,
  b: usize, rsb: i32, csb: i32, packedB: bool, shiftB: i32, offB: i32, c: usize, ldc: i32, q: Requantization | null, ws: usize,
): void {
  const mc = blockM(m), kc = blockK<K>(k), nc = blockN<K>(n, k);
  const blockA = ws + TILE;
  let next = blockA + bytesA<K>(m, k);
  let panels = next;
  if (sizeof<K>() == 2 || !packedB) next += bytesB<K>(n, k);
  const scratch = next;
  if (q) next += align64(<usize>mc * <usize>nc * 4);
  const rowSums = next, columns = next + align64(<usize>mc * 4);
  const stride = bytesPanel<K>(k);
  for (let jc = 0; jc < n; jc += nc) {
    const nb = min(nc, n - jc);
    if (q) requantizeColumns(q, jc, nb);
    const packed = b + <usize>(jc / NR) * bytesPanel<i8>(k);
    let sums = columns;
    if (!packedB) packBlockB<K>(k, nb, b + <usize>jc * <usize>csb, rsb, csb, n - jc, shiftB, panels, stride);
    else if (sizeof<K>() == 2) for (let j = 0; j < nb; j += NR) widenPanel(k, packed + <usize>(j / NR) * bytesPanel<i8>(k), shiftB, panels + <usize>(j / NR) * stride);
    else { panels = packed; sums = b + <usize>((n + NR - 1) / NR) * stride + <usize>jc * 4; }
    if (sizeof<K>() == 1) { if (offA != 0 && !packedB) columnSums(nb, groups<K>(k), panels, stride, columns); }
    for (let ic = 0, mb = 0; ic < m; ic += mb) {
      mb = nextM(m - ic, mc);
      const out = q ? scratch : c + (<usize>ic * <usize>ldc + <usize>jc) * 4;
      const ld = <usize>(q ? nc : ldc) * 4;
      // A block of scratch has room for whole tiles.
      const cols = q ? (nb + NR - 1) & -NR : nb;
      if (sizeof<K>() == 1) memory.fill(rowSums, 0, <usize>mb * 4);
      for (let pc = 0; pc < k; pc += kc) {
        const kb = min(kc, k - pc), units = groups<K>(kb);
        const from = a + <usize>ic * <usize>rsa + <usize>pc * <usize>csa;
        if (unsignedA) packBlockA<K, u8>(mb, kb, from, rsa, csa, m - ic, shiftA, blockA);
        else packBlockA<K, i8>(mb, kb, from, rsa, csa, m - ic, shiftA, blockA);
        if (sizeof<K>() == 1) { if (offB != 0) addRowSums(mb, units, blockA, rowSums); }
        macroKernel<K>(mb, cols, units, blockA, panels + <usize>groups<K>(pc) * 32, stride, out, ld, pc, ws);
      }
      if (sizeof<K>() == 1) { if (offA != 0 || offB != 0) addTerms(mb, cols, out, ld, offB, rowSums, offA, sums, k * offA * offB); }
      if (q) for (let i = 0; i < mb; i++) requantizeRow(q, ic + i, jc, nb, out + <usize>i * ld);
    }
  }
}

/** Few rows times b, which is read as it lies. */
function int8Few<T>(
  m: i32, n: i32, k: i32, a: usize, rsa: i32, csa: i32, zeroA: i32, b: usize, rsb: i32, csb: i32, packedB: bool, zeroB: i32,
  c: usize, ldc: i32, q: Requantization | null, ws: usize,
): void {
  const lda = bytesVector(k), adds = ws + TILE, x = adds + 64, y = x + <usize>m * lda, ld = <usize>(q ? COLUMNS : ldc) * 4;
  for (let i = 0; i < m; i++) store<i32>(adds + <usize>i * 4, -zeroB * widenVector<T>(k, a + <usize>i * <usize>rsa, csa, zeroA, x + <usize>i * lda));
  let nb = 0;
  for (let j = 0; j < n; j += nb) {
    nb = blockOf(n - j);
    const to = q ? y : c + <usize>j * 4;
    if (packedB) fewRows(m, nb, k, x, lda, b + <usize>(j / NR) * bytesPanel<i8>(k), adds, to, ld, ws);
    else if (rsb == 1) gemvRows<i8>(m, nb, k, x, lda, b + <usize>j * <usize>csb, <usize>csb, adds, to, ld);
    else if (n >= NARROW) gemvRuns<i8>(m, nb, k, x, lda, b + <usize>j, <usize>rsb, adds, to, ld, ws);
    else {
      const panels = y + <usize>m * <usize>COLUMNS * 4;
      packBlockB<i8>(k, n, b, rsb, 1, n, 0, panels, bytesPanel<i8>(k));
      fewRows(m, n, k, x, lda, panels, adds, to, ld, ws);
    }
    if (q) {
      requantizeColumns(q, j, nb);
      for (let i = 0; i < m; i++) requantizeRow(q, i, j, nb, y + <usize>i * ld);
    }
  }
}

/** n = 1: a times a column, in blocks of rows. */
function int8Column<T>(m: i32, k: i32, a: usize, rsa: i32, csa: i32, zeroA: i32, b: usize, rsb: i32, zeroB: i32, c: usize, ldc: i32, q: Requantization | null, ws: usize): void {
  const adds = ws + TILE, x = adds + 64, y = x + bytesVector(k);
  store<i32>(adds, -zeroA * widenVector<i8>(k, b, rsb, zeroB, x));
  if (q) requantizeColumns(q, 0, 1);
  let mb = 0;
  for (let i = 0; i < m; i += mb) {
    mb = blockOf(m - i);
    const from = a + <usize>i * <usize>rsa;
    if (csa == 1) gemvRows<T>(1, mb, k, x, 0, from, <usize>rsa, adds, y, 0);
    else gemvRuns<T>(1, mb, k, x, 0, from, <usize>csa, adds, y, 0, ws);
    for (let r = 0; r < mb; r++) {
      if (q) requantizeRow(q, i + r, 0, 1, y + <usize>r * 4);
      else store<i32>(c + <usize>(i + r) * <usize>ldc * 4, load<i32>(y + <usize>r * 4));
    }
  }
}

/** The exact product, by whichever way fits the shape. */
export function int8Product(
  m: i32, n: i32, k: i32, a: usize, rsa: i32, csa: i32, unsignedA: bool, zeroA: i32,
  b: usize, rsb: i32, csb: i32, packedB: bool, zeroB: i32, c: usize, ldc: i32, q: Requantization | null, ws: usize,
): void {
  if (m == 0 || n == 0) return;
  if (k == 0) emptyProduct(m, n, c, ldc, q, ws);
  else if (n == 1 && !packedB && (csa == 1 || m >= NARROW)) {
    if (unsignedA) int8Column<u8>(m, k, a, rsa, csa, zeroA, b, rsb, zeroB, c, ldc, q, ws);
    else int8Column<i8>(m, k, a, rsa, csa, zeroA, b, rsb, zeroB, c, ldc, q, ws);
  } else if (m <= FEW) {
    if (unsignedA) int8Few<u8>(m, n, k, a, rsa, csa, zeroA, b, rsb, csb, packedB, zeroB, c, ldc, q, ws);
    else int8Few<i8>(m, n, k, a, rsa, csa, zeroA, b, rsb, csb, packedB, zeroB, c, ldc, q, ws);
  } else int8Blocked<i16>(m, n, k, a, rsa, csa, unsignedA, zeroA, 0, b, rsb, csb, packedB, zeroB, 0, c, ldc, q, ws);
}

/** k = 0: sums of nothing. */
function emptyProduct(m: i32, n: i32, c: usize, ldc: i32, q: Requantization | null, ws: usize): void {
  if (!q) {
    for (let i = 0; i < m; i++) memory.fill(c + <usize>i * <usize>ldc * 4, 0, <usize>n * 4);
    return;
  }
  memory.fill(ws, 0, <usize>COLUMNS * 4);
  for (let left = n; left > 0; left -= COLUMNS) {
    const nb = min(COLUMNS, left), j = n - left;
    requantizeColumns(q, j, nb);
    for (let i = 0; i < m; i++) requantizeRow(q, i, j, nb, ws);
  }
}
