#include <stdlib.h>
#include <string.h>
#include <wcslib/wcs.h>
#include <wcslib/wcserr.h>
#include <wcslib/wcsfix.h>
#include <wcslib/wcshdr.h>

// Swift cannot reach WCSLIB's tables of messages and has no use for the fields of its structures.

/// Copies what went wrong into `text`, which holds `room` characters.
static inline void tocsin_wcs_message(const struct wcsprm *wcs, int status, char *text, size_t room) {
    const char *message = status > 0 && status <= 13 ? wcs_errmsg[status] : "unknown status";
    if (wcs && wcs->err && wcs->err->msg) message = wcs->err->msg;
    strncpy(text, message, room - 1);
    text[room - 1] = 0;
}

/// The pair of celestial axes of a parsed system, ready for use; NULL with a message.
static inline struct wcsprm *tocsin_wcs_celestial(struct wcsprm *all, char *text, size_t room) {
    int wanted = 1, axes[64] = {WCSSUB_CELESTIAL};
    struct wcsprm *celestial = (struct wcsprm *)calloc(1, sizeof(struct wcsprm));
    if (!celestial) return NULL;
    celestial->flag = -1;
    int status = all->naxis > 32 ? 2 : wcssub(1, all, &wanted, axes, celestial);
    int is_pair = status || (celestial->naxis == 2 && axes[0] + axes[1] == 3);
    if (status == 0 && is_pair) status = wcsset(celestial);
    if (status == 0 && is_pair) return celestial;
    tocsin_wcs_message(celestial->err ? celestial : all, status, text, room);
    if (!is_pair) strncpy(text, "the first two axes are not a pair of celestial ones", room - 1);
    wcsfree(celestial);
    free(celestial);
    return NULL;
}

/// The celestial axes of the primary system of a header of `cards` cards of 80 characters: NULL where there is none,
/// with a message. Not to be called by two threads at once.
static inline struct wcsprm *tocsin_wcs_create(char *header, int cards, char *text, size_t room) {
    int rejected = 0, count = 0;
    struct wcsprm *all = NULL, *celestial = NULL;
    int status = wcspih(header, cards, WCSHDR_all, 0, &rejected, &count, &all);
    if (status || count < 1) {
        strncpy(text, status ? "the header's cards cannot be parsed" : "the header describes no coordinates", room - 1);
        text[room - 1] = 0;
    } else {
        unitfix(0, all);
        celfix(all);
        celestial = tocsin_wcs_celestial(all, text, room);
        if (!celestial) {
            // Messages in full are made on demand only: WCSLIB loses the memory of each that a later one replaces.
            wcserr_enable(1);
            celestial = tocsin_wcs_celestial(all, text, room);
            wcserr_enable(0);
        }
    }
    if (all) wcsvfree(&count, &all);
    return celestial;
}

/// A copy with scratch memory of its own; NULL where there is no memory.
static inline struct wcsprm *tocsin_wcs_copy(const struct wcsprm *wcs) {
    struct wcsprm *copy = (struct wcsprm *)calloc(1, sizeof(struct wcsprm));
    if (!copy) return NULL;
    copy->flag = -1;
    if (wcssub(1, wcs, NULL, NULL, copy) || wcsset(copy)) {
        wcsfree(copy);
        free(copy);
        return NULL;
    }
    return copy;
}

static inline void tocsin_wcs_free(struct wcsprm *wcs) {
    if (!wcs) return;
    wcsfree(wcs);
    free(wcs);
}

static inline int tocsin_wcs_longitude_axis(const struct wcsprm *wcs) { return wcs->lng; }
static inline int tocsin_wcs_latitude_axis(const struct wcsprm *wcs) { return wcs->lat; }
static inline const char *tocsin_wcs_longitude_type(const struct wcsprm *wcs) { return wcs->lngtyp; }
