// Fourier transforms of eight sequences at once, one to a lane: Stockham's autosort with radices 2, 3, 4 and 5 (see Van
// Loan, Computational Frameworks for the Fast Fourier Transform, 1992). Real rows go in pairs, one as the real and one
// as the imaginary part of a complex sequence, and are told apart by symmetry afterwards.
#include "clones.h"
#include "kernels.h"
#include <string.h>

#define LANES 8
#define INLINE static inline __attribute__((always_inline))

typedef float vector __attribute__((vector_size(4 * LANES), aligned(4)));
typedef struct {
    vector re, im;
} complex_vector;

INLINE void add(complex_vector *r, const complex_vector *a, const complex_vector *b) {
    r->re = a->re + b->re, r->im = a->im + b->im;
}

INLINE void subtract(complex_vector *r, const complex_vector *a, const complex_vector *b) {
    r->re = a->re - b->re, r->im = a->im - b->im;
}

/// r = a + factor b
INLINE void add_scaled(complex_vector *r, const complex_vector *a, const complex_vector *b, float factor) {
    r->re = a->re + factor * b->re, r->im = a->im + factor * b->im;
}

/// low = a - i b, high = a + i b
INLINE void quarter(complex_vector *low, complex_vector *high, const complex_vector *a, const complex_vector *b) {
    complex_vector p = *a, q = *b;
    low->re = p.re + q.im, low->im = p.im - q.re;
    high->re = p.re - q.im, high->im = p.im + q.re;
}

INLINE void butterfly2(complex_vector *x) {
    complex_vector a = x[0], b = x[1];
    add(&x[0], &a, &b), subtract(&x[1], &a, &b);
}

INLINE void butterfly3(complex_vector *x) {
    const float sine = 0.866025403784438647f;
    complex_vector sum, difference, middle;
    add(&sum, &x[1], &x[2]), subtract(&difference, &x[1], &x[2]);
    add_scaled(&middle, &x[0], &sum, -0.5f);
    add(&x[0], &x[0], &sum);
    difference.re *= sine, difference.im *= sine;
    quarter(&x[1], &x[2], &middle, &difference);
}

INLINE void butterfly4(complex_vector *x) {
    complex_vector a, b, c, d;
    add(&a, &x[0], &x[2]), subtract(&b, &x[0], &x[2]);
    add(&c, &x[1], &x[3]), subtract(&d, &x[1], &x[3]);
    add(&x[0], &a, &c), subtract(&x[2], &a, &c);
    quarter(&x[1], &x[3], &b, &d);
}

INLINE void butterfly5(complex_vector *x) {
    const float c1 = 0.309016994374947424f, c2 = -0.809016994374947424f;
    const float s1 = 0.951056516295153572f, s2 = 0.587785252292473129f;
    complex_vector a, b, c, d, p, q, u = {{0}, {0}}, v = u;
    add(&a, &x[1], &x[4]), subtract(&c, &x[1], &x[4]);
    add(&b, &x[2], &x[3]), subtract(&d, &x[2], &x[3]);
    add_scaled(&p, &x[0], &a, c1), add_scaled(&p, &p, &b, c2);
    add_scaled(&q, &x[0], &a, c2), add_scaled(&q, &q, &b, c1);
    add_scaled(&u, &u, &c, s1), add_scaled(&u, &u, &d, s2);
    add_scaled(&v, &v, &c, s2), add_scaled(&v, &v, &d, -s1);
    add(&x[0], &x[0], &a), add(&x[0], &x[0], &b);
    quarter(&x[1], &x[4], &p, &u);
    quarter(&x[2], &x[3], &q, &v);
}

/// One pass: `m` groups of `s` butterflies of `radix`, with (radix - 1) twiddles a group.
INLINE void pass(
    int radix, size_t m, size_t s, const float *twiddles, const vector *re, const vector *im, vector *to_re,
    vector *to_im) {
    for (size_t q = 0; q < m; q++, twiddles += 2 * (radix - 1))
        for (size_t k = 0; k < s; k++) {
            complex_vector x[5];
            for (int j = 0; j < radix; j++) x[j].re = re[(q + j * m) * s + k], x[j].im = im[(q + j * m) * s + k];
            if (radix == 2) butterfly2(x);
            if (radix == 3) butterfly3(x);
            if (radix == 4) butterfly4(x);
            if (radix == 5) butterfly5(x);
            to_re[radix * q * s + k] = x[0].re, to_im[radix * q * s + k] = x[0].im;
            for (int j = 1; j < radix; j++) {
                float c = twiddles[2 * j - 2], d = twiddles[2 * j - 1];
                to_re[(radix * q + j) * s + k] = c * x[j].re - d * x[j].im;
                to_im[(radix * q + j) * s + k] = c * x[j].im + d * x[j].re;
            }
        }
}

