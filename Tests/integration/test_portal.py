"""The portal in a browser, over real packets and over packets that the program makes itself."""
import os
import pathlib
import subprocess
import sys

from bench import OUTPUT, Bench, Skip


def browse(bench, name):
    port = bench.free_port()
    portal = bench.start("portal", "run", "--port", port)
    bench.eventually(lambda: bench.get(f"http://127.0.0.1:{port}/health")[0] == 200, "the portal answers", timeout=30)
    screenshots = OUTPUT / "screenshots" / name
    screenshots.mkdir(parents=True, exist_ok=True)
    script = pathlib.Path(__file__).parent / "portal_browser.py"
    result = subprocess.run(
        [sys.executable, str(script), f"http://127.0.0.1:{port}", str(screenshots)], capture_output=True, timeout=300)
    assert result.returncode == 0, result.stdout.decode()[-4000:] + result.stderr.decode()[-4000:]
    assert Bench.stop(portal) in (0, 130), bench.log(portal)


def test_a_browser_reads_real_packets(bench):
    if not os.path.exists("/usr/bin/chromium"):
        raise Skip("no Chromium here")
    for folder in ("lsst-alerts", "ztf-alerts"):
        bench.run("replay", bench.packets(folder), "--to", folder, expect=None)
        bench.run("broker", "run", "--from", folder, "--until-drained", expect=None)
    browse(bench, "real")


def test_the_demo_without_packets_simulates_a_night_and_says_so(bench):
    result = bench.run("demo", "--check", "--port", bench.free_port(), env={"TOCSIN_TEST_DATA": ""}, timeout=180)
    assert "simulated" in (result.stdout + result.stderr).decode(), result.stderr.decode()


def test_the_demo_accounts_for_every_real_packet(bench):
    packets = bench.packets("lsst-alerts")
    result = bench.run("demo", packets, "--check", "--port", bench.free_port(), timeout=300)
    text = (result.stdout + result.stderr).decode()
    assert "accounted for" in text, text
