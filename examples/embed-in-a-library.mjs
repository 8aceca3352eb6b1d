// What a library does to use the kernels for its own arrays: one import, one call, nothing to load or free.
import { matmul } from "lanewise/plain";

class Tensor {
  constructor(rows, cols, data = new Float32Array(rows * cols)) { Object.assign(this, { rows, cols, data }); }
  times(other) { return new Tensor(this.rows, other.cols, matmul(this.data, other.data, { m: this.rows, k: this.cols, n: other.cols })); }
}

const rotate = new Tensor(2, 2, new Float32Array([0, -1, 1, 0]));
console.log([...rotate.times(rotate).data].join(" ")); // -1 0 0 -1
