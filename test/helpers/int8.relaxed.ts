// The 7-bit kernels under test. V8 11 (Node 20, behind a flag) miscompiles their instruction in its baseline tier and gets it right in its
// optimising one, as gemm_i8_dot7_sound tells: bindings never use them there, but tests can once they are warm.
import { type Raw, rawInstance } from "../wasm/raw.js";

let warm: Raw | undefined;

/** Runs the kernels until the engine has compiled them right; code is shared by all instances of a module while one lives. */
export async function warmSevenBit(): Promise<void> {
  warm = rawInstance("relaxed", 2);
  const deadline = performance.now() + 20_000;
  while (performance.now() < deadline) {
    for (let i = 0; i < 2000; i++) warm.call["gemm_i8_dot7_sound"]!(65536);
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    if (warm.call["gemm_i8_dot7_sound"]!(65536) === 1) return;
  }
  throw new Error("the engine never compiles i32x4.relaxed_dot_i8x16_i7x16_add_s right");
}
