"""Faults that move packets in time: order in the topic, times in the ledger, and what is late."""
import collections

from accounts import alert_id, check_ledger, check_score, due, out_of_issue_order, packets, run_nights, tally
from deliveries import percentiles

PACE = 40
FROM, UNTIL = 66.405, 102.505
# Between the times at which detectors of the first visit send, six of them in each window.
EDGES = [round(FROM + n * 18 / 189, 3) for n in range(33)]
NIGHTS = {
    "plain": (),
    "late": ["late, delay: 20 s, probability: 0.3"],
    "reorder": ["reorder, window: 30 s, probability: 0.5"],
    "echo": ["duplicate, copies: 2, delay: 4 s, probability: 0.3"],
    "stall": [f"stall, factor: 3, from: {FROM} s, until: {UNTIL} s"],
    "outage": [f"outage, from: {FROM} s, until: {UNTIL} s"],
    "flaky": [f"outage, from: {EDGES[n]} s, until: {EDGES[n + 1]} s, probability: 0.5" for n in range(len(EDGES) - 1)],
    "echoes-held": ["duplicate, copies: 2, delay: 20 s", f"outage, from: {FROM} s, until: {UNTIL} s"],
    "late-stalled": [f"stall, factor: 3, from: {FROM} s, until: {UNTIL} s", "late, delay: 15 s"],
    "drain": ["slow-drain, rate: 20 /s, visits: 2"],
    "clock": ["clock-step, by: 37 s, visits: 2", "clock-step, by: -1500 ms, visits: 3"],
}


def test_delays_are_in_the_ledger_and_the_order_of_the_topic_is_that_of_the_delays(bench):
    nights = run_nights(bench, NIGHTS, at_once=4, pace=PACE, stars=False)
    issued = packets(nights["plain"])
    times = {alert: due(packet, issued) for alert, packet in issued.items()}
    for bound in (*EDGES, UNTIL, FROM - 15, UNTIL - 15, FROM - 20, UNTIL - 20, FROM - 40, UNTIL - 40):
        assert min(abs(time - bound) for time in times.values()) > 0.001, "a packet is due at the very bound"
    in_window = {alert for alert, time in times.items() if FROM <= time < UNTIL}
    assert 50 < len(in_window) < 200, len(in_window)
    late, drained = late_ones(nights["late"], issued), drain(issued, times)
    copies = collections.Counter(alert_id(record.value) for record in nights["echo"].records)
    said = {row.alert: (row.due_ms - row.issued_ms) / 1000 * PACE for row in nights["reorder"].ledger.rows}
    there = {int(label.split()[0]) for row in nights["flaky"].ledger.rows for label in row.faults}
    held = {alert: carried(time, there) for alert, time in times.items()}
    echo = lambda alert, copy: times[alert] + 20 * copy
    visit = {alert: packet.row.visit_number for alert, packet in issued.items()}
    # By night: the fault's label for an alert, and when a copy of it is to be sent.
    rules = {
        "plain": (lambda alert: (), lambda alert, copy: times[alert]),
        "late": (lambda alert: ["0 late"] * (alert in late), lambda alert, copy: times[alert] + 20 * (alert in late)),
        "reorder": (lambda alert: ["0 reorder"] * (said[alert] > 0), lambda alert, copy: times[alert] + said[alert]),
        "echo": (lambda alert: ["0 duplicate"] * (copies[alert] > 1), lambda alert, copy: times[alert] + 4 * copy),
        "stall": (lambda alert: ["0 stall"] * (alert in in_window),
                  lambda alert, copy: stalled(times[alert]) if alert in in_window else times[alert]),
        "outage": (lambda alert: ["0 outage"] * (alert in in_window),
                   lambda alert, copy: UNTIL if alert in in_window else times[alert]),
        "flaky": (lambda alert: held[alert][1], lambda alert, copy: held[alert][0]),
        "echoes-held": (
            lambda alert, copy: ["0 duplicate"] + ["1 outage"] * (FROM <= echo(alert, copy) < UNTIL),
            lambda alert, copy: UNTIL if FROM <= echo(alert, copy) < UNTIL else echo(alert, copy)),
        "late-stalled": (
            lambda alert: ["0 stall"] * (FROM <= times[alert] + 15 < UNTIL) + ["1 late"],
            lambda alert, copy: stalled(times[alert] + 15) if FROM <= times[alert] + 15 < UNTIL else times[alert] + 15),
        "drain": (lambda alert: ["0 slow-drain"] * (drained[alert] > times[alert]), lambda alert, copy: drained[alert]),
        "clock": (lambda alert: {2: ["0 clock-step"], 3: ["1 clock-step"]}.get(visit[alert], ()),
                  lambda alert, copy: times[alert]),
    }
    for name, night in nights.items():
        label, wanted = rules[name]
        clock = {2: 37_000, 3: -1_500} if name == "clock" else {}
        found = check_ledger(
            night, issued, labels=lambda receipt: set(
                label(receipt.packet.id, receipt.copy) if name == "echoes-held" else label(receipt.packet.id)),
            clock_ms=lambda receipt: clock.get(visit[receipt.packet.id], 0))
        assert all(receipt.is_intact for receipt in found) and {receipt.packet.id for receipt in found} == set(issued)
        check_times(night, times, wanted)
        if name != "reorder":
            check_sequence(night, issued, wanted)
        expected = tally(night, issued, [(receipt, True) for receipt in found], late_after=0.25)
        if name == "late":
            assert expected["total"]["late"] >= len(late), (name, expected["total"])
        if name == "clock":
            assert expected["total"]["late"] < 100, "stamps of a stepped clock make nothing late"
        score = check_score(bench, night, expected, "--topic", name, late_after=0.25 * PACE)
        check_latency(night, score, found)
        assert score["total"]["outOfOrderByIssue"] == out_of_issue_order(found), (name, score["total"])
        if name in ("late", "reorder", "plain", "clock"):
            assert (score["total"]["outOfOrderByIssue"] > 20) == (name in ("late", "reorder")), (name, score["total"])
    # Each window is there for all or for nobody; of some twenty that alerts are due in, about half are.
    filled = {n for n in range(len(EDGES) - 1) for time in times.values() if EDGES[n] <= time < EDGES[n + 1]}
    assert len(filled) > 10 and abs(len(there & filled) - len(filled) / 2) < 2 * len(filled) ** 0.5, (there, filled)
    labelled = [shift for shift in said.values() if shift > 0]
    assert 130 < len(labelled) < 230 and max(labelled) < 30.05 and abs(sum(labelled) / len(labelled) - 15) < 3.3
    assert set(copies.values()) == {1, 3}


