// C ← act(C + bias): the pass that follows gemm while a block of C is still in cache.
//
// Contract: C is m×n with rows ldc ≥ n elements apart; bias is 0 or the address of n elements that C does not overlap.
// act: 0 none, 1 ReLU (max(x, 0); NaN and −0 stay), 2 GELU (x·Φ(x), the erf form), 3 SiLU (x·sigmoid(x)).
import {
  epilogue_f32_bias, epilogue_f32_gelu, epilogue_f32_relu, epilogue_f32_silu,
  epilogue_f64_bias, epilogue_f64_gelu, epilogue_f64_relu, epilogue_f64_silu, GELU, RELU,
} from "./activation-ukernel";

export function epilogue<T>(m: i32, n: i32, c: usize, ldc: i32, bias: usize, act: i32): void {
  if (act == 0 && bias == 0) return;
  const step = <usize>ldc * sizeof<T>();
  for (let i = 0; i < m; i++) {
    if (sizeof<T>() == 4) {
      if (act == 0) epilogue_f32_bias(n, c, bias);
      else if (act == RELU) epilogue_f32_relu(n, c, bias);
      else if (act == GELU) epilogue_f32_gelu(n, c, bias);
      else epilogue_f32_silu(n, c, bias);
    } else {
      if (act == 0) epilogue_f64_bias(n, c, bias);
      else if (act == RELU) epilogue_f64_relu(n, c, bias);
      else if (act == GELU) epilogue_f64_gelu(n, c, bias);
      else epilogue_f64_silu(n, c, bias);
    }
    c += step;
  }
}
