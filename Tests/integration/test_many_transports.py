"""One night to several subscribers at once, each by a transport, at a rate and with a selection of its own."""
import tarfile
import time

import fastavro

from deliveries import Receiver, finish, scenario, settle, simulate
from embedded_log import read_topic
from ledger import read_ledger
from receivers import alert_id


def test_each_transport_has_a_rate_and_a_selection_of_its_own(bench):
    ports = {kind: bench.free_port() for kind in ("tcp-connect", "tcp-listen", "http", "udp")}
    receivers = {kind: Receiver(bench, kind, "127.0.0.1", port) for kind, port in ports.items()}
    path = scenario(bench, "many", [
        f'kind: tcp, to: "tcp-listen://127.0.0.1:{ports["tcp-connect"]}", rate: 60 /s, ready-within: 90 s',
        f'kind: tcp, to: "127.0.0.1:{ports["tcp-listen"]}", detectors: 0-93, ready-within: 90 s',
        f'kind: http, to: "http://127.0.0.1:{ports["http"]}/a", detectors: 94-188, rate: 50 /s, ready-within: 90 s',
        f'kind: udp, to: "127.0.0.1:{ports["udp"]}", rate: 80 /s, detectors: 0-149, ready-within: 90 s',
        "kind: topic, to: all, partitions: 3", f"kind: files, to: {bench.folder / 'files'}, detectors: 7",
        f"kind: tar, to: {bench.folder / 'night.tar.gz'}, detectors: 8-9",
    ])
    process, out = simulate(bench, path)
    finish(bench, process)
    everything = {row.alert: row for row in read_ledger(out / "ledger.bin").rows if row.transport == 4}
    assert len(everything) == 300, len(everything)
    chosen = [range(189), range(94), range(94, 189), range(150)]
    rates = [60, None, 50, 80]
    for transport, kind in enumerate(ports):
        found = settle(bench, out, receivers[kind], transport)
        assert not found.missing and not found.repeated, (kind, len(found.missing), found.repeated)
        wanted = {alert for alert, row in everything.items() if row.detector in chosen[transport]}
        assert {row.alert for row in found.rows} == wanted, (kind, len(found.rows), len(wanted))
        seconds = (found.rows[-1].sent_ms - found.rows[0].sent_ms) / 1000
        if rates[transport]:
            least = (len(found.rows) - 10) / rates[transport]
            assert seconds > least - 0.3, (kind, seconds, least)
        else:
            assert seconds < 30, (kind, seconds)
    topic = read_topic(bench.data / "streams" / "all")
    assert sorted(alert_id(r.value) for part in topic for r in part) == sorted(everything)
    files = {path.stem: path for path in (bench.folder / "files").iterdir()}
    assert set(files) == {str(row.alert) for row in everything.values() if row.detector == 7}, len(files)
    # Every Avro reader opens them.
    packets = [next(fastavro.reader(open(path, "rb"))) for path in files.values()]
    assert {str(packet["diaSourceId"]) for packet in packets} == set(files)
    with tarfile.open(bench.folder / "night.tar.gz") as night:
        packets = [next(fastavro.reader(night.extractfile(member))) for member in night]
    assert {packet["diaSourceId"] for packet in packets} == {
        alert for alert, row in everything.items() if row.detector in (8, 9)}


def test_posts_wait_while_the_server_says_that_it_is_not_ready(bench):
    port = bench.free_port()
    receiver = Receiver(bench, "http", "127.0.0.1", port)
    path = scenario(bench, "not-ready", [f'kind: http, to: "127.0.0.1:{port}", rate: 60 /s'])
    process, out = simulate(bench, path)
    bench.eventually(lambda: len(receiver) > 20, "the first posts come", timeout=60)
    receiver.answer(503)
    bench.eventually(lambda: not grows(receiver), "no more are taken")
    before = len(receiver)
    assert grows(receiver, 2) is False and process.poll() is None
    receiver.answer()
    finish(bench, process)
    found = settle(bench, out, receiver)
    assert not found.missing and not found.repeated and before < 300, (len(found.missing), found.repeated)


def test_a_server_that_refuses_ends_the_run_with_the_reason_and_the_ledger_of_what_it_took(bench):
    port = bench.free_port()
    receiver = Receiver(bench, "http", "127.0.0.1", port)
    path = scenario(bench, "refused", [f'kind: http, to: "127.0.0.1:{port}", rate: 60 /s'])
    process, out = simulate(bench, path)
    bench.eventually(lambda: len(receiver) > 20, "the first posts come", timeout=60)
    receiver.answer(401)
    said = finish(bench, process, expect=2)
    assert "HTTP 401: authentication refused" in said and str(port) in said, said
    receiver.stop()
    rows = read_ledger(out / "ledger.bin").rows
    taken = [receipt.name for receipt in receiver.receipts]
    assert len(taken) == len(set(taken)) and {str(row.alert) for row in rows if row.sent_ms} == set(taken), len(taken)
    assert len(rows) == len(taken) + 1 and rows[-1].sent_ms is None, "the refused packet has a row without a time"


def test_posts_that_a_server_refuses_do_not_end_the_run(bench):
    port = bench.free_port()
    receiver = Receiver(bench, "http", "127.0.0.1", port)
    process, out = simulate(bench, scenario(bench, "picky", [f'kind: http, to: "127.0.0.1:{port}", rate: 60 /s']))
    bench.eventually(lambda: len(receiver) > 20, "the first posts come", timeout=60)
    receiver.answer(422)
    bench.eventually(lambda: not grows(receiver), "no more are taken")
    receiver.answer()
    said = finish(bench, process)
    found = settle(bench, out, receiver, timeout=2)
    assert 0 < len(found.missing) < 250 and f", of which {len(found.missing)} refused" in said, said
    assert "HTTP 422" in said and all(row.sent_ms for row in found.rows), said


def test_a_server_that_is_started_again_misses_what_the_score_says(bench):
    port = bench.free_port()
    first = Receiver(bench, "tcp-listen", "127.0.0.1", port)
    path = scenario(bench, "restart", [f'kind: tcp, to: "127.0.0.1:{port}", rate: 60 /s, ready-within: 90 s'])
    process, out = simulate(bench, path)
    bench.eventually(lambda: len(first) > 20, "the first packets come", timeout=60)
    first.stop()
    time.sleep(2)
    second = Receiver(bench, "tcp-listen", "127.0.0.1", port)
    finish(bench, process)
    found = settle(bench, out, second, before=first.receipts, timeout=2)
    # One write, a tenth of a second's packets, may be lost with the connection, and a few on their way before it.
    assert len(found.missing) < 30 and len(first) < 200 < len(found.rows) == 300, len(found.missing)


def grows(receiver, seconds=0.4):
    before = len(receiver)
    time.sleep(seconds)
    return len(receiver) > before
