"""An account of a simulated night from the bytes in its topic alone, and what ledger and score must therefore say."""
import collections
import concurrent.futures
import csv
import json
import pathlib
import subprocess
from typing import NamedTuple

from crc32c import crc32c
from embedded_log import Record, read_topic
from ledger import Ledger, read_ledger

PARTITIONS = 4
SCENARIO = """
name: {name}
seed: {seed}
sky:
  populations: {{galaxies: off, agn: off, transients: off, solar-system: off, stars: {stars}, variables: {stars}}}
survey: {{history-nights: 5, stamps: off, schema: "{schema}"{alerts}}}
span: {{visits: {visits}, pace: {pace}}}
transports:
  - {{kind: topic, to: {name}, partitions: {partitions}}}
"""


def scenario(name, faults=(), seed=11, pace="fastest", schema="11.1", alerts=120, visits=3, stars=True):
    """Its text. Without stars there are artefacts only: quick, but all packets are new and nearly alike."""
    text = SCENARIO.format(
        name=name, seed=seed, pace=pace, schema=schema, visits=visits, stars="on" if stars else "off",
        partitions=PARTITIONS, alerts=f", alerts-per-visit: {alerts}" if alerts else "")
    return text + ("faults:\n" + "".join(f"  - {{fault: {fault}}}\n" for fault in faults) if faults else "")


class Night(NamedTuple):
    """A run: its folder, what is in its topic, in the order of each partition, and its ledger."""
    name: str
    out: pathlib.Path
    topic: pathlib.Path
    log: list
    ledger: Ledger

    @property
    def records(self):
        return [record for partition in self.log for record in partition]

    @property
    def manifest(self):
        return json.loads((self.out / "manifest.json").read_text())


def run_night(bench, name, faults=(), prefix=(), **settings):
    """Runs one scenario; `prefix` are words before the program, such as taskset's."""
    path, out = bench.folder / f"{name}.yaml", bench.folder / f"run-{name}"
    path.write_text(scenario(name, faults, **settings))
    words = [*prefix, bench.binary, "simulate", "run", path, "--out", out, "--data", bench.data]
    done = subprocess.run(list(map(str, words)), capture_output=True, timeout=300, cwd=bench.folder)
    assert done.returncode == 0, (name, done.stderr.decode(errors="replace")[-2000:])
    return read_night(bench, name)


def read_night(bench, name):
    out, topic = bench.folder / f"run-{name}", bench.data / "streams" / name
    return Night(name, out, topic, read_topic(topic), read_ledger(out / "ledger.bin"))


def run_nights(bench, scenarios, at_once=3, **settings):
    """Runs scenarios by name, several at a time; returns nights by name."""
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        jobs = {name: pool.submit(run_night, bench, name, faults, **settings) for name, faults in scenarios.items()}
        return {name: job.result() for name, job in jobs.items()}


def alert_id(value):
    """The packet's first field, a zigzag long behind the five bytes of framing."""
    word = shift = 0
    for byte in value[5:15]:
        word |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return word >> 1 ^ -(word & 1)
    raise AssertionError("no identifier")


def bits(before, after):
    """How many bits differ; None where the lengths do."""
    if len(before) != len(after):
        return None
    return (int.from_bytes(before, "big") ^ int.from_bytes(after, "big")).bit_count()


class Packet(NamedTuple):
    """A packet of the night without faults."""
    id: int
    value: bytes
    partition: int
    sequence: int
    row: object


def packets(plain):
    """Those of a night without faults, by identifier, once its ledger was found to be true."""
    ledger = plain.ledger
    assert ledger.is_whole and ledger.labels == [], plain.name
    by_place = {(record.partition, record.offset): record for record in plain.records}
    assert len(ledger.rows) == len(by_place) > 300, len(by_place)
    found = {}
    for sequence, row in enumerate(ledger.rows):
        record = by_place.pop((row.partition, row.offset))
        assert not (row.withheld or row.corrupt or row.faults or row.copy or row.transport), row
        assert row.issued_crc == row.sent_crc == crc32c(record.value) and row.size == len(record.value), row
        assert row.alert == alert_id(record.value) and row.partition == row.detector % PARTITIONS, row
        check_delivery(row, record, 0)
        found[row.alert] = Packet(row.alert, record.value, row.partition, sequence, row)
    assert len(found) == len(ledger.rows)
    return found


def check_delivery(row, record, clock_ms):
    """What the headers say, and that the times fit; the sender's clock is ahead by `clock_ms`."""
    assert record.key is None and len(record.headers) == 2, record.headers
    assert record.header("tocsin-digest") == f"crc32c:{row.issued_crc:08x}", (row, record.headers)
    assert record.header("producer_timestamp") == str(record.timestamp), record.headers
    # The packet is stamped when its batch is put together, and sent at once.
    assert 0 <= row.sent_ms - (record.timestamp - clock_ms) < 20_000, (row.sent_ms, record.timestamp)


