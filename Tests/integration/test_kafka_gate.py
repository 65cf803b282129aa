"""The gate before the first visit at a Kafka cluster: what of a consumer group is missing, and when it goes on.

The independent broker tells of no members of a group, so a front before it does.
"""
import concurrent.futures
import contextlib
import time

from deliveries import finish, scenario, simulate
from group_front import GROUP_AUTHORIZATION_FAILED, GroupFront
from ledger import read_ledger
from test_kafka_clients import read_all
from test_secure_kafka import newer_library

GROUP, TOPIC, WAIT = "mine", "night", 6


@contextlib.contextmanager
def front(bench, **groups):
    env = newer_library(bench)
    inner, outer = bench.free_port(), bench.free_port()
    bench.start_kafka(listen=inner, advertise=outer)
    with GroupFront(inner, outer, groups) as it:
        it.env = env
        bench.run("topic", "create", f"kafka://127.0.0.1:{outer}/{TOPIC}", "--partitions", 3, env=env)
        yield it


def begin(bench, front, name, group=GROUP, wait=60):
    """A packet goes after the other, because the independent broker tells too low an end of a topic after a batch."""
    transport = f'kind: kafka, to: "127.0.0.1:{front.port}", topic: {TOPIC}, rate: 10 /s'
    path = scenario(bench, name, [transport], visits=1, alerts=30)
    return simulate(bench, path, "--wait", wait, "--group", group, env=front.env)


def says(bench, front, name, group=GROUP):
    """What a run says that waits in vain; nothing of it is sent."""
    began = time.monotonic()
    process, out = begin(bench, front, name, group, WAIT)
    said = finish(bench, process, expect=2)
    assert time.monotonic() - began < WAIT + 15, "the wait has a limit"
    assert not (out / "manifest.json").exists()
    assert f"Not ready within {WAIT} s. " in said, said
    return said


def commit(front, offsets):
    """As a reader that has read so far commits."""
    from confluent_kafka import Consumer, TopicPartition

    consumer = Consumer({"bootstrap.servers": f"127.0.0.1:{front.port}", "group.id": GROUP})
    try:
        consumer.commit(offsets=[TopicPartition(TOPIC, p, o) for p, o in offsets.items()], asynchronous=False)
    finally:
        consumer.close()


def test_a_group_that_is_missing_empty_or_without_partitions_is_told_as_such(bench):
    cases = {
        "missing": (None, f"No reader of consumer group missing is connected to {TOPIC}: there is no such group yet."),
        "empty": ([], f"No reader of consumer group empty is connected to {TOPIC}."),
        "idle": ([{}, {}], f"group idle has 2 readers, and 3 of 3 partitions of {TOPIC} assigned to none of them"),
        "elsewhere": ([{"another": [0, 1, 2]}],
                      f"group elsewhere has 1 reader, and 3 of 3 partitions of {TOPIC} assigned to none of them"),
        "half": ([{TOPIC: [0]}, {TOPIC: [2]}],
                 f"group half has 2 readers, and partition 1 of {TOPIC} assigned to none of them"),
    }
    groups = {name: members for name, (members, _) in cases.items() if members is not None}
    with front(bench, **groups) as cluster, concurrent.futures.ThreadPoolExecutor() as pool:
        jobs = {name: pool.submit(says, bench, cluster, name, name) for name in cases}
        for name, (_, words) in cases.items():
            assert words in jobs[name].result(), (name, jobs[name].result())


def test_a_group_that_lags_is_told_how_far_and_one_that_has_caught_up_is_not_waited_for(bench):
    with front(bench, **{GROUP: [{TOPIC: [0, 2]}, {TOPIC: [1]}]}) as cluster:
        process, out = begin(bench, cluster, "before")
        finish(bench, process)
        counts = {p: sum(row.partition == p for row in read_ledger(out / "ledger.bin").rows) for p in range(3)}
        assert sum(counts.values()) == 30 and min(counts.values()) > 1, counts
        said = says(bench, cluster, "nothing-read")
        assert f"Consumer group {GROUP} has 30 packets of {TOPIC} yet to read" in said, said
        commit(cluster, {0: counts[0], 1: counts[1] - 1, 2: counts[2]})
        said = says(bench, cluster, "one-left")
        assert f"Consumer group {GROUP} has 1 packet of {TOPIC} yet to read" in said, said
        process, out = begin(bench, cluster, "caught-up")
        time.sleep(3)
        assert process.poll() is None, bench.log(process)
        moment = time.time()
        commit(cluster, counts)
        finish(bench, process)
        assert min(row.sent_ms for row in read_ledger(out / "ledger.bin").rows) >= moment * 1000
        assert len(read_all(f"127.0.0.1:{cluster.port}", TOPIC, 60)) == 60


def test_a_night_waits_for_the_last_partition_of_a_group_to_have_a_reader(bench):
    with front(bench) as cluster:
        process, out = begin(bench, cluster, "waits")
        for members in (None, [], [{}], [{TOPIC: [0, 1]}]):
            if members is not None:
                cluster.groups = {GROUP: members}
            time.sleep(1.5)
            assert process.poll() is None, bench.log(process)
        moment = time.time()
        cluster.groups = {GROUP: [{TOPIC: [0, 1]}, {TOPIC: [2]}]}
        finish(bench, process)
        assert min(row.sent_ms for row in read_ledger(out / "ledger.bin").rows) >= moment * 1000


def test_a_group_that_may_not_be_asked_about_is_no_group_without_readers(bench):
    with front(bench, **{GROUP: [{TOPIC: [0, 1, 2]}]}) as cluster:
        cluster.errors = {GROUP: GROUP_AUTHORIZATION_FAILED}
        said = says(bench, cluster, "forbidden")
        assert "No reader" not in said and "Group authorization failed" in said, said


def test_a_cluster_that_does_not_answer_about_groups_is_waited_for_no_longer_than_wanted(bench):
    with front(bench, **{GROUP: [{TOPIC: [0, 1, 2]}]}) as cluster:
        cluster.is_mute = True
        said = says(bench, cluster, "mute")
        assert f"Consumer group {GROUP} cannot be asked about" in said, said
