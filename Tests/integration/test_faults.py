"""For every kind of fault, what an independent reader finds in the topic, the ledger says, row by row, and no more."""
import collections
import random

from accounts import (
    PARTITIONS, alert_id, bits, check_ledger, check_score, due, packets, receipts, run_nights, tally)
from embedded_log import Record, commit, write_topic

SHARE = 0.3
UNKNOWN_SCHEMA = (0x7FFFFFFF).to_bytes(4, "big")


# What a damaged copy must look like, given what was issued.
DAMAGE = {
    "bit-flip": ("bit-flip, bits: 3", lambda issued, got: bits(issued, got) == 3),
    "truncation": ("truncation", lambda issued, got: len(got) < len(issued) and issued.startswith(got)),
    "empty": ("truncation, keep: 0", lambda issued, got: got == b""),
    "wrong-length": ("wrong-length", lambda issued, got: got.startswith(issued) and 0 < len(got) - len(issued) < 65),
    "seven-more": ("wrong-length, bytes: 7", lambda issued, got: got[:-7] == issued and any(got[-7:])),
    "wrong-schema": ("wrong-schema", lambda issued, got: got == b"\0" + UNKNOWN_SCHEMA + issued[5:]),
    "oversize": ("oversize, bytes: 600", lambda issued, got: len(issued) < 600 and got == issued.ljust(600, b"\0")),
}


def share_of(labelled, of, share=SHARE):
    """A share that is drawn packet by packet lies within five sigma."""
    assert abs(labelled - share * of) < 5 * (of * share * (1 - share)) ** 0.5, (labelled, of)


def test_damaged_bytes_are_in_the_ledger_as_they_are_in_the_topic(bench):
    nights = run_nights(bench, {"plain": ()} | {
        name: [f"{fault}, probability: {SHARE}"] for name, (fault, _) in DAMAGE.items()})
    issued = packets(nights.pop("plain"))
    for name, night in nights.items():
        fault, looks_right = DAMAGE[name]
        label = "0 " + fault.split(",")[0]

        def labels(receipt):
            if receipt.is_intact:
                return set()
            assert looks_right(receipt.packet.value, receipt.record.value), (name, receipt)
            return {label}

        found = check_ledger(night, issued, labels)
        assert len(found) == len(issued)
        damaged = [receipt for receipt in found if not receipt.is_intact]
        share_of(len(damaged), sum(len(p.value) < 600 for p in issued.values()) if name == "oversize" else len(issued))
        # The digest header tells a reader of the topic; who does not look takes everything.
        check_score(bench, night, tally(night, issued, [(r, r.is_intact) for r in found]), "--topic", name)
        write_topic(bench.data / "streams" / f"{name}-careless", [
            [r.record._replace(headers=()) for r in found if r.record.partition == p] for p in range(PARTITIONS)])
        check_score(bench, night, tally(night, issued, [(r, True) for r in found]), "--topic", f"{name}-careless")


