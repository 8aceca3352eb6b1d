import type { Arrays, Dtype, Vector } from "../types.js";
import { SIZE } from "./dtypes.js";
import { ArrayHandle, checkData, type Owner, whole } from "./handle.js";

export class VectorHandle<D extends Dtype> extends ArrayHandle<D> implements Vector<D> {
  readonly kind = "vector";
  readonly length: number;

  constructor(dtype: D, ptr: number, owner: Owner, window: boolean, length: number) {
    super(dtype, ptr, owner, window);
    this.length = length;
  }

  get span(): number { return this.length; }
  get extent(): readonly [number, number] { return [1, this.length]; }
  describe(): string { return `Vector<${this.dtype}> ${this.length}`; }

  set(data: ArrayLike<number>): this {
    this.alive("set");
    checkData("vector.set", data, this.length);
    this.view.set(data);
    return this;
  }

  copy(): Arrays[D] { return this.view.slice() as Arrays[D]; }

  sub(start: number, length: number): Vector<D> {
    this.alive("sub");
    whole("vector.sub", "start", start, this.length);
    whole("vector.sub", "length", length, this.length - start, ` (start is ${start}, the vector ${this.length} long)`);
    return new VectorHandle(this.dtype, this.ptr + start * SIZE[this.dtype], this.owner, true, length);
  }
}