def due(packet, issued):
    """Seconds of the survey since the run's first exposure began, at which a packet is due without faults.

    A visit's alerts follow the middle of its exposure of 30 s by 50 s, those of the last detector 3 s later.
    """
    first = min(other.row.mjd_tai for other in issued.values())
    return (packet.row.mjd_tai - first) * 86_400 + 65 + 3 * packet.row.detector / 189


class Receipt(NamedTuple):
    """A record of the faulty night, and the packet that it was made of."""
    record: Record
    packet: Packet
    copy: int

    @property
    def is_intact(self):
        return self.record.value == self.packet.value


def receipts(night, issued):
    """What is in the topic: intact packets are known by their bytes, damaged ones by the digest that they carry."""
    by_value = {packet.value: packet for packet in issued.values()}
    by_digest = {f"crc32c:{crc32c(packet.value):08x}": packet for packet in issued.values()}
    assert len(by_digest) == len(by_value) == len(issued)
    seen, found = collections.Counter(), []
    for record in night.records:
        packet = by_value.get(record.value) or by_digest[record.header("tocsin-digest")]
        found.append(Receipt(record, packet, seen[packet.id]))
        seen[packet.id] += 1
    return found


def check_ledger(night, issued, labels, withheld=lambda packet: set(), clock_ms=lambda receipt: 0):
    """The ledger has a row for each record of the topic and for each packet that is not there, and no other.

    `labels` gives the faults that a receipt shows, `withheld` those that keep a packet back. Returns the receipts.
    """
    assert night.ledger.is_whole and night.ledger.seed == 11
    found = receipts(night, issued)
    rows = {(row.partition, row.offset): row for row in night.ledger.rows if not row.withheld}
    kept = {row.alert: row for row in night.ledger.rows if row.withheld}
    assert len(rows) + len(kept) == len(night.ledger.rows) and len(rows) == len(found)
    for receipt in found:
        record, packet = receipt.record, receipt.packet
        row = rows[record.partition, record.offset]
        check_truth(row, packet)
        assert row.sent_crc == crc32c(record.value) and row.size == len(record.value), row
        assert row.corrupt == (not receipt.is_intact) and row.copy == receipt.copy, (row, receipt.copy)
        assert row.faults == labels(receipt), (row, labels(receipt))
        check_delivery(row, record, clock_ms(receipt))
    assert set(kept) == set(issued) - {receipt.packet.id for receipt in found}
    for row in kept.values():
        packet = issued[row.alert]
        check_truth(row, packet)
        assert row.faults == withheld(packet) != set(), (row, withheld(packet))
        assert (row.sent_ms, row.offset, row.partition, row.size, row.copy) == (None, None, None, 0, 0), row
        assert row.sent_crc == row.issued_crc and not row.corrupt and row.due_ms == row.issued_ms, row
    check_order(night)
    check_counts(night)
    return found


def check_truth(row, packet):
    """What is true of a packet does not depend on what became of it."""
    for name in ("alert", "object", "visit", "visit_number", "detector", "band", "true_class", "ra", "dec", "mjd_tai",
                 "true_flux", "issued_crc", "transport"):
        assert getattr(row, name) == getattr(packet.row, name), (name, row, packet.row)


def check_order(night):
    """Rows are in the order of sending: offsets ascend in each partition, and times do."""
    ends, last = collections.Counter(), 0
    for row in night.ledger.rows:
        if row.withheld:
            continue
        assert row.offset == ends[row.partition] and row.sent_ms >= last, row
        ends[row.partition] += 1
        last = row.sent_ms


def check_counts(night):
    """The manifest's counts are those of the ledger."""
    rows, counts = night.ledger.rows, night.manifest["counts"]
    expected = {
        "visits": max(row.visit_number for row in rows), "issued": len({row.alert for row in rows}),
        "withheld": sum(row.withheld for row in rows),
        "sent": sum(not row.withheld for row in rows), "duplicates": sum(row.copy > 0 for row in rows),
        "corrupt": sum(row.corrupt for row in rows), "faulty": sum(bool(row.faults) for row in rows)}
    assert counts == {name: count for name, count in expected.items() if count}, (counts, expected)


COLUMNS = (
    "alertId objectId visit visitNumber detector band trueClass ra dec midpointMjdTai trueFlux issuedDigest sentDigest "
    "sentBytes copy transport faults corrupt withheld issuedMs dueMs sentMs partition offset").split()


