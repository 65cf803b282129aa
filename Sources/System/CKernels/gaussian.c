// Adds a normal distribution to rows of pixels, eight at a time. Products and sums are rounded one by one, never fused,
// so that every processor makes the same pixels.
#include "clones.h"
#include "kernels.h"

#pragma STDC FP_CONTRACT OFF

#define LANES 8
#define INLINE static inline __attribute__((always_inline))

typedef float vector __attribute__((vector_size(4 * LANES), aligned(4)));
typedef int32_t bits __attribute__((vector_size(4 * LANES), aligned(4)));

/// 2^power, lesser powers than -120 and NaN as that: split at the nearest integer, found by adding 1.5 x 2^23; the rest is its Taylor
/// series to the fifth order, right to 3e-6.
INLINE void raise(vector *value, const vector *power) {
    const bits is_held = *power > -120.0f;
    const vector least = {-120, -120, -120, -120, -120, -120, -120, -120};
    const vector held = (vector)((is_held & (bits)*power) | (~is_held & (bits)least));
    const vector shifted = held + 12582912.0f;
    const vector rest = held - (shifted - 12582912.0f);
    vector series = rest * 0.0013333558f + 0.009618129f;
    series = series * rest + 0.05550411f;
    series = series * rest + 0.24022651f;
    series = series * rest + 0.69314718f;
    series = series * rest + 1.0f;
    *value = (vector)((bits)series + ((bits)shifted << 23));
}

INLINE void add_part(float *pixels, const vector *value, size_t count) {
    if (count >= LANES)
        *(vector *)pixels += *value;
    else
        for (size_t i = 0; i < count; i++) pixels[i] += (*value)[i];
}

CLONES void tocsin_add_gaussian(
    const tocsin_gaussian *g, float *pixels, size_t stride, size_t columns, size_t rows) {
    const vector lanes = {0, 1, 2, 3, 4, 5, 6, 7};
    for (size_t row = 0; row < rows; row++) {
        const float dy = (float)(g->dy + (double)row);
        const float linear = g->b * dy, constant = g->c * dy * dy;
        for (size_t column = 0; column < columns; column += LANES) {
            const vector dx = g->dx + (lanes + (float)column);
            vector value = (g->a * dx + linear) * dx + constant;
            raise(&value, &value);
            value *= g->peak;
            add_part(pixels + row * stride + column, &value, columns - column);
        }
    }
}
