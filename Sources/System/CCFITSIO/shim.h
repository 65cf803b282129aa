#include <fitsio.h>
#include <stdlib.h>
#include <string.h>
#if defined(__APPLE__)
#include <malloc/malloc.h>
#define tocsin_usable_size malloc_size
#else
#include <malloc.h>
#define tocsin_usable_size malloc_usable_size
#endif

/// `realloc` that fills what it adds with zeros. CFITSIO reads the descriptors of a file's tiles before it has written
/// them, and takes what it finds for descriptors.
static inline void *tocsin_zeroing_realloc(void *memory, size_t size) {
    size_t before = memory ? tocsin_usable_size(memory) : 0;
    char *grown = (char *)realloc(memory, size);
    if (!grown) return NULL;
    size_t after = tocsin_usable_size(grown);
    if (after > before) memset(grown + before, 0, after - before);
    return grown;
}
