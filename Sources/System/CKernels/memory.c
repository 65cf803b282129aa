#ifdef __linux__
#define _DEFAULT_SOURCE
#include <sys/mman.h>
#endif

#include "kernels.h"

// Below this the pages of ordinary size cost less than rounding to large ones.
static const size_t least = (size_t)8 << 20;

void tocsin_large_pages(void *memory, size_t length) {
#ifdef MADV_HUGEPAGE
    const uintptr_t page = 4096;
    uintptr_t start = ((uintptr_t)memory + page - 1) & ~(page - 1), end = ((uintptr_t)memory + length) & ~(page - 1);
    if (length >= least && start < end) madvise((void *)start, end - start, MADV_HUGEPAGE);
#else
    (void)memory, (void)length, (void)least;
#endif
}
