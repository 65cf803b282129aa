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

#endif
