#ifndef TOCSIN_CLONES_H
#define TOCSIN_CLONES_H

/// Before a function: compiled for AVX2 and AVX-512 too, chosen when the program starts.
#if defined(__x86_64__) && defined(__linux__)
#define CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define CLONES
#endif

#endif
