// Algebraic multigrid. Structures are words in memory, see sparse/amg/shapes.ts; set-up runs over blocks of rows, `first` to `last` − 1.
import { aggregate, aggregateStart, renumber } from "../amg/aggregate";
import { denseFactor } from "../amg/coarse";
import { apply, composite } from "../amg/cycle";
import { countColumns, countRecords, multiply, splitRecords, sumColumns, transposeRecords } from "../amg/gustavson";
import { prolong } from "../amg/prolong";
import { dependence, dependents, interpolate, split } from "../amg/classical";
import { compose, heaviest, pairs, propose } from "../amg/matching";
import { condense, tentative } from "../amg/tentative";
import { countChunks, fillChunks, fillSquare, orderWindow } from "../amg/sell";
import { Sink, Hierarchy, Rows } from "../amg/shapes";
import { asymmetry, diagonal, scaledProduct, strength } from "../amg/strength";

export function amg_diagonal(first: i32, last: i32, a: usize, d: usize): f64 { return diagonal(first, last, changetype<Rows>(a), d); }
export function amg_scaled_product(first: i32, last: i32, a: usize, d: usize, f: f64, x: usize, y: usize): f64 { return scaledProduct(first, last, changetype<Rows>(a), d, f, x, y); }
/** ws: i32[n] */
export function amg_asymmetry(n: i32, a: usize, d: usize, ws: usize): f64 { return asymmetry(n, changetype<Rows>(a), d, ws); }
export function amg_strength(first: i32, last: i32, a: usize, d: usize, epsilon: f64, strong: usize, lumped: usize): void { strength(first, last, changetype<Rows>(a), d, epsilon, strong, lumped); }

export function amg_aggregate_start(first: i32, last: i32, a: usize, strong: usize, id: usize): void { aggregateStart(first, last, changetype<Rows>(a), strong, id); }
export function amg_aggregate(first: i32, last: i32, a: usize, strong: usize, id: usize, count: i32): i32 { return aggregate(first, last, changetype<Rows>(a), strong, id, count); }
/** ws: i32[count] */
export function amg_renumber(n: i32, id: usize, count: i32, ws: usize): i32 { return renumber(n, id, count, ws); }

/** 1 if the sink is full before row sink.row, where the next call goes on. */
export function amg_prolong(last: i32, a: usize, strong: usize, d: usize, omega: f64, id: usize, cols: usize, t: usize, k: i32, total: i32, marker: usize, sink: usize, out: usize): i32 { return <i32>prolong(last, changetype<Rows>(a), strong, d, omega, id, cols, t, k, total, marker, changetype<Sink>(sink), out); }
export function amg_multiply(last: i32, left: usize, right: usize, cols: i32, marker: usize, sink: usize, out: usize): i32 { return <i32>multiply(last, changetype<Rows>(left), right, cols, marker, changetype<Sink>(sink), out); }

export function amg_count_records(n: i32, pairs: usize, ptr: usize): i32 { return countRecords(n, pairs, ptr); }
export function amg_split_records(first: i32, last: i32, pairs: usize, ptr: usize, idx: usize, val: usize): void { splitRecords(first, last, pairs, ptr, idx, val); }
/** counts: i32[cols + 2], 0 at first. */
export function amg_count_columns(first: i32, last: i32, pairs: usize, counts: usize): void { countColumns(first, last, pairs, counts); }
export function amg_sum_columns(cols: i32, counts: usize): void { sumColumns(cols, counts); }
export function amg_transpose_records(first: i32, last: i32, pairs: usize, counts: usize, idx: usize, val: usize): void { transposeRecords(first, last, pairs, counts, idx, val); }