typedef struct {
    vector *re, *im, *spare_re, *spare_im;
} work;

/// The transform of the sequences in `re` and `im`, which are exchanged with the spare ones as needed.
INLINE void transform(const tocsin_fft_plan *plan, work *w) {
    size_t s = 1, m = plan->length;
    const float *twiddles = plan->twiddles;
    for (size_t p = 0; p < plan->passes; p++) {
        int radix = plan->radices[p];
        m /= radix;
        if (radix == 2) pass(2, m, s, twiddles, w->re, w->im, w->spare_re, w->spare_im);
        if (radix == 3) pass(3, m, s, twiddles, w->re, w->im, w->spare_re, w->spare_im);
        if (radix == 4) pass(4, m, s, twiddles, w->re, w->im, w->spare_re, w->spare_im);
        if (radix == 5) pass(5, m, s, twiddles, w->re, w->im, w->spare_re, w->spare_im);
        vector *re = w->re, *im = w->im;
        w->re = w->spare_re, w->im = w->spare_im, w->spare_re = re, w->spare_im = im;
        twiddles += 2 * m * (radix - 1);
        s *= radix;
    }
}

#define SHUFFLE(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#define LOW(a, b) SHUFFLE(a, b, 0, 8, 1, 9, 4, 12, 5, 13)
#define HIGH(a, b) SHUFFLE(a, b, 2, 10, 3, 11, 6, 14, 7, 15)
#define PAIR_LOW(a, b) SHUFFLE(a, b, 0, 1, 8, 9, 4, 5, 12, 13)
#define PAIR_HIGH(a, b) SHUFFLE(a, b, 2, 3, 10, 11, 6, 7, 14, 15)

