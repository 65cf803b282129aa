"""One seed gives one night on one processor and on all; a manifest proves it; a killed run leaves its ledger."""
import json
import os
import shutil
import signal

from accounts import alert_id, read_ledger, run_night, scenario
from bench import Skip
from crc32c import crc32c
from embedded_log import read_topic

FAULTS = [
    "bit-flip, probability: 0.1", "truncation, probability: 0.1", "wrong-length, probability: 0.1",
    "duplicate, copies: 2, delay: 3 s, probability: 0.1", "reorder, window: 5 s, probability: 0.3",
    "drop, probability: 0.1", "missing-history, probability: 0.2", "late, delay: 1 min, probability: 0.1",
    "lost-partition, partitions: 2, reroutes: on, visits: 2", "dense-field, alerts: 200, visits: 3"]


def rerun(bench, folder, expect):
    done = bench.run("simulate", "rerun", folder, expect=expect, data=False)
    return (done.stdout + done.stderr).decode()


def test_one_processor_and_several_give_the_same_bytes_and_another_seed_does_not(bench):
    if not shutil.which("taskset") or os.cpu_count() < 2:
        raise Skip("taskset and two processors are needed")
    alone = run_night(bench, "night", FAULTS, prefix=("taskset", "-c", str(min(os.sched_getaffinity(0)))))
    keep = bench.folder / "alone"
    alone.out.rename(keep)
    alone.topic.rename(bench.data / "streams" / "alone")
    together = run_night(bench, "night", FAULTS)
    assert together.manifest == json.loads((keep / "manifest.json").read_text())
    rows = [[row.without_times() for row in night.ledger.rows] for night in (alone, together)]
    assert rows[0] == rows[1] and len(rows[0]) > 400
    values = [[[record.value for record in part] for part in night.log] for night in (alone, together)]
    assert values[0] == values[1]
    # What the ledger holds of the night is a digest of its bytes.
    assert {row.sent_crc for row in together.ledger.rows if not row.withheld} == {
        crc32c(record.value) for record in together.records}
    other = run_night(bench, "night-of-another-seed", FAULTS, seed=12)
    assert other.ledger.seed == 12 and other.manifest["outputs"] != together.manifest["outputs"]
    assert {row.issued_crc for row in other.ledger.rows}.isdisjoint(row.issued_crc for row in together.ledger.rows)


def test_rerun_proves_a_manifest_and_names_the_first_difference_of_an_edited_one(bench):
    night = run_night(bench, "proved", FAULTS[:6], visits=2, stars=False)
    manifest = night.manifest
    assert manifest["seed"] == 11 and manifest["version"] == 1 and len(manifest["outputs"]) == 64
    assert manifest["scenario"] == (night.out / "scenario.yaml").read_text()
    rerun(bench, night.out, 0)
    edits = {
        "count of 'sent'": {"counts": manifest["counts"] | {"sent": manifest["counts"]["sent"] + 1}},
        "outputs": {"outputs": manifest["outputs"][:-1] + ("0" if manifest["outputs"][-1] != "0" else "1")},
        "count of 'corrupt'": {"scenario": manifest["scenario"].replace("probability: 0.1", "probability: 0.9", 1),
                               "counts": manifest["counts"]},
    }
    for difference, edit in edits.items():
        (night.out / "manifest.json").write_text(json.dumps(manifest | edit))
        said = rerun(bench, night.out, 1)
        assert difference in said, (difference, said)
    (night.out / "manifest.json").write_text("{}")
    assert "manifest" in rerun(bench, night.out, None)


def test_a_run_with_a_catalogue_is_made_again_from_wherever_all_was_moved_to(bench):
    night = bench.folder / "here"
    (night / "inputs").mkdir(parents=True)
    table = night / "inputs" / "sn.csv"
    table.write_text("name,ra,dec,type,peakmjd,peakmag,redshift\nSN 1,150.0,-30.0,SN Ia,61200.5,18.5,0.05\n")
    text = scenario("moved", visits=1, alerts=50, stars=False).replace(
        "transients: off, ", "").replace("sky:\n", "sky:\n  catalogues: [{population: transients, file: sn.csv}]\n")
    (night / "inputs" / "moved.yaml").write_text(text)
    bench.run("simulate", "run", night / "inputs" / "moved.yaml", "--out", night / "runs" / "one")
    manifest = json.loads((night / "runs" / "one" / "manifest.json").read_text())
    assert list(manifest["inputs"]) == ["sn.csv"] and manifest["inputsFolder"] == "../../inputs", manifest
    there = bench.folder / "there"
    night.rename(there)
    for place in there / "runs" / "one", there / "runs" / "one" / "manifest.json":
        assert "the same" in rerun(bench, place, 0)
    (there / "inputs" / "sn.csv").rename(there / "sn.csv")
    assert "sn.csv" in rerun(bench, there / "runs" / "one", 2)
    bench.run("simulate", "rerun", there / "runs" / "one", "--folder", there, data=False)


def test_a_run_that_is_killed_leaves_a_ledger_whose_every_row_is_in_the_topic(bench):
    path, out = bench.folder / "killed.yaml", bench.folder / "run-killed"
    faults = ["duplicate, probability: 0.2", "drop, probability: 0.2"]
    path.write_text(scenario("killed", faults, pace=20, visits=200, stars=False))
    process = bench.start("simulate", "run", path, "--out", out)

    def has_rows():
        ledger = out / "ledger.bin"
        # The file is there a moment before its head is.
        return ledger.exists() and ledger.stat().st_size >= 64 and len(read_ledger(ledger).rows) > 150

    bench.eventually(has_rows, "the ledger has rows", timeout=90)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)
    ledger = read_ledger(out / "ledger.bin")
    assert not ledger.is_whole and not (out / "manifest.json").exists()
    records = {(record.partition, record.offset): record for part in read_topic(bench.data / "streams" / "killed")
               for record in part}
    sent = [row for row in ledger.rows if not row.withheld]
    for row in sent:
        record = records.pop((row.partition, row.offset))
        assert row.sent_crc == crc32c(record.value) and row.alert == alert_id(record.value), row
    # What was sent in the last second or so is in the topic only.
    assert len(sent) > 100 and len(records) < 2_000, (len(sent), len(records))
    # A block that is cut off does not take those before it with it.
    data = (out / "ledger.bin").read_bytes()
    (out / "ledger.bin").write_bytes(data[:ledger.size - 5])
    shorter = read_ledger(out / "ledger.bin")
    assert shorter.rows == ledger.rows[:len(shorter.rows)] and len(shorter.rows) < len(ledger.rows)
    done = bench.run("simulate", "ledger", out, data=False)
    lines = done.stdout.decode().splitlines()
    assert len(lines) == 1 + len(shorter.rows) and b"damaged at byte" in done.stderr, done.stderr
    # The topic goes on: the next run of the same name adds to it.
    path.write_text(scenario("killed", visits=1, stars=False))
    bench.run("simulate", "run", path, "--out", bench.folder / "run-after")
    count = sum(len(part) for part in read_topic(bench.data / "streams" / "killed"))
    assert count == len(sent) + len(records) + 120, (count, len(sent), len(records))
