"""A simulated night on a Kafka broker that is not ours, read by clients that are not ours."""
import collections
import shutil
import subprocess
import time
import uuid

from bench import Skip
from deliveries import Receipt, account, finish, scenario, simulate
from crc32c import crc32c
from forwarder import Forwarder
from receivers import alert_id
from test_kafka_clients import read_all

PARTITIONS = 45


def simulated(bench, address, topic, *more, **settings):
    path = scenario(
        bench, topic, [f'kind: kafka, to: "{address}", topic: {topic}, {", ".join(more)}'], **settings)
    process, out = simulate(bench, path)
    return path, process, out


def receipts(messages):
    return [Receipt(m.timestamp()[1], len(m.value()), crc32c(m.value()), str(alert_id(m.value()))) for m in messages]


def test_forty_five_partitions_hold_the_bursts_of_the_detectors(bench):
    address, topic = bench.kafka(), f"night-{uuid.uuid4().hex[:8]}"
    _, process, out = simulated(bench, address, topic, f"partitions: {PARTITIONS}", visits=2, alerts=400, pace=20)
    finish(bench, process)
    messages = read_all(address, topic, 800)
    found = account(bench, out, receipts(messages))
    assert not found.missing and not found.repeated and len(found.rows) == 800, (len(found.missing), len(found.rows))
    rows = {str(row.alert): row for row in found.rows}
    places = collections.Counter()
    for message in messages:
        row = rows[str(alert_id(message.value()))]
        assert (message.partition(), message.offset()) == (row.partition, row.offset), row
        assert message.partition() == row.detector % PARTITIONS, row
        headers = dict(message.headers())
        assert headers["tocsin-digest"] == f"crc32c:{row.issued_crc:08x}".encode(), headers
        places[message.partition()] += 1
    assert len(places) == PARTITIONS
    # A detector's alerts of a visit are issued together, and one detector follows the other.
    bursts = collections.defaultdict(list)
    for row in found.rows:
        bursts[row.visit, row.detector].append(row.issued_ms)
    assert len({times[0] for times in bursts.values()}) > 100 and all(len(set(times)) == 1 for times in bursts.values())


def test_a_cluster_that_cannot_be_reached_for_seconds_gets_every_packet(bench):
    bench.kafka()  # only for the newer client library that comes with it
    inner, outer, topic = bench.free_port(), bench.free_port(), "through"
    bench.start_kafka(listen=inner, advertise=outer)
    with Forwarder("127.0.0.1", inner, outer) as cable:
        address = f"127.0.0.1:{outer}"
        _, process, out = simulated(bench, address, topic, "partitions: 5", "rate: 60 /s")
        bench.eventually(
            lambda: len(read_all(address, topic, 30, timeout=3)) >= 30, "the first packets come", timeout=40)
        cable.down()
        time.sleep(3)
        assert process.poll() is None
        cable.up()
        finish(bench, process)
        found = account(bench, out, receipts(read_all(address, topic, 300)))
        assert not found.missing and not found.repeated and len(found.rows) == 300, (len(found.missing), found.repeated)


def test_a_group_of_the_cluster_without_readers_is_waited_for_in_vain(bench):
    """The independent broker tells of no members; test_kafka_gate.py has a front that does."""
    address, topic = bench.kafka(), f"gate-{uuid.uuid4().hex[:8]}"
    _, process, _ = simulated(bench, address, topic, "ready-within: 3 s, group: readers")
    said = finish(bench, process, expect=2)
    assert f"Not ready within 3 s. No reader of consumer group readers is connected to {topic}" in said, said


def test_kcat_sees_the_five_bytes_before_each_packet(bench):
    address, topic = bench.kafka(), f"kcat-{uuid.uuid4().hex[:8]}"
    if not shutil.which("kcat"):
        raise Skip("kcat is not installed")
    _, process, out = simulated(bench, address, topic, "partitions: 1", visits=1, alerts=50)
    finish(bench, process)
    done = subprocess.run(
        ["kcat", "-C", "-b", address, "-t", topic, "-o", "beginning", "-e", "-q", "-f", "%S\n%s"],
        capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    rest, values = done.stdout, []
    while rest:
        size, _, rest = rest.partition(b"\n")
        values.append(rest[:int(size)])
        rest = rest[int(size):]
    # Zero, then 1101, the number of schema 11.1.
    assert len(values) == 50 and {value[:5] for value in values} == {b"\0" + (1101).to_bytes(4, "big")}
    found = account(bench, out, [Receipt(0, len(v), crc32c(v), str(alert_id(v))) for v in values])
    assert not found.missing and not found.repeated


def test_a_topic_keeps_its_partitions_unless_others_are_asked_for(bench):
    from confluent_kafka.admin import AdminClient, NewTopic

    address, name = bench.kafka(), f"mine-{uuid.uuid4().hex[:8]}"
    admin = AdminClient({"bootstrap.servers": address})
    for future in admin.create_topics([NewTopic(name, 5, 1)]).values():
        future.result(20)
    bench.run("topic", "create", name, "--partitions", 5)
    for topic, kind in ((f"kafka://{address}/{name}", "kafka"), (name, "topic")):
        night = scenario(bench, f"own-{kind}", ["kind: topic, to: another, partitions: 7"], visits=1, alerts=60)
        words, out = ("simulate", "run", night, "--to", topic), bench.folder / f"own-{kind}"
        bench.run(*words, "--out", out)
        rows = bench.run("simulate", "ledger", out, "--json", data=False).stdout.decode().splitlines()
        places = {int(line.split('"partition":')[1].split(",")[0]) for line in rows}
        assert places == set(range(5)), places
        assert "partitions: 5" in (out / "scenario.yaml").read_text()
        bench.run("simulate", "rerun", out, data=False)
        refused = bench.run(*words, "--partitions", 3, expect=2)
        assert b"exists with 5 partitions, not 3" in refused.stderr, refused.stderr
