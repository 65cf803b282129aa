"""Tocsin against a Kafka cluster that asks for TLS and a log-in: what is right goes through, the rest is refused."""
import contextlib
import json
import os
import pathlib
import socket
import struct
import subprocess
import time
import uuid

from bench import Skip
from deliveries import finish, scenario, simulate
from ledger import read_ledger
from secure_front import SecureFront, read_frame, string, write_frame

USER, PASSWORD, WRONG = "rubin=night,1", 'Öffne "dich", a=b\\c', "wrong-password-xyzzy"


def newer_library(bench):
    """The environment with confluent-kafka's librdkafka, which the independent broker needs (see script/with-kafka)."""
    if os.environ.get("TOCSIN_KAFKA_BOOTSTRAP"):
        return {}
    try:
        import confluent_kafka
    except ImportError:
        raise Skip("the Python package confluent-kafka is not installed")
    site = pathlib.Path(confluent_kafka.__file__).parent.parent
    folder = bench.folder / "lib"
    folder.mkdir(exist_ok=True)
    for path in site.glob("confluent_kafka.libs/*.so*"):
        for name in [path.name] + (["librdkafka.so.1"] if path.name.startswith("librdkafka-") else []):
            if not (folder / name).exists():
                (folder / name).symlink_to(path)
    if not (folder / "librdkafka.so.1").exists():
        raise Skip("this confluent-kafka carries no librdkafka")
    old = os.environ.get("LD_LIBRARY_PATH")
    return {"LD_LIBRARY_PATH": f"{folder}:{old}" if old else str(folder)}


def openssl(*words):
    try:
        subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)
    except FileNotFoundError:
        raise Skip("openssl is not installed: no certificates can be made")


def authority(folder, name="authority"):
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", 2,
            "-subj", f"/CN={name}", "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem")
    return folder / f"{name}.pem"


def certificate(folder, signer, names="DNS:localhost,IP:127.0.0.1"):
    """A server's certificate and key for `names`."""
    (folder / "names").write_text(f"subjectAltName={names}\n")
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=server",
            "-keyout", folder / "server.key", "-out", folder / "server.csr")
    openssl("x509", "-req", "-days", 2, "-in", folder / "server.csr", "-CA", signer, "-CAkey",
            signer.with_suffix(".key"), "-CAcreateserial", "-extfile", folder / "names", "-out", folder / "server.pem")
    return folder / "server.pem", folder / "server.key"


class Cluster:
    """A broker behind a front, and the flags by which `tocsin` gets in."""

    def __init__(self, bench, front, authority):
        self.bench, self.front, self.authority = bench, front, authority
        self.address = f"127.0.0.1:{front.port}"
        self.env = newer_library(bench)

    def tls(self, authority=None):
        return ["--kafka-tls", "--kafka-ca-file", authority or self.authority]

    def as_user(self, mechanism="SCRAM-SHA-512"):
        return ["--kafka-user", USER, "--kafka-mechanism", mechanism]

    def run(self, *words, password=None, **options):
        env = {**self.env, **({"TOCSIN_KAFKA_PASSWORD": password} if password else {})}
        return self.bench.run(*words, env=env, **{"timeout": 60, **options})

    def replay(self, *flags, topic="t", **options):
        """A batch a packet, because the independent broker tells too low an end of a topic after a longer batch."""
        words = ["--to", f"kafka://{self.address}/{topic}", "--batch", 1]
        return self.run("replay", *packets(self.bench), *words, *flags, **options)

    def ingest(self, *flags, topic="t", **options):
        source = f"kafka://{self.address}/{topic}"
        return self.run("broker", "run", "--from", source, "--until-drained", *flags, **options)

    def check_stored(self, *flags, password=PASSWORD):
        """All packets are stored, and `broker status`, which asks the cluster for the lag, gets in too."""
        stage = json.loads(self.run("broker", "status", "--json", *flags, password=password).stdout)["stages"][0]
        count = len(packets(self.bench))
        assert (stage["received"], stage["stored"], stage["quarantined"], stage["lag"]) == (count, count, 0, 0), stage


@contextlib.contextmanager
def cluster(bench, tls=True, login=True, names="DNS:localhost,IP:127.0.0.1", offered=None):
    newer_library(bench)
    signer = authority(bench.folder) if tls else None
    pair = certificate(bench.folder, signer, names) if tls else (None, None)
    inner, outer = bench.free_port(), bench.free_port()
    bench.start_kafka(listen=inner, advertise=outer)
    with SecureFront(inner, outer, *pair, *((USER, PASSWORD) if login else (None, None)), offered=offered) as front:
        yield Cluster(bench, front, signer)


def packets(bench, count=20):
    return sorted(bench.packets("lsst-alerts", "v9.0-lsstcam-2025-09-05").glob("*.avro"))[:count]


def said(result):
    return (result.stdout + result.stderr).decode()


def last_line(result):
    return result.stderr.decode().strip().splitlines()[-1]