/** ws: i32[257] */
export function amg_order(first: i32, n: i32, a: usize, order: usize, slots: usize, ws: usize): void { orderWindow(first, n, changetype<Rows>(a), order, slots, ws); }
export function amg_chunks(first: i32, last: i32, n: i32, a: usize, order: usize, less: i32, ptr: usize, sum: i32): i32 { return countChunks(first, last, n, changetype<Rows>(a), order, less, ptr, sum); }
export function amg_fill_f32(first: i32, last: i32, n: i32, a: usize, order: usize, slots: usize, ptr: usize, idx: usize, val: usize): void { fillChunks<f32>(first, last, n, changetype<Rows>(a), order, slots, ptr, idx, val); }
export function amg_fill_f64(first: i32, last: i32, n: i32, a: usize, order: usize, slots: usize, ptr: usize, idx: usize, val: usize): void { fillChunks<f64>(first, last, n, changetype<Rows>(a), order, slots, ptr, idx, val); }
export function amg_fill_square_f32(first: i32, last: i32, n: i32, a: usize, order: usize, slots: usize, scale: f64, relax: i32, ptr: usize, idx: usize, val: usize, d: usize, w: usize): void { fillSquare<f32>(first, last, n, changetype<Rows>(a), order, slots, scale, relax, ptr, idx, val, d, w); }
export function amg_fill_square_f64(first: i32, last: i32, n: i32, a: usize, order: usize, slots: usize, scale: f64, relax: i32, ptr: usize, idx: usize, val: usize, d: usize, w: usize): void { fillSquare<f64>(first, last, n, changetype<Rows>(a), order, slots, scale, relax, ptr, idx, val, d, w); }

/** ws: f64[n + 1] */
export function amg_dense_factor(n: i32, a: usize, slots: usize, scale: f64, u: usize, width: i32, ws: usize): void { denseFactor(n, changetype<Rows>(a), slots, scale, u, width, ws); }
export function amg_apply_f32(h: usize, z: usize, r: usize): void { apply<f32>(changetype<Hierarchy>(h), z, r); }
export function amg_apply_f64(h: usize, z: usize, r: usize): void { apply<f64>(changetype<Hierarchy>(h), z, r); }
/** ws: f64[2·slots] */
export function amg_composite_f64(list: usize, count: i32, z: usize, r: usize, ws: usize): void { composite(list, count, z, r, ws); }
export { amg_add_f32_ukr, amg_add_f64_ukr, amg_back_f32_ukr, amg_back_f64_ukr, amg_momentum_f32_ukr, amg_momentum_f64_ukr, amg_mul_f32_ukr, amg_mul_f64_ukr, amg_relax_f32_ukr, amg_relax_f64_ukr, amg_residual_f32_ukr, amg_residual_f64_ukr, amg_square_f32_ukr, amg_square_f64_ukr } from "../amg/ukernels";

/** start: i32[count + 1], list: i32[n], next: f64[count·k·k] */
export function amg_tentative(n: i32, k: i32, count: i32, id: usize, b: usize, t: usize, cols: usize, next: usize, start: usize, list: usize): i32 { return tentative(n, k, count, id, b, t, cols, next, start, list); }
export function amg_condense(last: i32, a: usize, nodes: usize, home: usize, count: i32, scale: f64, marker: usize, sink: usize, out: usize): i32 { return <i32>condense(last, changetype<Rows>(a), nodes, home, count, scale, marker, changetype<Sink>(sink), out); }

export function amg_match_start(first: i32, last: i32, a: usize, d: usize, w: usize, best: usize, suitor: usize, offer: usize): void { heaviest(first, last, changetype<Rows>(a), d, w, best, suitor, offer); }
export function amg_match(first: i32, last: i32, a: usize, d: usize, w: usize, best: usize, suitor: usize, offer: usize): void { propose(first, last, changetype<Rows>(a), d, w, best, suitor, offer); }
export function amg_pairs(n: i32, suitor: usize, w: usize, id: usize): i32 { return pairs(n, suitor, w, id); }
export function amg_compose(n: i32, id: usize, home: usize): void { compose(n, id, home); }

export function amg_dependence(first: i32, last: i32, a: usize, strong: usize, counts: usize): void { dependence(first, last, changetype<Rows>(a), strong, counts); }
export function amg_dependents(first: i32, last: i32, a: usize, strong: usize, counts: usize, list: usize): void { dependents(first, last, changetype<Rows>(a), strong, counts, list); }
/** ws: i32[4n + 1] */
export function amg_split(n: i32, a: usize, strong: usize, starts: usize, list: usize, id: usize, ws: usize): i32 { return split(n, changetype<Rows>(a), strong, starts, list, id, ws); }
export function amg_interpolate(last: i32, a: usize, strong: usize, id: usize, cols: i32, sink: usize, out: usize): i32 { return <i32>interpolate(last, changetype<Rows>(a), strong, id, cols, changetype<Sink>(sink), out); }
