// Correlation with a small kernel. Sixteen columns are one vector; of a tall kernel six rows of output are summed at
// once, so that each vector read serves six sums; of a flat one four vectors of the same row. Every output adds its
// products in the same order, wherever it lies, so that results do not depend on how an image is cut.
#include "clones.h"
#include "kernels.h"

#define LANES 16
#define ROWS 6
#define GROUP 4

typedef float vector __attribute__((vector_size(4 * LANES), aligned(4)));

#define INLINE static inline __attribute__((always_inline))
#define LOAD(p) (*(const vector *)(p))

INLINE void store(float *p, const vector *v, size_t count) {
    if (count >= LANES)
        *(vector *)p = *v;
    else
        for (size_t i = 0; i < count; i++) p[i] = (*v)[i];
}

typedef int64_t bits __attribute__((vector_size(4 * LANES), aligned(4)));

/// Whether a row of input has nothing but zeros in the columns that sixteen sums of `width` taps read. Images of a few
/// sources are mostly that, and rows of others are told apart by their first vector.
INLINE int is_blank(const float *source, size_t width) {
    bits any = *(const bits *)(source + width - 1);
    for (size_t i = 0; i < width; i += LANES) any |= *(const bits *)(source + i);
    int64_t all = 0;
    for (int i = 0; i < LANES / 2; i++) all |= any[i];
    return all == 0;
}

/// Adds one row of input to the sums `from ..< to`; `taps` is the kernel's row for sum 0, each next sum's one row
/// before.
INLINE void add_row(
    vector *sum, const float *source, const float *taps, size_t width, int from, int to) {
    if (is_blank(source, width)) return;
    for (size_t i = 0; i < width; i++) {
        vector v = LOAD(source + i);
        for (int o = from; o < to; o++) sum[o] += taps[(ptrdiff_t)i - (ptrdiff_t)width * o] * v;
    }
}

/// Six rows of output of sixteen columns. `kh` is at least ROWS.
INLINE void add_rows(vector *sum, const float *source, size_t stride, const float *kernel, size_t kw, size_t kh) {
    add_row(sum, source, kernel, kw, 0, 1);
    add_row(sum, source + stride, kernel + kw, kw, 0, 2);
    add_row(sum, source + 2 * stride, kernel + 2 * kw, kw, 0, 3);
    add_row(sum, source + 3 * stride, kernel + 3 * kw, kw, 0, 4);
    add_row(sum, source + 4 * stride, kernel + 4 * kw, kw, 0, 5);
    for (size_t j = ROWS - 1; j < kh; j++) add_row(sum, source + j * stride, kernel + j * kw, kw, 0, 6);
    add_row(sum, source + kh * stride, kernel + kh * kw, kw, 1, 6);
    add_row(sum, source + (kh + 1) * stride, kernel + (kh + 1) * kw, kw, 2, 6);
    add_row(sum, source + (kh + 2) * stride, kernel + (kh + 2) * kw, kw, 3, 6);
    add_row(sum, source + (kh + 3) * stride, kernel + (kh + 3) * kw, kw, 4, 6);
    add_row(sum, source + (kh + 4) * stride, kernel + (kh + 4) * kw, kw, 5, 6);
}

/// Sixty-four columns of one row of output.
INLINE void add_columns(
    vector *sum, const float *source, size_t stride, const float *kernel, size_t kw, size_t kh) {
    for (size_t j = 0; j < kh; j++)
        for (size_t i = 0; i < kw; i++)
            for (int o = 0; o < GROUP; o++) sum[o] += kernel[j * kw + i] * LOAD(source + j * stride + i + LANES * o);
}

CLONES void tocsin_correlate(
    const float *source, size_t source_stride, float *result, size_t result_stride, size_t width, size_t height,
    const float *kernel, size_t kw, size_t kh) {
    size_t y = 0;
    if (kh >= ROWS)
        for (; y + ROWS <= height; y += ROWS)
            for (size_t x = 0; x < width; x += LANES) {
                vector sum[ROWS] = {{0}};
                add_rows(sum, source + y * source_stride + x, source_stride, kernel, kw, kh);
                for (int o = 0; o < ROWS; o++)
                    store(result + (y + o) * result_stride + x, &sum[o], width - x);
            }
    for (; y < height; y++)
        for (size_t x = 0; x < width; x += LANES * GROUP) {
            vector sum[GROUP] = {{0}};
            add_columns(sum, source + y * source_stride + x, source_stride, kernel, kw, kh);
            for (size_t o = 0; o < GROUP && x + LANES * o < width; o++)
                store(result + y * result_stride + x + LANES * o, &sum[o], width - x - LANES * o);
        }
}