def test_packets_go_over_tls_and_scram_sha_512_and_all_are_stored(bench):
    with cluster(bench) as kafka:
        secret = bench.folder / "password"
        secret.write_text(PASSWORD + "\n")
        kafka.replay(*kafka.tls(), *kafka.as_user(), password=PASSWORD)
        kafka.ingest(*kafka.tls(), *kafka.as_user(), "--kafka-password-file", secret)
        kafka.check_stored(*kafka.tls(), *kafka.as_user())
        assert set(kafka.front.logins) == {("SCRAM-SHA-512", USER)}, kafka.front.logins
        assert not kafka.front.refused, kafka.front.refused


def test_every_mechanism_goes_with_tls_and_settings_may_come_from_the_configuration_file(bench):
    with cluster(bench) as kafka:
        for mechanism in ("SCRAM-SHA-256", "PLAIN"):
            bench.data = bench.folder / mechanism
            kafka.replay(*kafka.tls(), *kafka.as_user(mechanism), topic=mechanism, password=PASSWORD)
            location = f"kafka://{kafka.address}/{mechanism}"
            (bench.folder / "tocsin.yaml").write_text(json.dumps({"broker": {"run": {
                "from": [location], "until-drained": True, "kafka-tls": True, "kafka-ca-file": str(kafka.authority),
                "kafka-user": USER, "kafka-mechanism": mechanism}}}))
            kafka.run("broker", "run", password=PASSWORD)
            (bench.folder / "tocsin.yaml").unlink()
            kafka.check_stored(*kafka.tls(), *kafka.as_user(mechanism))
            assert kafka.front.logins and {name for name, _ in kafka.front.logins} == {mechanism}, kafka.front.logins
            kafka.front.logins.clear()


def test_scram_goes_without_tls(bench):
    with cluster(bench, tls=False) as kafka:
        kafka.replay(*kafka.as_user(), password=PASSWORD)
        kafka.ingest(*kafka.as_user("SCRAM-SHA-256"), password=PASSWORD)
        kafka.check_stored(*kafka.as_user())
        assert {name for name, _ in kafka.front.logins} == {"SCRAM-SHA-512", "SCRAM-SHA-256"}, kafka.front.logins


def test_tls_goes_without_a_log_in(bench):
    with cluster(bench, login=False) as kafka:
        kafka.replay(*kafka.tls())
        kafka.ingest(*kafka.tls())
        kafka.check_stored(*kafka.tls(), password=None)


def test_a_wrong_password_is_said_soon_and_not_shown(bench):
    with cluster(bench) as kafka:
        for mechanism in ("SCRAM-SHA-512", "PLAIN"):
            for command in (kafka.replay, kafka.ingest):
                began = time.monotonic()
                result = command(*kafka.tls(), *kafka.as_user(mechanism), password=WRONG, expect=2, timeout=90)
                assert time.monotonic() - began < 25, "the wrong password was tried for too long"
                assert "uthentication" in last_line(result) and "password" in last_line(result), last_line(result)
                assert WRONG not in said(result)
        assert not kafka.front.logins, kafka.front.logins


def refused_night(kafka, name, *flags, password):
    """The last words of a simulated night that is not let in, with nothing sent."""
    path = scenario(kafka.bench, name, [f'kind: kafka, to: "{kafka.address}", topic: night'], visits=1, alerts=10)
    process, out = simulate(
        kafka.bench, path, *flags, *kafka.as_user("PLAIN"), env={**kafka.env, "TOCSIN_KAFKA_PASSWORD": password})
    began = time.monotonic()
    text = finish(kafka.bench, process, expect=2)
    assert time.monotonic() - began < 25, "it was tried for too long"
    assert password not in text and not (out / "manifest.json").exists()
    last = text.strip().splitlines()[-1]
    assert kafka.address in last, last
    return last


def test_a_simulated_night_with_a_wrong_password_ends_soon_and_says_so_at_the_gate_too(bench):
    with cluster(bench) as kafka:
        last = refused_night(kafka, "wrong", *kafka.tls(), password=WRONG)
        assert "cannot log in" in last and "uthentication" in last and "password" in last, last
        for name, words in (("gate", ["--wait", 60]), ("group", ["--wait", 60, "--group", "mine"])):
            last = refused_night(kafka, name, *kafka.tls(), *words, password=WRONG)
            assert "Not ready: authentication refused." in last and "Check user, password" in last, last
        assert not kafka.front.logins, kafka.front.logins


def test_a_simulated_night_to_a_cluster_of_an_unknown_authority_ends_before_the_password_is_sent(bench):
    with cluster(bench) as kafka:
        stranger = kafka.tls(authority(bench.folder, "stranger"))
        for name, words in (("open", []), ("gate", ["--wait", 60])):
            last = refused_night(kafka, name, *stranger, *words, password=PASSWORD)
            assert "certificate verify failed" in last and "stranger.pem" in last, last
            assert ("Not ready: authentication refused." in last) == bool(words), last
        assert not kafka.front.handshakes, kafka.front.handshakes


