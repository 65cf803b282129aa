"""Multicast from one host to another, put together again by a plain socket and what the document says of datagrams."""
from deliveries import Receiver, finish, scenario, settle, simulate
from networks import RECEIVER, SENDER, TwoHosts

GROUP, PORT = "239.192.7.1", 7200


def multicast_run(bench, name, loss, **settings):
    with TwoHosts() as hosts:
        receiver = Receiver(bench, "multicast", GROUP, PORT, RECEIVER, loss, prefix=hosts.on_receiver())
        transport = f'kind: multicast, to: "{GROUP}:{PORT}?interface={SENDER}", rate: 20 /s, ready-within: 30 s'
        path = scenario(bench, name, [transport], **settings)
        process, out = simulate(bench, path, prefix=hosts.on_sender())
        finish(bench, process)
        return settle(bench, out, receiver)


def test_fragments_are_put_together_again_by_a_plain_socket(bench):
    found = multicast_run(bench, "whole", 0, visits=1, alerts=30, stamps="on")
    assert not found.missing and not found.repeated, (len(found.missing), found.repeated)
    assert min(row.size for row in found.rows) > 50_000, "packets of many fragments"


def test_fragments_that_the_receiver_lost_are_sent_again_to_who_asks(bench):
    found = multicast_run(bench, "holes", 0.1, visits=1, alerts=30, stamps="on")
    assert not found.missing and not found.repeated, (len(found.missing), found.repeated)