def test_what_is_lost_repeated_or_rerouted_is_in_the_ledger(bench):
    nights = run_nights(bench, {
        "plain": (),
        "drop": [f"drop, probability: {SHARE}"],
        "duplicate": [f"duplicate, copies: 2, probability: {SHARE}"],
        "lost": ["lost-partition, partitions: 1, visits: 2"],
        "rerouted": ["lost-partition, partitions: 1-2, reroutes: on, detectors: 0-99"],
        "forgetful": ["outage, loses: on, from: 66.405 s, until: 120 s"],
        "late-lost": ["late, delay: 20 s", "outage, loses: on, from: 66.405 s, until: 120 s"],
        "echo-lost": ["outage, loses: on, from: 66.405 s, until: 120 s", "duplicate, copies: 1, delay: 30 s"],
        "registry": ["registry-outage, from: 0 s, until: 1 h"],
        "credentials": ["credential-expiry, from: 0 s, until: 1 h"],
    }, stars=False)
    plain = nights.pop("plain")
    issued = packets(plain)
    within = lambda time: 66.405 <= time < 120
    # Of a packet and its echo one, both or none is sent within the outage; what is left of two is one.
    echoes = lambda packet: [within(due(packet, issued)), within(due(packet, issued) + 30)]
    no_fault = {name: lambda _: set() for name in ("labels", "withheld")}
    lost = lambda packet: packet.partition == 1 and packet.row.visit_number == 2
    moved = lambda packet: packet.partition in (1, 2) and packet.row.detector < 100
    rules = {
        "drop": {"withheld": lambda packet: {"0 drop"}},
        "duplicate": {},
        "lost": {"withheld": lambda packet: {"0 lost-partition"} if lost(packet) else set()},
        "rerouted": {"labels": lambda receipt: {"0 lost-partition"} if moved(receipt.packet) else set()},
        "forgetful": {"withheld": lambda packet: {"0 outage"} if 66.405 <= due(packet, issued) < 120 else set()},
        "late-lost": {
            "labels": lambda receipt: {"0 late"},
            "withheld": lambda packet: {"0 late", "1 outage"} if within(due(packet, issued) + 20) else set()},
        "echo-lost": {
            "labels": lambda receipt: {"1 duplicate"} | ({"0 outage"} if any(echoes(receipt.packet)) else set()),
            "withheld": lambda packet: {"0 outage", "1 duplicate"} if all(echoes(packet)) else set()},
        # These two have no effect on an embedded topic: scenarios may hold them, and all stays as it is.
        "registry": {}, "credentials": {},
    }
    for name, night in nights.items():
        rule = no_fault | rules[name]
        copies = collections.Counter(alert_id(record.value) for record in night.records)
        if name == "duplicate":
            rule["labels"] = lambda receipt: {"0 duplicate"} if copies[receipt.packet.id] > 1 else set()
            assert set(copies.values()) == {1, 3} and len(copies) == len(issued)
            share_of(sum(count == 3 for count in copies.values()), len(issued))
        found = check_ledger(night, issued, **rule)
        assert all(receipt.is_intact for receipt in found)
        for receipt in found:
            home = 3 if name == "rerouted" and moved(receipt.packet) else receipt.packet.partition
            assert receipt.record.partition == home, (name, receipt.record.partition, receipt.packet.row)
        gone = set(issued) - set(copies)
        if name == "drop":
            share_of(len(gone), len(issued))
        elif name in ("lost", "forgetful", "late-lost", "echo-lost"):
            wanted = {
                "lost": lost, "forgetful": lambda packet: within(due(packet, issued)),
                "late-lost": lambda packet: within(due(packet, issued) + 20),
                "echo-lost": lambda packet: all(echoes(packet))}[name]
            if name == "echo-lost":
                assert all(count == 2 - sum(echoes(issued[alert])) for alert, count in copies.items())
            assert gone == {alert for alert, packet in issued.items() if wanted(packet)}, name
            assert 10 < len(gone) < 300, (name, len(gone))
        else:
            assert not gone, name
        if name in ("registry", "credentials"):
            assert night.manifest["outputs"] == plain.manifest["outputs"]
        check_score(bench, night, tally(night, issued, [(receipt, True) for receipt in found]), "--topic", name)
    check_subscribers(bench, nights["duplicate"], issued, random.Random(5))
    check_subscribers(bench, nights["drop"], issued, random.Random(6))


def check_subscribers(bench, night, issued, chance):
    """Subscribers that lose, repeat, shuffle, forge and stop half-way get the score that they deserve."""
    found = receipts(night, issued)
    # One that writes what it got to a topic of its own: a fifth lost, a fifth twice, one partition backwards, and a
    # packet that was never sent.
    taken = [[r for r in found if r.record.partition == p for _ in range(chance.choice([0, 1, 1, 1, 2]))]
             for p in range(PARTITIONS)]
    taken[2].reverse()
    name = f"{night.name}-loser"
    forged = Record(0, 0, taken[0][0].record.timestamp, (), b"\0\0\0\4\x4d\2 a packet that nobody sent")
    write_topic(bench.data / "streams" / name, [
        [receipt.record for receipt in part] + [forged] * (p == 3) for p, part in enumerate(taken)])
    expected = tally(night, issued, [(receipt, True) for part in taken for receipt in part])
    assert expected["total"]["missing"] > 10 and expected["total"]["duplicatesBeyondSent"] > 10
    check_score(bench, night, expected, "--topic", name, unknown=1, out_of_order=out_of_order(night, taken))
    # One that keeps identifiers only, one a line, in the order of receipt.
    ids = bench.folder / f"{night.name}.ids"
    ids.write_text("# mine\n" + "".join(f"{receipt.packet.id}\n" for part in taken for receipt in part) + "\n17\n")
    without_times = {key: collections.Counter(counts) | collections.Counter() for key, counts in expected.items()}
    check_score(bench, night, without_times, "--ids", ids, unknown=1, out_of_order=out_of_order(night, taken))
    # A group that has committed a part of each partition.
    ends = [chance.randrange(len(part) // 2, len(part)) for part in night.log[:3]]
    for partition, end in enumerate(ends):
        commit(night.topic, "slow", partition, end)
    read = [r for r in found if r.record.partition < 3 and r.record.offset < ends[r.record.partition]]
    check_score(
        bench, night, tally(night, issued, [(r, True) for r in read]), "--topic", night.name, "--group", "slow")


def out_of_order(night, parts):
    """Receipts that come after one of the same partition that was sent later; of equal copies the earliest is meant."""
    copies = collections.defaultdict(list)
    for number, row in enumerate(night.ledger.rows):
        if not row.withheld:
            copies[row.alert].append((row.partition, number))
    newest, count = collections.Counter(), 0
    for receipt in (receipt for part in parts for receipt in part):
        if not copies[receipt.packet.id]:
            continue
        partition, number = copies[receipt.packet.id].pop(0)
        count += number < newest[partition]
        newest[partition] = max(newest[partition], number)
    return count
