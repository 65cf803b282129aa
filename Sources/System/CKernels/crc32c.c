// CRC-32C. The instruction has a latency of three cycles and a throughput of one, so three independent lanes
// run at once and are joined by multiplying by x^(8n) modulo the polynomial, taken from tables built once.
#include "kernels.h"

#include <string.h>

#define POLYNOMIAL 0x82F63B78u
#define LANE 4096

static uint32_t byte_table[256];
static uint32_t shift_table[4][256];
/// x^(8 * 2^n) modulo the polynomial; bits are reflected, so x^0 is the highest.
static uint32_t power_table[8 * sizeof(size_t)];

static uint32_t advance_zeros(uint32_t crc, size_t count) {
    while (count-- > 0) crc = byte_table[crc & 0xff] ^ (crc >> 8);
    return crc;
}

static uint32_t multiply(uint32_t a, uint32_t b) {
    uint32_t product = 0;
    for (uint32_t bit = 0x80000000u; bit; bit >>= 1) {
        if (a & bit) product ^= b;
        b = (b & 1) ? (b >> 1) ^ POLYNOMIAL : b >> 1;
    }
    return product;
}

uint32_t tocsin_crc32c_join(uint32_t first, uint32_t second, size_t length) {
    uint32_t shifted = first;
    for (int n = 0; length; n++, length >>= 1)
        if (length & 1) shifted = multiply(power_table[n], shifted);
    return shifted ^ second;
}

__attribute__((constructor)) static void build_tables(void) {
    power_table[0] = 0x00800000u;
    for (size_t n = 1; n < sizeof power_table / sizeof *power_table; n++)
        power_table[n] = multiply(power_table[n - 1], power_table[n - 1]);
    for (uint32_t n = 0; n < 256; n++) {
        uint32_t crc = n;
        for (int bit = 0; bit < 8; bit++) crc = (crc & 1) ? (crc >> 1) ^ POLYNOMIAL : crc >> 1;
        byte_table[n] = crc;
    }
    uint32_t basis[32];
    for (int bit = 0; bit < 32; bit++) basis[bit] = advance_zeros(1u << bit, LANE);
    for (int byte = 0; byte < 4; byte++)
        for (uint32_t n = 0; n < 256; n++) {
            uint32_t value = 0;
            for (int bit = 0; bit < 8; bit++)
                if (n >> bit & 1) value ^= basis[8 * byte + bit];
            shift_table[byte][n] = value;
        }
}

uint32_t tocsin_crc32c_reference(uint32_t crc, const void *bytes, size_t length) {
    const unsigned char *p = bytes;
    crc = ~crc;
    for (size_t i = 0; i < length; i++) crc = byte_table[(crc ^ p[i]) & 0xff] ^ (crc >> 8);
    return ~crc;
}

#if defined(__x86_64__)
#include <nmmintrin.h>

static inline uint64_t load64(const unsigned char *p) {
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

/// The processor's own prefetching stops at the end of each page, and every lane is one page: bytes that are not in the
/// cache came at half the rate without this. Behind the end it asks for what is not used, which does no harm.
static inline void prefetch_lanes(uintptr_t next) {
    for (int lane = 0; lane < 3; lane++) _mm_prefetch((const char *)(next + lane * LANE), _MM_HINT_T0);
}

/// The register after LANE further zero bytes.
static inline uint32_t shift_lane(uint32_t crc) {
    return shift_table[0][crc & 0xff] ^ shift_table[1][crc >> 8 & 0xff] ^ shift_table[2][crc >> 16 & 0xff]
        ^ shift_table[3][crc >> 24];
}

__attribute__((target("sse4.2"))) static uint32_t crc32c_sse42(uint32_t crc, const unsigned char *p, size_t length) {
    uint64_t a = ~crc & 0xffffffffu;
    while (length >= 3 * LANE) {
        uint64_t b = 0, c = 0;
        for (size_t line = 0; line < LANE; line += 64) {
            prefetch_lanes((uintptr_t)p + line + 3 * LANE);
            for (size_t i = line; i < line + 64; i += 8) {
                a = _mm_crc32_u64(a, load64(p + i));
                b = _mm_crc32_u64(b, load64(p + LANE + i));
                c = _mm_crc32_u64(c, load64(p + 2 * LANE + i));
            }
        }
        a = shift_lane((uint32_t)a) ^ b;
        a = shift_lane((uint32_t)a) ^ c;
        p += 3 * LANE;
        length -= 3 * LANE;
    }
    for (; length >= 8; length -= 8, p += 8) a = _mm_crc32_u64(a, load64(p));
    for (; length > 0; length--, p++) a = _mm_crc32_u8((uint32_t)a, *p);
    return ~(uint32_t)a;
}

uint32_t tocsin_crc32c(uint32_t crc, const void *bytes, size_t length) {
    if (__builtin_cpu_supports("sse4.2")) return crc32c_sse42(crc, bytes, length);
    return tocsin_crc32c_reference(crc, bytes, length);
}
#else
uint32_t tocsin_crc32c(uint32_t crc, const void *bytes, size_t length) {
    return tocsin_crc32c_reference(crc, bytes, length);
}
#endif
