// Sums of outer products. Eight columns are one vector; four rows of sums stay in registers while all products are
// added, each in the order of its number, so that a sum does not depend on what is summed beside it.
#include "clones.h"
#include "kernels.h"

#define LANES 8
#define ROWS 4

typedef double vector __attribute__((vector_size(8 * LANES), aligned(8)));
typedef double half __attribute__((vector_size(4 * LANES), aligned(8)));
typedef float singles __attribute__((vector_size(4 * LANES), aligned(4)));

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

INLINE void add_products(
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

CLONES void tocsin_add_products(
    const double *a, size_t stride_a, const double *b, size_t stride_b, size_t depth, double *c, size_t stride_c,
    size_t rows, size_t columns, double sign, int is_upper) {
    add_products(a, stride_a, b, stride_b, depth, c, stride_c, rows, columns, sign, is_upper);
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

CLONES double tocsin_dot(const double *a, const double *b, size_t count) {
    vector sums = {0};
    size_t k = 0;
    for (; k + LANES <= count; k += LANES) sums += *(const vector *)(a + k) * *(const vector *)(b + k);
    double result = 0;
    for (int i = 0; i < LANES; i++) result += sums[i];
    for (; k < count; k++) result += a[k] * b[k];
    return result;
}

CLONES void tocsin_four_products(
    const double *a, const float *b, size_t stride_b, size_t depth, double *c, size_t stride_c, size_t columns) {
    for (size_t j = 0; j < columns; j += LANES) {
        vector sum[4] = {0};
        for (size_t k = 0; k < depth; k++) {
            vector v = __builtin_convertvector(*(const singles *)(b + k * stride_b + j), vector);
            for (int i = 0; i < 4; i++) sum[i] += a[4 * k + i] * v;
        }
        for (int i = 0; i < 4; i++) *(vector *)(c + i * stride_c + j) = sum[i];
    }
}

CLONES void tocsin_rows_times(const float *rows, size_t stride, size_t count, const double *factors, double *result) {
    for (size_t p = 0; p < count; p++) {
        vector sums = {0};
        for (size_t j = 0; j < stride; j += LANES)
            sums += __builtin_convertvector(*(const singles *)(rows + p * stride + j), vector) *
                    *(const vector *)(factors + j);
        result[p] = 0;
        for (int i = 0; i < LANES; i++) result[p] += sums[i];
    }
}

// Of the eight rows the values of four columns from k on, from what has been summed of the columns before.
INLINE void four_columns(const float *u, size_t size, size_t k, const float *row, singles value[4]) {
    for (size_t i = 0; i < 4; i++) {
        singles sum = *(const singles *)(row + LANES * (k + i));
        for (size_t j = 0; j < i; j++) sum += u[(k + j) * size + k + i] * value[j];
        value[i] = -sum / u[(k + i) * size + k + i];
    }
}

CLONES void tocsin_inverse_squares(const float *u, size_t size, size_t first, float *row, double *result) {
    vector sums = {0};
    for (size_t k = LANES * first; k < LANES * size; k++) row[k] = 0;
    for (size_t k = 0; k < LANES; k++) row[LANES * (first + k) + k] = -1;
    for (size_t k = first; k < size; k += 4) {
        singles value[4];
        four_columns(u, size, k, row, value);
        for (int i = 0; i < 4; i++) sums += __builtin_convertvector(value[i] * value[i], vector);
        const float *a = u + k * size, *b = a + size, *c = b + size, *d = c + size;
        for (size_t j = k + 4; j < size; j++)
            *(singles *)(row + LANES * j) += a[j] * value[0] + b[j] * value[1] + c[j] * value[2] + d[j] * value[3];
    }
    *(vector *)result = sums;
}

// Pixels turned into doubles at a time: with forty columns both halves stay in the nearest cache.
#define PIECE 44

CLONES void tocsin_weighted_products(
    const float *rows, size_t stride, const float *weights, size_t count, double *scratch, double *c) {
    double *plain = scratch, *weighted = scratch + PIECE * stride;
    for (size_t i = 0; i < stride * stride; i++) c[i] = 0;
    for (size_t first = 0; first < count; first += PIECE) {
        size_t depth = count - first < PIECE ? count - first : PIECE;
        for (size_t p = 0; p < depth; p++) {
            double weight = weights[first + p];
            for (size_t k = 0; k < stride; k += LANES) {
                vector v = __builtin_convertvector(*(const singles *)(rows + (first + p) * stride + k), vector);
                *(vector *)(plain + p * stride + k) = v;
                *(vector *)(weighted + p * stride + k) = weight * v;
            }
        }
        add_products(weighted, stride, plain, stride, depth, c, stride, stride, stride, 1, 1);
    }
    for (size_t i = 0; i < stride; i++)
        for (size_t j = 0; j < i; j++) c[i * stride + j] = c[j * stride + i];
}

size_t tocsin_weighted_products_scratch(size_t stride) { return 2 * PIECE * stride; }

CLONES void tocsin_interleave(
    const float *planes, size_t plane_size, const int32_t *places, size_t count, float *result, size_t stride) {
    for (size_t n = 0; n < stride; n += LANES) {
        const float *a = planes + n * plane_size, *e = a + 4 * plane_size;
        for (size_t p = 0; p < count; p++) {
            const float *q = a + places[p], *r = e + places[p];
            singles v = {q[0], q[plane_size], q[2 * plane_size], q[3 * plane_size],
                         r[0], r[plane_size], r[2 * plane_size], r[3 * plane_size]};
            *(singles *)(result + p * stride + n) = v;
        }
    }
}

typedef float quad __attribute__((vector_size(16), aligned(4)));

CLONES void tocsin_transpose(const float *source, size_t width, size_t height, float *result) {
    size_t y = 0;
    for (; y + 4 <= height; y += 4) {
        size_t x = 0;
        for (; x + 4 <= width; x += 4) {
            const float *s = source + y * width + x;
            quad a = *(const quad *)s, b = *(const quad *)(s + width);
            quad c = *(const quad *)(s + 2 * width), d = *(const quad *)(s + 3 * width);
            quad e = __builtin_shufflevector(a, b, 0, 4, 1, 5), f = __builtin_shufflevector(a, b, 2, 6, 3, 7);
            quad g = __builtin_shufflevector(c, d, 0, 4, 1, 5), h = __builtin_shufflevector(c, d, 2, 6, 3, 7);
            float *r = result + x * height + y;
            *(quad *)r = __builtin_shufflevector(e, g, 0, 1, 4, 5);
            *(quad *)(r + height) = __builtin_shufflevector(e, g, 2, 3, 6, 7);
            *(quad *)(r + 2 * height) = __builtin_shufflevector(f, h, 0, 1, 4, 5);
            *(quad *)(r + 3 * height) = __builtin_shufflevector(f, h, 2, 3, 6, 7);
        }
        for (; x < width; x++)
            for (size_t i = 0; i < 4; i++) result[x * height + y + i] = source[(y + i) * width + x];
    }
    for (; y < height; y++)
        for (size_t x = 0; x < width; x++) result[x * height + y] = source[y * width + x];
}

typedef float row_vector __attribute__((vector_size(64), aligned(4)));

CLONES void tocsin_add_outer(
    const float *columns, const float *rows, size_t count, size_t side, size_t stride, float *result) {
    for (size_t y = 0; y < side; y++) {
        for (size_t x = 0; x < side; x += 16) {
            row_vector sum = {0};
            for (size_t f = 0; f < count; f++)
                sum += columns[f * side + y] * *(const row_vector *)(rows + f * stride + x);
            float *place = result + y * side + x;
            // What is written beyond the row is written again with the next one.
            if (y * side + x + 16 <= side * side)
                *(row_vector *)place = sum;
            else
                for (size_t i = 0; x + i < side && i < 16; i++) place[i] = sum[i];
        }
    }
}
