"""Runs that must not get in each other's way, and packets that no record can hold."""
import json
import signal
import uuid

from deliveries import finish, scenario, sent, simulate
from ledger import read_ledger
from test_kafka_clients import read_all


def score(bench, out, *words, expect=0):
    done = bench.run("simulate", "score", "--ledger", out, *words, "--json", expect=expect)
    return json.loads(done.stdout)["subscribers"][0]


def test_a_group_that_read_one_run_has_nothing_of_the_next(bench):
    first = scenario(bench, "first", ["kind: topic, to: alerts, partitions: 2"], visits=1, alerts=60)
    _, one = simulate(bench, first)
    finish(bench, bench.processes[-1][0])
    bench.run("broker", "run", "--from", "alerts", "--group", "mine", "--until-drained")
    second = bench.folder / "second.yaml"
    second.write_text(first.read_text())
    _, two = simulate(bench, second)
    finish(bench, bench.processes[-1][0])
    assert score(bench, one, "--group", "mine")["total"]["received"] == 60
    found = score(bench, two, "--group", "mine", expect=1)
    assert (found["total"]["received"], found["total"]["missing"], found["recordsOfOthers"]) == (0, 60, 60), found
    # The topic holds both, and each run's score counts its own.
    for out in (one, two):
        found = score(bench, out, "--topic", "alerts")
        assert (found["total"]["received"], found["total"]["duplicates"], found["recordsOfOthers"]) == (60, 0, 60), found


def test_two_runs_of_one_name_have_a_folder_each(bench):
    text = scenario(bench, "same", ["kind: topic, to: one"], visits=1, alerts=20).read_text()
    processes = []
    for topic in ("one", "two", "three"):
        path = bench.folder / f"same-{topic}.yaml"
        path.write_text(text.replace("to: one", f"to: {topic}"))
        processes.append(bench.start("simulate", "run", path))
    for process in processes:
        finish(bench, process)
    folders = sorted((bench.data / "runs").iterdir())
    assert [folder.name for folder in folders] == ["same-1", "same-2", "same-3"], folders
    topics = set()
    for folder in folders:
        assert read_ledger(folder / "ledger.bin").is_whole
        topics.add((folder / "scenario.yaml").read_text().split("to: ")[1].split(",")[0].split("}")[0].strip())
        assert json.loads((folder / "manifest.json").read_text())["counts"]["sent"] == 20
    assert len(topics) == 3, topics


def test_what_a_run_left_is_not_written_over(bench):
    path = scenario(bench, "kept", ["kind: topic, to: kept"], visits=1, alerts=20)
    process, out = simulate(bench, path)
    finish(bench, process)
    before = {file.name: file.read_bytes() for file in out.iterdir() if file.is_file()}
    again, _ = simulate(bench, path)
    assert "another run's" in finish(bench, again, expect=2)
    assert before == {file.name: file.read_bytes() for file in out.iterdir() if file.is_file()}


def test_a_run_that_could_not_begin_leaves_nothing(bench):
    path = scenario(bench, "early", ["kind: topic, to: early"], visits=1, alerts=20)
    said = bench.run("simulate", "run", path, "--wait", "1", "--group", "nobody", expect=None)
    assert said.returncode not in (0, 130), said.stderr
    assert not (bench.data / "runs" / "early-1").exists(), list((bench.data / "runs" / "early-1").iterdir())


def oversize(bench, transport, size):
    path = scenario(bench, f"big-{uuid.uuid4().hex[:6]}", [transport], visits=1, alerts=80)
    path.write_text(path.read_text() + f"faults:\n  - {{fault: oversize, bytes: {size}, probability: 0.04}}\n")
    process, out = simulate(bench, path)
    said = finish(bench, process)
    rows = sent(read_ledger(out / "ledger.bin"), 0)
    big = [row for row in rows if row.size >= size]
    assert len(rows) == 80 and big and all((row.sent_ms is None) == (row.size >= size) for row in rows), len(big)
    assert f"of which {len(big)} to nobody" in said and "longer than a record" in said, said
    return len(rows) - len(big)


def test_a_packet_that_no_record_holds_is_passed_over_in_an_embedded_topic(bench):
    count = oversize(bench, "kind: topic, to: big", 80_000_000)
    assert bench.run("topic", "verify", "big").returncode == 0
    assert f"{count}" in bench.run("topic", "list").stdout.decode()


def test_a_packet_that_no_record_holds_is_passed_over_on_kafka(bench):
    address, topic = bench.kafka(), f"big-{uuid.uuid4().hex[:8]}"
    count = oversize(bench, f'kind: kafka, to: "{address}", topic: {topic}', 12_000_000)
    assert len(read_all(address, topic, count)) == count


def test_a_run_that_is_stopped_leaves_a_manifest_that_says_so(bench):
    path = scenario(bench, "stopped", ["kind: topic, to: stopped"], visits=50, alerts=40, pace=20)
    process, out = simulate(bench, path)
    bench.eventually(
        lambda: (out / "ledger.bin").stat().st_size >= 64 and len(read_ledger(out / "ledger.bin").rows) > 20,
        "packets are sent", timeout=90)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 130, bench.log(process)
    manifest = json.loads((out / "manifest.json").read_text())
    ledger = read_ledger(out / "ledger.bin")
    assert manifest["ending"] == "broken off" and manifest["counts"]["sent"] == len(sent(ledger, 0)), manifest
    assert b"broken off" in bench.run("simulate", "rerun", out, expect=2, data=False).stderr


def test_transports_that_stand_in_each_other_s_way_are_told_with_line_and_column(bench):
    cases = {
        "twice": ["kind: topic, to: a", "kind: topic, to: a, partitions: 2"],
        "archive": ["kind: tar, to: out.tar.gz", "kind: tar, to: out.tar.gz"],
        "outside": ['kind: topic, to: "../../etc"'],
        "port": ["kind: tcp, to: x"],
    }
    for name, transports in cases.items():
        path = scenario(bench, name, transports)
        said = bench.run("simulate", "scenarios", "--check", path, expect=None, data=False)
        text = (said.stdout + said.stderr).decode()
        line = len(path.read_text().splitlines())
        assert said.returncode != 0 and f":{line}:" in text, (name, text)
    path = scenario(bench, "none", [])
    path.write_text(path.read_text().replace("transports:\n", "transports: []\n"))
    assert b"no transports" in bench.run("simulate", "run", path, expect=2).stderr