def test_a_simulated_night_goes_over_tls_and_a_log_in(bench):
    with cluster(bench) as kafka:
        path = scenario(bench, "night", [f'kind: kafka, to: "{kafka.address}", topic: night'], visits=1, alerts=10)
        process, out = simulate(
            bench, path, *kafka.tls(), *kafka.as_user(), "--wait", 60,
            env={**kafka.env, "TOCSIN_KAFKA_PASSWORD": PASSWORD})
        finish(bench, process)
        assert [row.sent_ms is not None for row in read_ledger(out / "ledger.bin").rows] == [True] * 10


def test_a_mechanism_that_the_cluster_lacks_is_said(bench):
    with cluster(bench, tls=False, offered=["SCRAM-SHA-256"]) as kafka:
        result = kafka.replay(*kafka.as_user(), password=PASSWORD, expect=2, timeout=90)
        assert "mechanism" in last_line(result), last_line(result)
        assert PASSWORD not in said(result)


def test_a_certificate_of_an_unknown_authority_is_refused_before_the_password_is_sent(bench):
    with cluster(bench) as kafka:
        stranger = authority(bench.folder, "stranger")
        began = time.monotonic()
        result = kafka.replay(
            *kafka.tls(stranger), *kafka.as_user("PLAIN"), password=PASSWORD, expect=2, timeout=90)
        assert time.monotonic() - began < 25, "the certificate was tried for too long"
        assert "certificate" in last_line(result) and "stranger.pem" in last_line(result), last_line(result)
        assert PASSWORD not in said(result)
        assert not kafka.front.handshakes, kafka.front.handshakes


def test_a_certificate_for_another_host_is_refused_before_the_password_is_sent(bench):
    with cluster(bench, names="DNS:elsewhere.example") as kafka:
        result = kafka.replay(*kafka.tls(), *kafka.as_user("PLAIN"), password=PASSWORD, expect=2, timeout=90)
        assert "certificate" in last_line(result), last_line(result)
        assert not kafka.front.handshakes, kafka.front.handshakes


def test_confluent_kafka_reads_through_the_same_front_byte_for_byte(bench):
    from confluent_kafka import Consumer, TopicPartition

    with cluster(bench) as kafka:
        kafka.replay(*kafka.tls(), *kafka.as_user(), password=PASSWORD)
        wanted = sorted(path.read_bytes() for path in packets(bench))
        consumer = Consumer({
            "bootstrap.servers": kafka.address, "group.id": f"reader-{uuid.uuid4()}", "security.protocol": "SASL_SSL",
            "ssl.ca.location": str(kafka.authority), "sasl.mechanism": "SCRAM-SHA-256", "sasl.username": USER,
            "sasl.password": PASSWORD})
        try:
            consumer.assign([TopicPartition("t", 0, 0)])
            values, deadline = [], time.monotonic() + 20
            while len(values) < len(wanted) and time.monotonic() < deadline:
                message = consumer.poll(1.0)
                if message is not None and message.error() is None:
                    values.append(message.value())
        finally:
            consumer.close()
        assert sorted(values) == wanted, f"{len(values)} of {len(wanted)} messages"


def test_without_a_log_in_nothing_is_told(bench):
    with cluster(bench, tls=False) as kafka:
        kafka.replay(*kafka.as_user(), password=PASSWORD)
        result = kafka.replay("--kafka-timeout", 3, expect=2, timeout=90)
        assert kafka.address in last_line(result), last_line(result)
        metadata = struct.pack(">hhi", 3, 1, 7) + string("stranger") + struct.pack(">i", -1)
        assert answer(kafka.front.port, metadata) is None, "a question about topics was answered before log-in"
        handshake = struct.pack(">hhi", 17, 1, 7) + string("stranger") + string("PLAIN")
        assert answer(kafka.front.port, handshake, metadata) is None, "a question was answered in the midst of a log-in"
        versions = struct.pack(">hhi", 18, 0, 7) + string("stranger")
        assert answer(kafka.front.port, versions), "not even ApiVersions was answered"


def answer(port, *frames):
    """The answer to the last of `frames`, or None where the connection was closed instead."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        reply = None
        for frame in frames:
            try:
                write_frame(connection, frame)
                reply = read_frame(connection)
            except ConnectionError:
                return None
        return reply


def test_the_front_itself_takes_every_version_of_the_log_in(bench):
    """The oldest clients send bare frames after the handshake, the newest use the compact encoding."""
    with cluster(bench, tls=False) as kafka:
        token = b"\0" + USER.encode() + b"\0" + PASSWORD.encode()
        handshake = [struct.pack(">hhi", 17, v, 1) + string("x") + string("PLAIN") for v in (0, 1)]
        versions = struct.pack(">hhi", 18, 0, 9) + string("x")

        def authenticate(version):
            header = struct.pack(">hhi", 36, version, 2) + string("x")
            if version == 2:
                return header + b"\0" + bytes([len(token) + 1]) + token + b"\0"
            return header + struct.pack(">i", len(token)) + token

        sizes = [len(answer(kafka.front.port, handshake[1], authenticate(v))) for v in (0, 1, 2)]
        assert sizes == [12, 20, 18], sizes
        assert answer(kafka.front.port, handshake[0], token) == b""
        assert answer(kafka.front.port, handshake[0], token, versions)[:4] == struct.pack(">i", 9)
        assert len(kafka.front.logins) == 5, kafka.front.logins
