"""A sender and a subscriber on two hosts; the cable between them is pulled out in mid-run and put in again."""
import concurrent.futures
import time

from deliveries import Receiver, finish, scenario, settle, simulate
from networks import RECEIVER, SENDER, TwoHosts

PORT, RATE = 7100, 40
ENDS = ("receiver", "sender")


def cut_run(bench, kind, place, transport, at, seconds=3):
    """The account of a night that is cut for some seconds, at one end of the cable."""
    with TwoHosts() as hosts:
        receiver = Receiver(bench, kind, place, PORT, prefix=hosts.on_receiver())
        path = scenario(bench, f"cut-{kind}-{at}", [f"{transport}, rate: {RATE} /s, ready-within: 30 s"])
        process, out = simulate(bench, path, prefix=hosts.on_sender())
        bench.eventually(lambda: len(receiver) > 20, "the first packets come", timeout=60)
        hosts.cut(at)
        time.sleep(1)
        before = len(receiver)
        time.sleep(seconds - 1)
        assert len(receiver) == before and process.poll() is None, "the cable is not cut, or the run is over"
        hosts.mend(at)
        finish(bench, process)
        found = settle(bench, out, receiver)
        assert len(found.rows) == 300 and found.receipts[-1].time_ms - found.receipts[0].time_ms > seconds * 1000
        assert all(row.sent_ms for row in found.rows), "somebody was there all the time"
        return found


def cut_at_both_ends(bench, *words):
    """Two runs at once, each with hosts of its own."""
    with concurrent.futures.ThreadPoolExecutor() as pool:
        return list(pool.map(lambda at: (at, cut_run(bench, *words, at)), ENDS))


def in_order(found):
    """Of a subscriber that lost nothing: first receipts are in the order of sending."""
    return list(dict.fromkeys(r.name for r in found.receipts)) == [str(row.alert) for row in found.rows]


def test_what_waits_for_a_subscriber_that_came_by_tcp_arrives_after_the_cut(bench):
    for at, found in cut_at_both_ends(bench, "tcp-connect", SENDER, f'kind: tcp, to: "tcp-listen://{SENDER}:{PORT}"'):
        assert not found.missing and not found.repeated and in_order(found), (at, len(found.missing), found.repeated)


def test_a_connection_that_the_sender_made_outlives_the_cut(bench):
    for at, found in cut_at_both_ends(bench, "tcp-listen", RECEIVER, f'kind: tcp, to: "tcp://{RECEIVER}:{PORT}"'):
        assert not found.missing and in_order(found), (at, len(found.missing))


def test_posts_that_were_answered_are_there_and_the_others_come_again(bench):
    for at, found in cut_at_both_ends(bench, "http", RECEIVER, f'kind: http, to: "http://{RECEIVER}:{PORT}/alerts"'):
        assert not found.missing and in_order(found), (at, len(found.missing))


def test_datagrams_that_the_cut_swallowed_are_repeated_when_asked_for(bench):
    for at, found in cut_at_both_ends(bench, "udp", RECEIVER, f'kind: udp, to: "{RECEIVER}:{PORT}"'):
        assert not found.missing and not found.repeated, (at, len(found.missing), found.repeated)
