"""Other people's Kafka clients read what we write, and we read what they write."""
import os
import pathlib
import re
import subprocess
import time
import uuid

from bench import Skip


def framed_packets(bench):
    """Every single-record file of the shared packets, as bytes by file."""
    files = sorted(bench.packets("lsst-alerts").rglob("*.avro")) + sorted(bench.packets("lsst-alerts").rglob("*.bin"))
    single = [f for f in files if "v10.0" not in str(f)]
    return {str(f): f.read_bytes() for f in single}


def read_all(address, topic, count, timeout=60):
    from confluent_kafka import Consumer, TopicPartition

    consumer = Consumer({"bootstrap.servers": address, "group.id": f"reader-{uuid.uuid4()}", "enable.auto.commit": False})
    try:
        partitions = consumer.list_topics(topic, timeout=20).topics[topic].partitions
        consumer.assign([TopicPartition(topic, p, 0) for p in partitions])
        messages, deadline = [], time.monotonic() + timeout
        while len(messages) < count and time.monotonic() < deadline:
            message = consumer.poll(1.0)
            if message is not None and message.error() is None:
                messages.append(message)
        return messages
    finally:
        consumer.close()


def test_confluent_kafka_reads_byte_for_byte_what_replay_produced(bench):
    address, topic = bench.kafka(), f"replayed-{uuid.uuid4().hex[:8]}"
    packets = framed_packets(bench)
    bench.run("replay", *packets, "--to", f"kafka://{address}/{topic}", "--partitions", 3)
    messages = read_all(address, topic, len(packets))
    assert sorted(m.value() for m in messages) == sorted(packets.values()), f"{len(messages)} of {len(packets)} messages"
    for message in messages:
        headers = dict(message.headers())
        assert re.fullmatch(rb"crc32c:[0-9a-f]{8}", headers["tocsin-digest"]), headers
        assert float(headers["producer_timestamp"]) > 1.6e12, headers


def test_kcat_reads_byte_for_byte_what_replay_produced(bench):
    address, topic = bench.kafka(), f"kcat-{uuid.uuid4().hex[:8]}"
    if subprocess.run(["which", "kcat"], capture_output=True).returncode != 0:
        raise Skip("kcat is not installed")
    packets = framed_packets(bench)
    bench.run("replay", *packets, "--to", f"kafka://{address}/{topic}")
    out = subprocess.run(
        ["kcat", "-C", "-b", address, "-t", topic, "-p", "0", "-o", "beginning", "-e", "-q", "-f", "%S\n%s"],
        capture_output=True, timeout=60, env=os.environ)
    assert out.returncode == 0, out.stderr.decode()
    rest, values = out.stdout, []
    while rest:
        size, _, rest = rest.partition(b"\n")
        values.append(rest[: int(size)])
        rest = rest[int(size):]
    assert sorted(values) == sorted(packets.values())


def test_the_broker_ingests_what_a_python_producer_sent(bench):
    from confluent_kafka import Producer
    from confluent_kafka.admin import AdminClient, NewTopic

    address, topic = bench.kafka(), f"produced-{uuid.uuid4().hex[:8]}"
    packets = framed_packets(bench)
    admin = AdminClient({"bootstrap.servers": address})
    for future in admin.create_topics([NewTopic(topic, 2, 1)]).values():
        future.result(20)
    producer = Producer({"bootstrap.servers": address, "compression.type": "snappy"})
    for value in packets.values():
        producer.produce(topic, value)
    producer.produce(topic, b"this is no packet")
    assert producer.flush(30) == 0
    bench.run("broker", "run", "--from", f"kafka://{address}/{topic}", "--until-drained", expect=1)
    stages = bench.json("broker", "status", "--json")["stages"]
    assert len(stages) == 1, stages
    stage = stages[0]
    assert stage["received"] == len(packets) + 1, stage
    assert stage["received"] == stage["stored"] + stage["duplicate"] + stage["quarantined"], stage
    assert stage["quarantined"] == 1 and stage["inFlight"] == 0, stage


def test_a_kafka_broker_that_is_not_there_is_said_so(bench):
    port = bench.free_port()
    packet = sorted(bench.packets("lsst-alerts", "v9.0-lsstcam-2025-09-05").glob("*.avro"))[0]
    result = bench.run("replay", packet, "--to", f"kafka://127.0.0.1:{port}/nowhere", "--kafka-timeout", "5", expect=2, timeout=60)
    text = result.stderr.decode()
    assert f"127.0.0.1:{port}" in text, text
