"""Faults on other transports than topics: what independent receivers got is what the ledger says was sent."""
import collections

from deliveries import Receiver, account, finish, scenario, sent, simulate
from ledger import read_ledger

FAULTS = [
    "bit-flip, bits: 3, probability: 0.1", "truncation, probability: 0.1", "truncation, keep: 0, probability: 0.05",
    "wrong-length, probability: 0.1", "wrong-schema, probability: 0.1", "oversize, bytes: 4000, probability: 0.05",
    "duplicate, copies: 2, probability: 0.2", "drop, probability: 0.2", "reorder, window: 30 s, probability: 0.2",
]


def test_what_receivers_got_is_what_the_ledger_says_was_sent_damage_and_all(bench):
    ports = {kind: bench.free_port() for kind in ("tcp-connect", "tcp-listen", "http", "udp", "vtp")}
    receivers = {kind: Receiver(bench, kind, "127.0.0.1", port) for kind, port in ports.items()}
    place = {kind: f"127.0.0.1:{port}" for kind, port in ports.items()}
    path = scenario(bench, "damaged", [
        f'kind: tcp, to: "tcp-listen://{place["tcp-connect"]}", ready-within: 30 s',
        f'kind: tcp, to: "{place["tcp-listen"]}", ready-within: 30 s',
        f'kind: http, to: "{place["http"]}", ready-within: 30 s',
        f'kind: udp, to: "{place["udp"]}", rate: 150 /s, ready-within: 30 s',
        f'kind: voevent, to: "vtp-listen://{place["vtp"]}", ready-within: 30 s'])
    path.write_text(path.read_text() + "faults:\n" + "".join(f"  - {{fault: {fault}}}\n" for fault in FAULTS))
    process, out = simulate(bench, path)
    finish(bench, process)
    ledger = read_ledger(out / "ledger.bin")
    assert ledger.is_whole
    for transport, kind in enumerate(ports):
        rows, receiver = sent(ledger, transport), receivers[kind]
        if kind == "vtp":
            # A subscriber does not take what is no event for one; it is in the ledger as damaged.
            rows = [row for row in rows if not row.corrupt]
        expected = collections.Counter((row.size, row.sent_crc) for row in rows)
        bench.eventually(
            lambda: not expected - collections.Counter((receipt.size, receipt.crc) for receipt in receiver.receipts),
            f"{kind}: everything is there", timeout=15)
        receiver.stop()
        got = collections.Counter((receipt.size, receipt.crc) for receipt in receiver.receipts)
        if kind == "vtp":
            got = collections.Counter({key: count for key, count in got.items() if key in expected})
        assert got == expected, (kind, list((got - expected).items())[:3], list((expected - got).items())[:3])
        if kind != "udp" and kind != "vtp":
            order = [(row.size, row.sent_crc) for row in rows]
            assert [(receipt.size, receipt.crc) for receipt in receiver.receipts] == order, kind
        struck = collections.Counter(label for row in rows for label in row.faults)
        assert kind == "vtp" or len(struck) == len(FAULTS) - 1, struck
        held = [row for row in ledger.rows if row.transport == transport and row.withheld]
        assert 30 < len(held) < 90 and all(row.faults == {"7 drop"} for row in held), (kind, len(held))


def test_connections_that_are_cut_are_taken_up_again_and_what_went_meanwhile_went_to_nobody(bench):
    ports = {"tcp": bench.free_port(), "vtp": bench.free_port()}
    receivers = {"tcp": Receiver(bench, "tcp-connect", "127.0.0.1", ports["tcp"]),
                 "vtp": Receiver(bench, "vtp", "127.0.0.1", ports["vtp"])}
    path = scenario(bench, "cut", [f'kind: tcp, to: "tcp-listen://127.0.0.1:{ports["tcp"]}", ready-within: 60 s',
                                   f'kind: voevent, to: "vtp-listen://127.0.0.1:{ports["vtp"]}", ready-within: 60 s'],
                    visits=4, alerts=60, pace=20)
    path.write_text(path.read_text() + "faults:\n  - {fault: disconnect, from: 90 s, lasts: 60 s}\n")
    process, out = simulate(bench, path)
    finish(bench, process)
    names = [lambda row: str(row.alert), lambda row: f"ivo://tocsin/simulated#{row.alert}"]
    for place, (kind, name) in enumerate(zip(receivers, names)):
        receiver = receivers[kind]
        rows = sent(read_ledger(out / "ledger.bin"), place)
        cut = {name(row) for row in rows if row.faults}
        wanted = {name(row) for row in rows} - cut
        assert cut and wanted, (kind, len(cut), len(wanted))
        bench.eventually(lambda: {receipt.name for receipt in receiver.receipts} >= wanted, f"{kind}: the others are there")
        receiver.stop()
        found = account(bench, out, receiver.receipts, place, name)
        assert found.missing == cut and not found.repeated, (kind, len(found.missing), len(cut))
        assert all((row.sent_ms is None) == bool(row.faults) for row in rows), kind
        assert all(row.faults == {"0 disconnect"} for row in rows if row.faults), kind
