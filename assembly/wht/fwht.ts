// Placeholder under the final signatures: right, slow.

export function rows<T>(m: i32, n: i32, x: usize, ldx: i32, scale: T): void {
  for (let r = 0; r < m; r++) {
    const row = x + <usize>r * <usize>ldx * sizeof<T>();
    for (let h = 1; h < n; h <<= 1) {
      for (let i = 0; i < n; i++) {
        if (i & h) continue;
        const p = row + <usize>i * sizeof<T>(), q = p + <usize>h * sizeof<T>();
        const a = load<T>(p), b = load<T>(q);
        store<T>(p, <T>(a + b));
        store<T>(q, <T>(a - b));
      }
    }
    if (scale != 1) for (let i = 0; i < n; i++) store<T>(row + <usize>i * sizeof<T>(), <T>(load<T>(row + <usize>i * sizeof<T>()) * scale));
  }
}

export function columns<T>(n: i32, cols: i32, x: usize, ldx: i32, scale: T): void {
  const step = <usize>ldx * sizeof<T>();
  for (let h = 1; h < n; h <<= 1) {
    for (let i = 0; i < n; i++) {
      if (i & h) continue;
      for (let j = 0; j < cols; j++) {
        const p = x + <usize>i * step + <usize>j * sizeof<T>(), q = p + <usize>h * step;
        const a = load<T>(p), b = load<T>(q);
        store<T>(p, <T>(a + b));
        store<T>(q, <T>(a - b));
      }
    }
  }
  if (scale == 1) return;
  for (let i = 0; i < n; i++) for (let j = 0; j < cols; j++) {
    const p = x + <usize>i * step + <usize>j * sizeof<T>();
    store<T>(p, <T>(load<T>(p) * scale));
  }
}