def check_export(bench, night):
    """`simulate ledger` prints what is in the file, as CSV and as JSON."""
    text = bench.run("simulate", "ledger", night.out, data=False).stdout.decode()
    lines = bench.run("simulate", "ledger", night.out, "--json", data=False).stdout.decode().splitlines()
    table = list(csv.DictReader(text.splitlines()))
    assert text.splitlines()[0].split(",") == COLUMNS and len(table) == len(lines) == len(night.ledger.rows)
    for row, cells, line in zip(night.ledger.rows, table, lines):
        faults = ";".join(label for label in night.ledger.labels if label in row.faults)
        values = (
            row.alert, row.object, row.visit, row.visit_number, row.detector, row.band, row.true_class, row.ra, row.dec,
            row.mjd_tai, row.true_flux, f"{row.issued_crc:08x}", f"{row.sent_crc:08x}", row.size, row.copy,
            row.transport, faults, row.corrupt, row.withheld, row.issued_ms, row.due_ms, row.sent_ms, row.partition,
            row.offset)
        assert json.loads(line) == dict(zip(COLUMNS, values)), (line, values)
        for name, value in zip(COLUMNS, values):
            said = cells[name]
            if value is None or isinstance(value, bool):
                assert said == ("" if value is None else str(value).lower()), (name, said, value)
            else:
                assert type(value)(said) == value, (name, said, value)


TALLY = ("issued", "expected", "received", "missing", "duplicates", "duplicatesBeyondSent", "corruptAccepted",
         "corruptRejected", "intactRejected", "late")


def tally(night, issued, taken, late_after=60.0):
    """What a score must say, in all, by visit and by class, of someone who got `taken`: (receipt, whether accepted).

    `late_after` is in seconds by the clock.
    """
    rows = [row for row in night.ledger.rows if not row.withheld]
    first = {row.alert: row for row in reversed(rows)}
    copies = collections.Counter(row.alert for row in rows if not row.corrupt)
    sent = {(row.partition, row.offset): row.sent_ms for row in rows}
    sending_ms = lambda record: sent.get((record.partition, record.offset), record.timestamp)
    by_alert = collections.defaultdict(list)
    for receipt, accepted in taken:
        by_alert[receipt.packet.id].append((receipt, accepted))
    totals = collections.defaultdict(collections.Counter)
    for alert, packet in issued.items():
        here = by_alert[alert]
        intact = [receipt for receipt, accepted in here if accepted and receipt.is_intact]
        count = {
            "issued": 1, "expected": copies[alert] > 0, "received": bool(intact),
            "missing": copies[alert] > 0 and not intact,
            "duplicates": max(0, len(intact) - 1), "duplicatesBeyondSent": max(0, len(intact) - max(1, copies[alert])),
            "corruptAccepted": sum(accepted and not receipt.is_intact for receipt, accepted in here),
            "corruptRejected": sum(not accepted and not receipt.is_intact for receipt, accepted in here),
            "intactRejected": sum(not accepted and receipt.is_intact for receipt, accepted in here),
            "late": bool(intact) and sending_ms(intact[0].record) - first[alert].issued_ms > late_after * 1000}
        for key in ("total", ("visit", str(packet.row.visit_number)), ("class", packet.row.true_class)):
            totals[key].update({name: int(value) for name, value in count.items()})
    return totals


def check_score(bench, night, expected, *subscriber, unknown=0, out_of_order=0, late_after=60.0):
    """`simulate score` says of a subscriber what `expected` does, and leaves with 0 only where nothing is wrong.

    `late_after` is in seconds of the survey.
    """
    done = bench.run(
        "simulate", "score", "--ledger", night.out, "--json", "--late-after", late_after, *subscriber, expect=None)
    assert done.stdout.startswith(b"{"), (night.name, subscriber, done.stderr.decode(errors="replace"))
    score, = json.loads(done.stdout)["subscribers"]
    said = {"total": score["total"]}
    for kind, parts in (("visit", "visits"), ("class", "classes")):
        said |= {(kind, part[kind]): part for part in score[parts]}
    assert set(said) == set(expected), (set(said), set(expected))
    for key, counts in expected.items():
        assert {name: said[key][name] for name in TALLY} == {name: counts[name] for name in TALLY}, (night.name, key)
    assert score["unknown"] == unknown and score["outOfOrder"] == out_of_order, score
    total = expected["total"]
    bad = ("missing", "duplicatesBeyondSent", "corruptAccepted", "intactRejected")
    assert done.returncode == (1 if unknown or any(total[name] for name in bad) else 0), done.returncode
    return score


def out_of_issue_order(receipts):
    """First receipts that come after one of the same partition that was issued later."""
    newest, known, count = collections.defaultdict(tuple), set(), 0
    for receipt in receipts:
        if receipt.packet.id in known:
            continue
        known.add(receipt.packet.id)
        partition, order = receipt.record.partition, (receipt.packet.row.visit_number, receipt.packet.row.detector)
        count += order < newest[partition]
        newest[partition] = max(newest[partition], order)
    return count
