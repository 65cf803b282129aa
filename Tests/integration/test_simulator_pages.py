"""The simulator's service in a browser."""
import os
import pathlib
import subprocess
import sys

from bench import OUTPUT, Bench, Skip


def test_a_person_starts_watches_changes_stops_and_scores_a_run(bench):
    if not os.path.exists("/usr/bin/chromium"):
        raise Skip("no Chromium here")
    port = bench.free_port()
    service = bench.start("simulate", "serve", "--port", port)
    bench.eventually(lambda: bench.get(f"http://127.0.0.1:{port}/api/runs")[0] == 200, "the service answers")
    screenshots = OUTPUT / "screenshots" / "simulator"
    screenshots.mkdir(parents=True, exist_ok=True)
    script = pathlib.Path(__file__).parent / "simulator_browser.py"
    result = subprocess.run(
        [sys.executable, str(script), f"http://127.0.0.1:{port}", str(screenshots)], capture_output=True, timeout=300)
    assert result.returncode == 0, result.stdout.decode()[-4000:] + result.stderr.decode()[-4000:]
    assert Bench.stop(service) in (0, 130), bench.log(service)
