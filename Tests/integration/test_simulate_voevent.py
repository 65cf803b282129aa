"""VOEvents of a simulated night to Comet, an independent broker, and to a broker from an author."""
import collections
import re
import subprocess
import sys

from bench import Skip
from crc32c import crc32c
from deliveries import Receipt, account, finish, scenario, sent, simulate
from ledger import read_ledger


class Comet:
    """The broker, as a program of its own that stores each event which it gets."""

    def __init__(self, bench, *words):
        if subprocess.run([sys.executable, "-c", "import comet.protocol, twisted"], capture_output=True).returncode:
            raise Skip("the Python package comet is not installed")
        number = len(bench.processes)
        self.folder, log = bench.folder / f"comet-{number}", bench.folder / f"comet-{number}.log"
        self.events = self.folder / "events"
        self.events.mkdir(parents=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "twisted", "comet", f"--eventdb={self.folder}", "--save-event",
             f"--save-event-directory={self.events}", "--verbose", *words],
            stdout=open(log, "wb"), stderr=subprocess.STDOUT, cwd=self.folder)
        bench.processes.append((self.process, log, ("comet", *words)))

    @property
    def receipts(self):
        texts = [path.read_bytes() for path in self.events.iterdir()]
        return [Receipt(0, len(text), crc32c(text), name_of(text)) for text in texts]

    @property
    def texts(self):
        return [path.read_bytes() for path in self.events.iterdir()]


def name_of(text):
    return re.search(rb'ivorn="([^"]+)"', text)[1].decode()


def ivorn(row):
    return f"ivo://tocsin/simulated#{row.alert}"


def test_comet_stores_every_event_and_another_only_those_of_its_filter(bench):
    port = bench.free_port()
    path = scenario(
        bench, "to-comet", [f'kind: voevent, to: "vtp-listen://127.0.0.1:{port}", subscribers: 2, ready-within: 90 s'],
        alerts=60)
    wanted = "//Param[@name='detector' and @value < 60]"
    every, some = Comet(bench, f"--remote=127.0.0.1:{port}"), None
    some = Comet(bench, f"--remote=127.0.0.1:{port}", f"--filter={wanted}")
    process, out = simulate(bench, path)
    finish(bench, process)
    bench.eventually(lambda: len(every.receipts) == 120, "all events are stored")
    found = account(bench, out, every.receipts, name_of=ivorn)
    assert not found.missing and not found.repeated and len(found.rows) == 120, len(found.missing)
    import voeventparse  # which comes with the tests' environment, as Comet does
    for text in every.texts:
        voeventparse.assert_valid_as_v2_0(voeventparse.loads(text))
    chosen = {ivorn(row) for row in found.rows if row.detector < 60}
    bench.eventually(lambda: len(some.receipts) == len(chosen), "the events of the filter are stored")
    assert {receipt.name for receipt in some.receipts} == chosen and 0 < len(chosen) < 120, len(chosen)
    # What the events say is what the ledger says.
    rows = {ivorn(row): row for row in found.rows}
    for text in every.texts:
        row, params = rows[name_of(text)], dict(re.findall(rb'<Param name="(\w+)"[^>]*? value="([^"]*)"', text))
        assert int(params[b"diaSourceId"]) == row.alert and int(params[b"detector"]) == row.detector, params
        assert int(params[b"visit"]) == row.visit and params[b"band"].decode() == row.band, params


def test_an_author_submits_every_event_to_comet(bench):
    port = bench.free_port()
    comet = Comet(bench, "--receive", f"--receive-port={port}", "--local-ivo=ivo://org.comet/broker")
    path = scenario(bench, "author", [f'kind: voevent, to: "vtp://127.0.0.1:{port}", ready-within: 60 s'], alerts=40)
    process, out = simulate(bench, path)
    finish(bench, process)
    bench.eventually(lambda: len(comet.receipts) == 80, "all events are stored")
    found = account(bench, out, comet.receipts, name_of=ivorn)
    assert not found.missing and not found.repeated and all(row.sent_ms for row in found.rows), len(found.missing)


def test_what_a_broker_refuses_does_not_end_the_run_and_is_counted(bench):
    """The broker has each event already, or it is damaged, or empty, which no message can carry."""
    port = bench.free_port()
    comet = Comet(bench, "--receive", f"--receive-port={port}", "--local-ivo=ivo://org.comet/broker")
    transport = f'kind: voevent, to: "vtp://127.0.0.1:{port}", ready-within: 60 s'
    path = scenario(bench, "torture", [transport], visits=1, alerts=60)
    path.write_text(path.read_text() + "faults:\n  - {fault: duplicate, probability: 0.3}\n"
                    "  - {fault: truncation, probability: 0.2}\n  - {fault: 'truncation', keep: 0, probability: 0.2}\n")
    process, out = simulate(bench, path)
    said = finish(bench, process)
    rows = sent(read_ledger(out / "ledger.bin"), 0)
    intact = {ivorn(row) for row in rows if not row.corrupt}
    empty = [row for row in rows if row.size == 0]
    wanted = [receipt for receipt in comet.receipts if receipt.name in intact]
    assert {receipt.name for receipt in wanted} == intact and len(wanted) == len(comet.receipts), len(wanted)
    assert empty and all((row.sent_ms is None) == (row.size == 0) for row in rows), len(empty)
    refused = len(rows) - len(empty) - len(intact)
    assert f"of which {len(empty)} to nobody and {refused} refused" in said, said
    assert "the first of them: 127.0.0.1" in said, said


def test_identifiers_that_a_subscriber_kept_may_be_names_of_events(bench):
    process, out = simulate(bench, scenario(bench, "names", ["kind: topic, to: names"], visits=1, alerts=30))
    finish(bench, process)
    rows = bench.run("simulate", "ledger", out, "--json", data=False).stdout.decode().splitlines()
    numbers = [line.split('"alertId":')[1].split(",")[0] for line in rows]
    ids = bench.folder / "names.ids"
    ids.write_text("".join(f"ivo://tocsin/simulated#{number}\n" for number in numbers[:-2])
                   + f"{numbers[-2]}\nivo://somebody.else/events#17a\nivo://no.number\n")
    result = bench.run("simulate", "score", "--ledger", out, "--ids", ids, "--json", expect=1)
    score = __import__("json").loads(result.stdout)["subscribers"][0]
    counts = collections.Counter(score["total"] | {"unknown": score["unknown"], "latencyMs": 0})
    assert (counts["received"], counts["missing"], counts["unknown"]) == (29, 1, 2), counts
    ids.write_text("12\nno identifier\n")
    assert b"Line 2" in bench.run("simulate", "score", "--ledger", out, "--ids", ids, expect=2).stderr
