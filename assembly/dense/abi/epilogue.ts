// Raw exports of the epilogue; bias = 0 is none, act is 0 none, 1 relu, 2 gelu, 3 silu.
import { epilogue } from "../activation";

export {
  epilogue_f32_bias, epilogue_f32_gelu, epilogue_f32_relu, epilogue_f32_silu,
  epilogue_f64_bias, epilogue_f64_gelu, epilogue_f64_relu, epilogue_f64_silu,
} from "../activation-ukernel";

export function epilogue_f32(m: i32, n: i32, c: usize, ldc: i32, bias: usize, act: i32): void { epilogue<f32>(m, n, c, ldc, bias, act); }
export function epilogue_f64(m: i32, n: i32, c: usize, ldc: i32, bias: usize, act: i32): void { epilogue<f64>(m, n, c, ldc, bias, act); }
