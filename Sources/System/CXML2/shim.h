// Debian builds libxml2 with ICU, and libxml/encoding.h then includes ICU's own headers. Their types have the names of the
// older ICU inside Foundation, and a file that imports both does not compile. Nothing here needs them.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
