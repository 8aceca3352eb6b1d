// A one-node ONNX model as bytes: just enough of the protobuf wire format (varints and length-delimited fields) to write
// ModelProto by hand. Field numbers are those of onnx.proto3, IR version 8, opset 17.

const utf8 = new TextEncoder();

function varint(value) {
  const bytes = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

function join(parts) {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

const number = (field, value) => join([varint(field * 8), varint(value)]); // wire type 0
const block = (field, bytes) => join([varint(field * 8 + 2), varint(bytes.length), bytes]); // wire type 2
const text = (field, value) => block(field, utf8.encode(value));
const message = (field, ...parts) => block(field, join(parts));

/** TensorProto.DataType */
const types = { f32: 1, u8: 2, i8: 3, i32: 6, f64: 11 };

const dimensions = (dims) => message(2, ...dims.map((d) => message(1, number(1, d)))); // TensorShapeProto
const valueInfo = (field, name, dtype, dims) =>
  message(field, text(1, name), message(2, message(1, number(1, types[dtype]), dimensions(dims))));
const initializer = (name, dtype, dims, data) =>
  message(5, ...dims.map((d) => number(1, d)), number(2, types[dtype]), text(8, name),
    block(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)));

/**
 * C[m×n] = op(A[m×k], B[k×n]). With `constant`, B is stored in the model, so that the runtime may pack it once.
 * dtypes: of A, B and C, in the words of this package (f32, f64, i8, u8, i32).
 */
export function productModel({ op, m, n, k, dtypes: [a, b, c], constant }) {
  const node = message(1, text(1, 'A'), text(1, 'B'), text(2, 'C'), text(3, 'product'), text(4, op));
  const graph = message(7, node, text(2, 'one product'), ...(constant ? [initializer('B', b, [k, n], constant)] : []),
    valueInfo(11, 'A', a, [m, k]), ...(constant ? [] : [valueInfo(11, 'B', b, [k, n])]), valueInfo(12, 'C', c, [m, n]));
  return join([number(1, 8), graph, message(8, text(1, ''), number(2, 17))]);
}