def check_latency(night, score, found):
    """That from issue to the sending by the ledger, as stamps may be of a stepped clock; nothing tells of a receipt."""
    total = score["total"]
    first = {row.alert: row.issued_ms for row in reversed(night.ledger.rows)}
    sent = {(row.partition, row.offset): row.sent_ms for row in night.ledger.rows}
    times = {receipt.packet.id: sent[receipt.record.partition, receipt.record.offset] for receipt in reversed(found)}
    wanted = percentiles([time - first[alert] for alert, time in times.items()])
    assert total["issueLatencyMs"] == wanted, (night.name, total, wanted)
    assert total["surveyIssueLatencyMs"] == {name: value * PACE for name, value in wanted.items()}, total
    assert score["pace"] == PACE and total["latencyMs"] is None and "stamps" in score["latencyRemark"], score
    if night.name == "late":
        # By the ledger: stamps are those of a clock that a machine may set meanwhile.
        delays = percentiles([row.due_ms - row.issued_ms for row in night.ledger.rows])
        assert 20_000 <= delays["p95"] * PACE < 30_000, delays
        assert total["surveyIssueLatencyMs"]["p95"] < 30_000, total


def carried(time, there):
    """From window to window of those that are there, and the labels of these."""
    labels = []
    for n, end in enumerate(EDGES[1:]):
        if n in there and EDGES[n] <= time < end:
            time = end
            labels.append(f"{n} outage")
    return time, labels


def stalled(time):
    """Time runs slower by three, until the end of the stall."""
    return min(FROM + (time - FROM) * 3, UNTIL)


def late_ones(night, issued):
    """From the topic alone: of each visit and partition the on-time packets come first, in the order of issue."""
    late = set()
    for records in night.log:
        last = collections.defaultdict(lambda: -1)
        after = set()
        for record in records:
            packet = issued[alert_id(record.value)]
            visit = packet.row.visit_number
            if packet.sequence < last[visit]:
                assert visit not in after, "two steps back in one visit"
                after.add(visit)
            last[visit] = packet.sequence
            if visit in after:
                late.add(packet.id)
    assert 60 < len(late) < 160, len(late)
    return late


def drain(issued, times):
    """The second visit's packets go no faster than twenty a second."""
    free, drained = 0.0, dict(times)
    for alert in sorted((a for a, p in issued.items() if p.row.visit_number == 2), key=lambda a: issued[a].sequence):
        drained[alert] = max(times[alert], free)
        free = drained[alert] + 1 / 20
    assert sum(drained[alert] > times[alert] for alert in times) > 80
    return drained


def check_times(night, times, wanted):
    """To the millisecond; nothing is sent before its time, but for the hundredth of a second that goes together."""
    start = night.ledger.start_ms
    for row in night.ledger.rows:
        assert abs(row.issued_ms - start - times[row.alert] / PACE * 1000) <= 1, (night.name, row)
        assert abs(row.due_ms - start - wanted(row.alert, row.copy) / PACE * 1000) <= 1, (night.name, row)
        assert row.sent_ms >= row.due_ms - 11, (night.name, row)
    due_ms = [row.due_ms for row in night.ledger.rows]
    assert due_ms == sorted(due_ms), night.name


def check_sequence(night, issued, wanted):
    """The topic's order is that of the times at which the copies were to go, and of equal ones that of issue."""
    copies = collections.Counter()
    for records in night.log:
        keys = []
        for record in records:
            alert = alert_id(record.value)
            keys.append((round(wanted(alert, copies[alert]), 4), issued[alert].sequence, copies[alert]))
            copies[alert] += 1
        assert keys == sorted(keys), night.name
