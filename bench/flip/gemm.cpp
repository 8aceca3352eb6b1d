// One product by OpenBLAS: ./gemm f32|f64 m k n prints the CPU seconds of the best of three. OPENBLAS_NUM_THREADS=1.
#include <cblas.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <vector>

static double now() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

template <class T, class F> static double best(int m, int k, int n, F product) {
  std::vector<T> a((size_t)m * k), b((size_t)k * n), c((size_t)m * n);
  for (auto& x : a) x = (T)rand() / RAND_MAX - (T)0.5;
  for (auto& x : b) x = (T)rand() / RAND_MAX - (T)0.5;
  double least = 1e300;
  for (int i = 0; i < 4; i++) {
    const double from = now();
    product(a.data(), b.data(), c.data());
    const double time = now() - from;
    if (i > 0 && time < least) least = time;
  }
  return least;
}

int main(int, char** argv) {
  const int m = atoi(argv[2]), k = atoi(argv[3]), n = atoi(argv[4]);
  const double seconds = strcmp(argv[1], "f32") == 0
    ? best<float>(m, k, n, [&](float* a, float* b, float* c) { cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, k, b, n, 0, c, n); })
    : best<double>(m, k, n, [&](double* a, double* b, double* c) { cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, k, b, n, 0, c, n); });
  printf("%.9f\n", seconds);
}
