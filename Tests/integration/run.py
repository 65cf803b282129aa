"""Runs the integration tests: every function called test_* in the files test_*.py beside this one.

    python Tests/integration/run.py [WORD...]     only tests whose name contains one of the words

A test gets a `Bench` (see bench.py): a scratch folder that is removed afterwards, the program under test, free ports,
and processes that are stopped whatever happens. It fails by raising, and is skipped by raising `Skip` with the reason.
"""
import importlib
import pathlib
import sys
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from bench import Bench, Skip  # noqa: E402


def tests():
    for path in sorted(pathlib.Path(__file__).parent.glob("test_*.py")):
        module = importlib.import_module(path.stem)
        for name in [n for n in vars(module) if n.startswith("test_")]:
            yield f"{path.stem[5:].replace('_', ' ')}: {name[5:].replace('_', ' ')}", getattr(module, name)


def main(words):
    passed = failed = skipped = 0
    for name, test in tests():
        if words and not any(word in name for word in words):
            continue
        began = time.monotonic()
        with Bench(name) as bench:
            try:
                test(bench)
            except Skip as reason:
                skipped += 1
                print(f"SKIP {name}: {reason}", flush=True)
                continue
            except BaseException as error:  # a test that is interrupted has failed, and is cleaned up after
                failed += 1
                print(f"FAIL {name} ({time.monotonic() - began:.1f} s): {error}", flush=True)
                traceback.print_exc()
                bench.show_logs()
                if isinstance(error, KeyboardInterrupt):
                    break
                continue
        passed += 1
        print(f"ok   {name} ({time.monotonic() - began:.1f} s)", flush=True)
    print(f"tally: {passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


sys.exit(main(sys.argv[1:]))
