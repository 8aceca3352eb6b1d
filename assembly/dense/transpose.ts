export function transpose<T>(m: i32, n: i32, a: usize, lda: i32, b: usize, ldb: i32): void {
  for (let i=0;i<m;i++) for (let j=0;j<n;j++) store<T>(b + (j*ldb+i)*sizeof<T>(), load<T>(a+(i*lda+j)*sizeof<T>()));
}
