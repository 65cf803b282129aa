"""A sender and a subscriber on two hosts; the cable between them is pulled out in mid-run and put in again."""
import time

from deliveries import Receiver, finish, scenario, settle, simulate
from networks import RECEIVER, SENDER, TwoHosts

PORT, RATE = 7100, 40


def cut_run(bench, kind, transport, at="receiver", early=True, seconds=3, **settings):
    """The account of a night that is cut for some seconds; `early` receivers are there before the sender."""
    with TwoHosts() as hosts:
        words = {"early": [kind, RECEIVER if early else SENDER, PORT]}["early"]
        receiver = Receiver(bench, *words, prefix=hosts.on_receiver())
        path = scenario(bench, f"cut-{kind}-{at}", [f"{transport}, rate: {RATE} /s"], **settings)
        process, out = simulate(bench, path, prefix=hosts.on_sender())
        bench.eventually(lambda: len(receiver) > 20, "the first packets come", timeout=40)
        hosts.cut(at)
        time.sleep(1)
        before = len(receiver)
        time.sleep(seconds - 1)
        assert len(receiver) == before and process.poll() is None, "the cable is not cut, or the run is over"
        hosts.mend(at)
        finish(bench, process)
        found = settle(bench, out, receiver)
        assert len(found.rows) == 300 and found.receipts[-1].time_ms - found.receipts[0].time_ms > seconds * 1000
        return found


def test_what_waits_for_a_subscriber_that_came_by_tcp_arrives_after_the_cut(bench):
    for at in ("receiver", "sender"):
        found = cut_run(
            bench, "tcp-connect", f'kind: tcp, to: "tcp-listen://{SENDER}:{PORT}", ready-within: 20 s', at, early=False)
        assert not found.missing and not found.repeated, (at, len(found.missing), found.repeated)


def test_a_connection_that_the_sender_made_outlives_the_cut(bench):
    for at in ("receiver", "sender"):
        found = cut_run(
            bench, "tcp-listen", f'kind: tcp, to: "tcp://{RECEIVER}:{PORT}", ready-within: 20 s', at)
        assert not found.missing, (at, len(found.missing))


def test_posts_that_were_answered_are_there_and_the_others_come_again(bench):
    found = cut_run(bench, "http", f'kind: http, to: "http://{RECEIVER}:{PORT}/alerts", ready-within: 20 s')
    assert not found.missing, len(found.missing)


def test_datagrams_that_the_cut_swallowed_are_repeated_when_asked_for(bench):
    for at in ("receiver", "sender"):
        found = cut_run(bench, "udp", f'kind: udp, to: "{RECEIVER}:{PORT}", ready-within: 20 s', at)
        assert not found.missing and not found.repeated, (at, len(found.missing), found.repeated)
