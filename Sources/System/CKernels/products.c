// Sums of outer products. Eight columns are one vector; four rows of sums stay in registers while all products are
// added, each in the order of its number, so that a sum does not depend on what is summed beside it.
#include "clones.h"
#include "kernels.h"

#define LANES 8
#define ROWS 4

typedef double vector __attribute__((vector_size(8 * LANES), aligned(8)));
typedef double half __attribute__((vector_size(4 * LANES), aligned(8)));

#define INLINE static inline __attribute__((always_inline))

INLINE void add_block(
    const double *a, size_t stride_a, const double *b, size_t stride_b, size_t depth, double *c, size_t stride_c,
    double sign) {
    vector sum[ROWS] = {0};
    for (size_t k = 0; k < depth; k++) {
        vector v = *(const vector *)(b + k * stride_b);
        for (int i = 0; i < ROWS; i++) sum[i] += a[k * stride_a + i] * v;
    }
    for (int i = 0; i < ROWS; i++) *(vector *)(c + i * stride_c) += sign * sum[i];
}

INLINE void add_half(
    const double *a, size_t stride_a, const double *b, size_t stride_b, size_t depth, double *c, size_t stride_c,
    double sign) {
    half sum[ROWS] = {0};
    for (size_t k = 0; k < depth; k++) {
        half v = *(const half *)(b + k * stride_b);
        for (int i = 0; i < ROWS; i++) sum[i] += a[k * stride_a + i] * v;
    }
    for (int i = 0; i < ROWS; i++) *(half *)(c + i * stride_c) += sign * sum[i];
}

CLONES void tocsin_add_products(
    const double *a, size_t stride_a, const double *b, size_t stride_b, size_t depth, double *c, size_t stride_c,
    size_t rows, size_t columns, double sign, int is_upper) {
    for (size_t i = 0; i < rows; i += ROWS) {
        size_t j = is_upper ? i : 0;
        for (; j + LANES <= columns; j += LANES)
            add_block(a + i, stride_a, b + j, stride_b, depth, c + i * stride_c + j, stride_c, sign);
        for (; j < columns; j += LANES / 2)
            add_half(a + i, stride_a, b + j, stride_b, depth, c + i * stride_c + j, stride_c, sign);
    }
}

CLONES void tocsin_add_scaled(const double *a, double factor, double *result, size_t count) {
    for (size_t k = 0; k < count; k++) result[k] += factor * a[k];
}

CLONES void tocsin_half_solve(const double *upper, size_t stride, size_t count, double *values) {
    for (size_t k = 0; k < count; k++) {
        const double *row = upper + k * stride;
        vector v = *(vector *)(values + LANES * k) / row[k];
        *(vector *)(values + LANES * k) = v;
        for (size_t j = k + 1; j < count; j++) *(vector *)(values + LANES * j) -= row[j] * v;
    }
}
