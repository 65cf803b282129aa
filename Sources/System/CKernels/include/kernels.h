#ifndef TOCSIN_KERNELS_H
#define TOCSIN_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/// CRC-32C (Castagnoli, RFC 3720 B.4) of `length` bytes, continuing from `crc` (0 to begin).
/// Uses the processor's instruction where it has one, decided at run time.
uint32_t tocsin_crc32c(uint32_t crc, const void *bytes, size_t length);

/// The CRC-32C of two runs of bytes one after the other, from that of each; `length` bytes are in the second. O(log length).
uint32_t tocsin_crc32c_join(uint32_t first, uint32_t second, size_t length);

/// The same value by table, the reference that the fast path is tested against.
uint32_t tocsin_crc32c_reference(uint32_t crc, const void *bytes, size_t length);

/// Asks the system to back memory that is about to be written with large pages, so that it is mapped in few steps. A hint, and
/// nothing is done for less than 8 MiB; the memory may be of any alignment.
void tocsin_large_pages(void *memory, size_t length);

/// result(x, y) = sum over i < kw, j < kh of kernel(i, j) source(x + i, y + j), for width x height pixels.
///
/// `source` has height + kh - 1 rows; each must be readable for width rounded up to a multiple of 64, plus kw - 1,
/// pixels, of which those beyond width + kw - 1 may hold anything. Strides are in pixels. `result` must not overlap.
void tocsin_correlate(
    const float *source, size_t source_stride, float *result, size_t result_stride, size_t width, size_t height,
    const float *kernel, size_t kw, size_t kh);

/// How a sequence of `length` values is transformed: `passes` radices of 2, 3, 4 or 5 whose product is the length, and
/// for each in turn, of what is left m = length / (radices so far), the pairs cos, -sin of 2 pi j q / (radix m) for
/// q < m and 0 < j < radix, j fastest.
typedef struct {
    size_t length;
    size_t passes;
    const uint8_t *radices;
    const float *twiddles;
} tocsin_fft_plan;

/// The first length / 2 + 1 terms of the transforms (exponent -) of 1 to 16 real rows. Strides are in floats; `room` is
/// scratch of 32 (length + 8) floats, here and below.
void tocsin_fft_rows(
    const tocsin_fft_plan *plan, const float *rows, size_t stride, size_t count, float *re, float *im,
    size_t spectrum_stride, float *room);

/// From these terms back to rows, each times `scale`; the imaginary parts of the terms 0 and length / 2 count as 0.
void tocsin_fft_rows_inverse(
    const tocsin_fft_plan *plan, const float *re, const float *im, size_t spectrum_stride, size_t count, float *rows,
    size_t stride, float scale, float *room);

/// The transforms of eight complex columns in place; exchange `re` and `im` for the inverse, times length.
void tocsin_fft_columns(const tocsin_fft_plan *plan, float *re, float *im, size_t stride, float *room);

/// Weights for offsets 0, 1 / steps ... 1: steps + 1 rows of 8 floats (6 or 8 taps) or 16 (10), the rest of a row 0.
typedef struct {
    const float *table;
    size_t steps;
    size_t taps;
} tocsin_warp_kernel;

/// The first pixel is that of the first tap of the coordinates (0, 0); rows must be readable for 16 pixels from any
/// first tap on.
typedef struct {
    const float *image;
    const float *variance;
    /// What a pixel whose first tap is here gets.
    const uint16_t *mask;
    size_t stride;
} tocsin_warp_source;

/// `count` places from (x, y) on in equal steps, none negative, and the area of an output pixel in those of the source.
typedef struct {
    double x, y, dx, dy, area, darea;
    size_t count;
} tocsin_warp_line;

/// Resamples along a line: `image` times the area, `variance` (which may be null) times its square.
void tocsin_warp(
    const tocsin_warp_kernel *kernel, const tocsin_warp_source *source, const tocsin_warp_line *line, float *image,
    float *variance, uint16_t *mask);

/// c(i, j) += sign x sum over k < depth of a(k, i) b(k, j), for i < rows and j < columns, multiples of four; strides
/// count doubles. Where `is_upper` is not 0, the blocks of four below the diagonal of c are left out.
void tocsin_add_products(
    const double *a, size_t stride_a, const double *b, size_t stride_b, size_t depth, double *c, size_t stride_c,
    size_t rows, size_t columns, double sign, int is_upper);

/// c(i, j) = sum over p < count of weights(p) rows(p, i) rows(p, j) for i, j < stride, a multiple of eight; `scratch` is of
/// `tocsin_weighted_products_scratch(stride)` doubles.
void tocsin_weighted_products(
    const float *rows, size_t stride, const float *weights, size_t count, double *scratch, double *c);

size_t tocsin_weighted_products_scratch(size_t stride);

/// result(p, n) = plane n at places(p), for p < count and n < stride, a multiple of eight; planes follow each other.
void tocsin_interleave(
    const float *planes, size_t plane_size, const int32_t *places, size_t count, float *result, size_t stride);

/// result(y, x) = sum over f < count of columns(f, y) rows(f, x), for x, y < side; `stride`, a multiple of 16, is that of `rows`.
void tocsin_add_outer(
    const float *columns, const float *rows, size_t count, size_t side, size_t stride, float *result);

/// result(x, y) = source(y, x), for rows of `width` and a result with rows of `height`. They must not overlap.
void tocsin_transpose(const float *source, size_t width, size_t height, float *result);

/// result(k) += factor a(k).
void tocsin_add_scaled(const double *a, double factor, double *result, size_t count);

/// sum of a(k) b(k), in eight partial sums.
double tocsin_dot(const double *a, const double *b, size_t count);

/// c(i, j) = sum over k < depth of a(k, i) b(k, j), for four i that lie beside each other in `a` and j < columns, a multiple of
/// eight; strides count values.
void tocsin_four_products(
    const double *a, const float *b, size_t stride_b, size_t depth, double *c, size_t stride_c, size_t columns);

/// result(p) = sum over j < stride of rows(p, j) factors(j); `stride` is a multiple of eight.
void tocsin_rows_times(const float *rows, size_t stride, size_t count, const double *factors, double *result);

/// The sums of squares of the eight rows of the inverse of U from row `first` on. U is an upper triangle of `size` rows and columns,
/// multiples of eight; `row` is scratch of 8 size floats.
void tocsin_inverse_squares(const float *u, size_t size, size_t first, float *row, double *result);

/// Solves U^T y = b for eight right sides at once, value k of all of them beside each other, in their place.
void tocsin_half_solve(const double *upper, size_t stride, size_t count, double *values);

/// peak x 2^(a x^2 + b x y + c y^2), where (x, y) is (dx, dy) at the first pixel.
typedef struct {
    float a, b, c, peak, dx;
    double dy;
} tocsin_gaussian;

/// Adds it to `columns` pixels of each of `rows` rows. The same pixels on every processor.
void tocsin_add_gaussian(const tocsin_gaussian *gaussian, float *pixels, size_t stride, size_t columns, size_t rows);

#endif
