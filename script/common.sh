# Sourced by the other scripts: where things are, and how they speak.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$PWD
PYTHON_HOME=$ROOT/.build-python
BUILD_OUTPUT=$ROOT/.build-output
export TOCSIN_PYTHON=${TOCSIN_PYTHON:-$PYTHON_HOME/bin/python}
export TOCSIN_TEST_DATA=${TOCSIN_TEST_DATA:-$ROOT/../shared/data}
CONFIGURATION=${TOCSIN_CONFIGURATION:-release}
# One configuration serves all tests: optimised, and open to `@testable import`.
TESTING=(-c "$CONFIGURATION" -Xswiftc -enable-testing)

# The toolchain that bootstrap fetched, where the system has none.
[ -x "$ROOT/.build-swift/usr/bin/swift" ] && PATH=$ROOT/.build-swift/usr/bin:$PATH

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }
# Seconds since the shell began, for the line that closes a step.
elapsed() { printf '%dm%02ds' $((SECONDS / 60)) $((SECONDS % 60)); }
