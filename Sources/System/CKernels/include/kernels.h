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

/// result(x, y) = sum over i < kw, j < kh of kernel(i, j) source(x + i, y + j), for width x height pixels.
///
/// `source` has height + kh - 1 rows; each must be readable for width rounded up to a multiple of 64, plus kw - 1, pixels,
/// of which those beyond width + kw - 1 may hold anything. Strides are in pixels. `result` must not overlap.
void tocsin_correlate(
    const float *source, size_t source_stride, float *result, size_t result_stride, size_t width, size_t height,
    const float *kernel, size_t kw, size_t kh);

#endif
