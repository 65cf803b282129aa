"""Runs over transports to subscribers that are not ours, and the account of what each received."""
import collections
import itertools
import json
import os
import pathlib
import re
import subprocess
import sys
from typing import NamedTuple

from ledger import read_ledger

HERE = pathlib.Path(__file__).parent
NUMBERS = itertools.count(1)
SCENARIO = """
name: {name}
seed: 23
sky: {{populations: {{stars: off, variables: off, galaxies: off, agn: off, transients: off, solar-system: off}}}}
survey: {{history-nights: 1, stamps: {stamps}, alerts-per-visit: {alerts}}}
span: {{visits: {visits}, pace: {pace}}}
transports:
"""


def scenario(bench, name, transports, visits=2, alerts=150, stamps="off", pace="fastest"):
    """A file with a night of artefacts, quick to make; a transport is what stands between its braces."""
    text = SCENARIO.format(name=name, visits=visits, alerts=alerts, stamps=stamps, pace=pace)
    path = bench.folder / f"{name}.yaml"
    path.write_text(text + "".join(f"  - {{{transport}}}\n" for transport in transports))
    return path


class Receipt(NamedTuple):
    time_ms: int
    size: int
    crc: int
    name: str


class Receiver:
    """A program of receivers.py, and what it has received."""

    def __init__(self, bench, *words, prefix=()):
        number = next(NUMBERS)
        self.path = bench.folder / f"receiver-{number}.txt"
        self.path.touch()
        log = bench.folder / f"receiver-{number}.log"
        kind, *rest = map(str, words)
        self.process = subprocess.Popen(
            [*prefix, sys.executable, str(HERE / "receivers.py"), kind, str(self.path), *rest],
            stdout=open(log, "wb"), stderr=subprocess.STDOUT, cwd=bench.folder)
        bench.processes.append((self.process, log, words))

    @property
    def receipts(self):
        lines = self.path.read_text().splitlines()
        return [Receipt(int(t), int(size), int(crc, 16), name) for t, size, crc, name in map(str.split, lines)]

    def __len__(self):
        return self.path.read_text().count("\n")

    def answer(self, status=None):
        """From now on, of an HTTP receiver; with none it takes what comes."""
        path = pathlib.Path(f"{self.path}.status")
        if status is None:
            return path.unlink(missing_ok=True)
        new = path.with_suffix(".new")
        new.write_text(str(status))
        os.replace(new, path)

    def stop(self):
        self.process.kill()
        self.process.wait()


def simulate(bench, path, *words, prefix=(), env=None):
    """Starts a run; its ledger goes to run-NAME."""
    out = bench.folder / f"run-{path.stem}"
    log = bench.folder / f"simulate-{path.stem}.log"
    process = subprocess.Popen(
        [*prefix, bench.binary, "simulate", "run", str(path), "--out", str(out), "--data", str(bench.data),
         *map(str, words)], stdout=open(log, "wb"), stderr=subprocess.STDOUT, cwd=bench.folder,
        env={**os.environ, **(env or {})})
    bench.processes.append((process, log, ("simulate", "run", path.name)))
    return process, out


def finish(bench, process, timeout=90, expect=0):
    """What the run said."""
    left = process.wait(timeout)
    assert expect is None or left == expect, (left, bench.log(process)[-2000:])
    return bench.log(process)


class Account(NamedTuple):
    rows: list
    receipts: list
    """Identifiers of packets that were sent and are not among the receipts."""
    missing: set
    """Receipts beyond the first of a packet."""
    repeated: int


def settle(bench, out, receiver, transport=0, timeout=15, before=()):
    """Waits until everything that was sent is there, or for so long; then the receiver is stopped.

    `before` is what another received before it.
    """
    rows = sent(read_ledger(out / "ledger.bin"), transport)

    def is_there():
        return len({receipt.name for receipt in [*before, *receiver.receipts]}) >= len(rows)

    try:
        bench.eventually(is_there, "everything is there", timeout=timeout)
    except AssertionError:
        pass  # the account says what is missing
    receiver.stop()
    return account(bench, out, [*before, *receiver.receipts], transport)


def sent(ledger, transport):
    return [row for row in ledger.rows if row.transport == transport and not row.withheld]


def account(bench, out, receipts, transport=0, name_of=lambda row: str(row.alert)):
    """What was received, held against ledger and score: each packet sent is there, or missing by both."""
    ledger = read_ledger(out / "ledger.bin")
    rows = sent(ledger, transport)
    by_name = {name_of(row): row for row in rows}
    assert ledger.is_whole and len(by_name) == len(rows) > 0, len(rows)
    counts = collections.Counter(receipt.name for receipt in receipts)
    for receipt in receipts:
        row = by_name[receipt.name]
        assert (receipt.size, receipt.crc) == (row.size, row.sent_crc), (receipt, row)
    missing = set(by_name) - set(counts)
    repeated = sum(counts.values()) - len(counts)
    score = check_score(bench, out, receipts, transport, len(rows), missing, repeated)
    check_latencies(out, score, by_name, receipts)
    return Account(rows, receipts, missing, repeated)


def check_score(bench, out, receipts, transport, sent_count, missing, repeated):
    ids = bench.folder / f"{out.name}-{transport}.ids"
    lines = [f"{receipt.name},{receipt.time_ms}" if receipt.time_ms else receipt.name for receipt in receipts]
    ids.write_text("name,received\n" + "".join(f"{line}\n" for line in lines))
    done = bench.run(
        "simulate", "score", "--ledger", out, "--ids", ids, "--transport", transport, "--json", expect=None)
    assert done.stdout.startswith(b"{"), done.stderr.decode(errors="replace")
    score, = json.loads(done.stdout)["subscribers"]
    said = [score["total"][key] for key in ("expected", "received", "missing", "duplicates")] + [score["unknown"]]
    assert said == [sent_count, sent_count - len(missing), len(missing), repeated, 0], (said, len(missing), repeated)
    assert done.returncode == (1 if missing or repeated else 0), done.returncode
    return score


def check_latencies(out, score, by_name, receipts):
    """From sending and, where the run had a pace, from issue, of the first receipt of each packet."""
    pace = re.search(r"^ *pace: (\S+)", (out / "scenario.yaml").read_text(), re.MULTILINE)[1]
    first = {receipt.name: receipt.time_ms for receipt in sorted(receipts, key=lambda r: -r.time_ms) if receipt.time_ms}
    sent = [time - by_name[name].sent_ms for name, time in first.items() if by_name[name].sent_ms is not None]
    issued = [time - by_name[name].issued_ms for name, time in first.items()] if pace != "fastest" else []
    total = score["total"]
    assert total["latencyMs"] == percentiles(sent), (total, percentiles(sent))
    assert total["issueLatencyMs"] == percentiles(issued), (total, percentiles(issued))
    assert (score["latencyRemark"] is None) == bool(sent), score["latencyRemark"]
    assert (score["issueLatencyRemark"] is None) == bool(issued), score["issueLatencyRemark"]


def percentiles(values):
    """By nearest rank, as the score has them; None of nothing."""
    ranks = sorted(values)
    return {f"p{p}": ranks[(len(ranks) * p + 99) // 100 - 1] for p in (50, 95, 99)} if ranks else None
