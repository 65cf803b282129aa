// Resampling along a line of a source image with a kernel of six, eight or ten taps each way, read from a table.
#include "clones.h"
#include "kernels.h"

#define LANES 8
#define INLINE static inline __attribute__((always_inline))

typedef float vector __attribute__((vector_size(4 * LANES), aligned(4)));

/// The weights of an offset of 0 to 1, between two rows of the table.
INLINE void interpolate(const tocsin_warp_kernel *kernel, double offset, vector *weights, int halves) {
    double place = offset * kernel->steps;
    ptrdiff_t step = (ptrdiff_t)place, last = (ptrdiff_t)kernel->steps - 1;
    if (step > last) step = last;
    float share = (float)(place - step);
    const vector *low = (const vector *)(kernel->table + step * halves * LANES);
    for (int h = 0; h < halves; h++) weights[h] = low[h] + share * (low[h + halves] - low[h]);
}

INLINE float total(const vector *sum, const vector *weights, int halves) {
    vector product = sum[0] * weights[0];
    for (int h = 1; h < halves; h++) product += sum[h] * weights[h];
    float even = (product[0] + product[4]) + (product[2] + product[6]);
    float odd = (product[1] + product[5]) + (product[3] + product[7]);
    return even + odd;
}

INLINE float resample(const float *source, size_t stride, int taps, const float *wy, const vector *wx, int halves) {
    vector sum[2] = {{0}, {0}};
    for (int j = 0; j < taps; j++)
        for (int h = 0; h < halves; h++) sum[h] += wy[j] * *(const vector *)(source + j * stride + h * LANES);
    return total(sum, wx, halves);
}

INLINE void warp(
    const tocsin_warp_kernel *kernel, const tocsin_warp_source *source, const tocsin_warp_line *line, float *image,
    float *variance, uint16_t *mask, int taps) {
    const int halves = (taps + LANES - 1) / LANES;
    for (size_t i = 0; i < line->count; i++) {
        double x = line->x + i * line->dx, y = line->y + i * line->dy;
        ptrdiff_t column = (ptrdiff_t)x, row = (ptrdiff_t)y, place = row * source->stride + column;
        vector wx[2], wy[2];
        interpolate(kernel, x - column, wx, halves);
        interpolate(kernel, y - row, wy, halves);
        float area = (float)(line->area + i * line->darea);
        image[i] = area * resample(source->image + place, source->stride, taps, (const float *)wy, wx, halves);
        mask[i] = source->mask[place];
        if (!variance) continue;
        for (int h = 0; h < halves; h++) wx[h] *= wx[h], wy[h] *= wy[h];
        variance[i] =
            area * area
            * resample(source->variance + place, source->stride, taps, (const float *)wy, wx, halves);
    }
}

CLONES void tocsin_warp(
    const tocsin_warp_kernel *kernel, const tocsin_warp_source *source, const tocsin_warp_line *line, float *image,
    float *variance, uint16_t *mask) {
    if (kernel->taps == 6)
        warp(kernel, source, line, image, variance, mask, 6);
    else if (kernel->taps == 8)
        warp(kernel, source, line, image, variance, mask, 8);
    else if (kernel->taps == 10)
        warp(kernel, source, line, image, variance, mask, 10);
}