/// Rows become columns.
INLINE void transpose(vector *x) {
    vector a[8], b[8];
    for (int i = 0; i < 8; i += 2) a[i] = LOW(x[i], x[i + 1]), a[i + 1] = HIGH(x[i], x[i + 1]);
    for (int i = 0; i < 8; i += 4) {
        b[i] = PAIR_LOW(a[i], a[i + 2]), b[i + 1] = PAIR_HIGH(a[i], a[i + 2]);
        b[i + 2] = PAIR_LOW(a[i + 1], a[i + 3]), b[i + 3] = PAIR_HIGH(a[i + 1], a[i + 3]);
    }
    for (int i = 0; i < 4; i++) {
        x[i] = SHUFFLE(b[i], b[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
        x[i + 4] = SHUFFLE(b[i], b[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
    }
}

/// Up to eight rows of `n` values into lanes; rows that are not there are copies of the last.
INLINE void rows_to_lanes(const float *rows, size_t stride, size_t count, size_t n, vector *lanes) {
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        for (size_t r = 0; r < 8; r++)
            lanes[i + r] = *(const vector *)(rows + (r < count ? r : count - 1) * stride + i);
        transpose(lanes + i);
    }
    for (; i < n; i++)
        for (size_t r = 0; r < 8; r++) lanes[i][r] = rows[(r < count ? r : count - 1) * stride + i];
}

/// The first `count` lanes into rows of `n` values, each times `scale`.
INLINE void lanes_to_rows(const vector *lanes, float *rows, size_t stride, size_t count, size_t n, float scale) {
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        vector block[8];
        for (int r = 0; r < 8; r++) block[r] = scale * lanes[i + r];
        transpose(block);
        for (size_t r = 0; r < count; r++) *(vector *)(rows + r * stride + i) = block[r];
    }
    for (; i < n; i++)
        for (size_t r = 0; r < count; r++) rows[r * stride + i] = scale * lanes[i][r];
}

INLINE work divide(float *room, size_t n) {
    vector *p = (vector *)room;
    return (work){p, p + n, p + 2 * n, p + 3 * n};
}

INLINE size_t least(size_t a, size_t b) { return a < b ? a : b; }

/// Whether rows hold nothing but zeros, as most of a small filter's do.
INLINE int are_blank(const float *rows, size_t stride, size_t count, size_t n) {
    for (size_t row = 0; row < count; row++) {
        uint32_t all = 0;
        for (size_t i = 0; i < n; i++) {
            uint32_t value;
            memcpy(&value, rows + row * stride + i, sizeof value);
            all |= value;
        }
        if (all) return 0;
    }
    return 1;
}

CLONES void tocsin_fft_rows(
    const tocsin_fft_plan *plan, const float *rows, size_t stride, size_t count, float *re, float *im,
    size_t spectrum_stride, float *room) {
    size_t n = plan->length, first = least(count, LANES), second = count - first;
    if (are_blank(rows, stride, count, n)) {
        for (size_t row = 0; row < count; row++) {
            memset(re + row * spectrum_stride, 0, (n / 2 + 1) * sizeof *re);
            memset(im + row * spectrum_stride, 0, (n / 2 + 1) * sizeof *im);
        }
        return;
    }
    work w = divide(room, n + LANES);
    rows_to_lanes(rows, stride, first, n, w.re);
    rows_to_lanes(rows + (second ? first : 0) * stride, stride, second ? second : first, n, w.im);
    transform(plan, &w);
    vector *a_re = w.spare_re, *b_re = a_re + n / 2 + 1, *a_im = w.spare_im, *b_im = a_im + n / 2 + 1;
    for (size_t k = 0; k <= n / 2; k++) {
        size_t mirror = k ? n - k : 0;
        a_re[k] = w.re[k] + w.re[mirror], a_im[k] = w.im[k] - w.im[mirror];
        b_re[k] = w.im[k] + w.im[mirror], b_im[k] = w.re[mirror] - w.re[k];
    }
    lanes_to_rows(a_re, re, spectrum_stride, first, n / 2 + 1, 0.5f);
    lanes_to_rows(a_im, im, spectrum_stride, first, n / 2 + 1, 0.5f);
    lanes_to_rows(b_re, re + first * spectrum_stride, spectrum_stride, second, n / 2 + 1, 0.5f);
    lanes_to_rows(b_im, im + first * spectrum_stride, spectrum_stride, second, n / 2 + 1, 0.5f);
}

CLONES void tocsin_fft_rows_inverse(
    const tocsin_fft_plan *plan, const float *re, const float *im, size_t spectrum_stride, size_t count, float *rows,
    size_t stride, float scale, float *room) {
    size_t n = plan->length, half = n / 2 + 1, first = least(count, LANES), second = count - first;
    size_t next = (second ? first : 0) * spectrum_stride, others = second ? second : first;
    work w = divide(room, n + LANES);
    vector *a_re = w.spare_re, *b_re = a_re + half, *a_im = w.spare_im, *b_im = a_im + half;
    rows_to_lanes(re, spectrum_stride, first, half, a_re);
    rows_to_lanes(im, spectrum_stride, first, half, a_im);
    rows_to_lanes(re + next, spectrum_stride, others, half, b_re);
    rows_to_lanes(im + next, spectrum_stride, others, half, b_im);
    w.re[0] = a_re[0], w.im[0] = b_re[0];
    for (size_t k = 1; k < half; k++) {
        w.re[k] = a_re[k] - b_im[k], w.im[k] = a_im[k] + b_re[k];
        w.re[n - k] = a_re[k] + b_im[k], w.im[n - k] = b_re[k] - a_im[k];
    }
    if (n % 2 == 0) w.re[n / 2] = a_re[n / 2], w.im[n / 2] = b_re[n / 2];
    work turned = {w.im, w.re, w.spare_im, w.spare_re};
    transform(plan, &turned);
    lanes_to_rows(turned.im, rows, stride, first, n, scale);
    lanes_to_rows(turned.re, rows + first * stride, stride, second, n, scale);
}

CLONES void tocsin_fft_columns(const tocsin_fft_plan *plan, float *re, float *im, size_t stride, float *room) {
    size_t n = plan->length;
    work w = divide(room, n + LANES);
    for (size_t y = 0; y < n; y++) w.re[y] = *(vector *)(re + y * stride), w.im[y] = *(vector *)(im + y * stride);
    transform(plan, &w);
    for (size_t y = 0; y < n; y++) *(vector *)(re + y * stride) = w.re[y], *(vector *)(im + y * stride) = w.im[y];
}
