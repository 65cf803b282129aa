"""Bad input and bad circumstances: a clear message, the right exit code, and nothing lost."""
import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import time

from bench import Bench, Skip


def some_packets(bench, count=5):
    return sorted(bench.packets("lsst-alerts", "v9.0-lsstcam-2025-09-05").glob("*.avro"))[:count]


def test_a_truncated_file_is_named_and_the_others_are_sent(bench):
    folder = bench.folder / "packets"
    folder.mkdir()
    for packet in some_packets(bench):
        shutil.copy(packet, folder)
    whole = some_packets(bench, 1)[0].read_bytes()
    (folder / "cut.avro").write_bytes(whole[: len(whole) // 2])
    result = bench.run("replay", folder, "--to", "alerts", expect=1)
    assert "cut.avro" in result.stderr.decode(), result.stderr.decode()
    assert bench.json("topic", "verify", "alerts", "--json")["records"] == 5


def test_a_file_that_is_no_packet_is_refused_with_its_name(bench):
    path = bench.packets("avro-edge-cases") / "not-avro_git-tree.bin"
    for command in ("inspect", "validate"):
        result = bench.run("packet", command, path, expect=1)
        assert "not-avro_git-tree.bin" in (result.stderr + result.stdout).decode()


def test_an_unknown_schema_id_is_named(bench):
    path = bench.folder / "strange.bin"
    path.write_bytes(b"\x00\x00\x00\x30\x39" + b"\x02" * 100)
    result = bench.run("packet", "inspect", path, expect=1)
    assert "12345" in result.stderr.decode(), result.stderr.decode()


def test_a_strange_schema_id_on_a_topic_goes_to_quarantine_with_its_bytes(bench):
    path = bench.folder / "strange.bin"
    path.write_bytes(b"\x00\x00\x00\x30\x39" + b"\x02" * 100)
    bench.run("replay", path, *some_packets(bench), "--to", "alerts", "--keep-damaged", expect=None)
    bench.run("broker", "run", "--from", "alerts", "--until-drained", expect=1)
    status = bench.json("broker", "status", "--json")
    stage = status["stages"][0]
    assert (stage["stored"], stage["quarantined"], stage["received"]) == (5, 1, 6), stage
    entry = bench.json("broker", "quarantine", "--json")["packets"][0]
    assert entry["reason"] == "schema" and "12345" in entry["detail"], entry
    bench.run("broker", "quarantine", "--save", entry["id"], bench.folder / "saved.bin")
    assert (bench.folder / "saved.bin").read_bytes() == path.read_bytes()


def test_a_port_in_use_is_said_so(bench):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        bench.run("replay", *some_packets(bench), "--to", "alerts")
        bench.run("broker", "run", "--from", "alerts", "--until-drained")
        result = bench.run("portal", "run", "--port", port, expect=2, timeout=30)
        assert str(port) in result.stderr.decode(), result.stderr.decode()


def unprivileged():
    """Words before a command that make file permissions count even where the tests run as root."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        raise Skip("running as root without setpriv: a read-only folder cannot be made")
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def test_a_read_only_folder_is_said_so(bench):
    bench.data.mkdir()
    bench.folder.chmod(0o755)
    bench.data.chmod(0o555)
    packet = bench.folder / "packet.avro"
    shutil.copy(some_packets(bench, 1)[0], packet)
    binary = bench.folder / "tocsin"
    shutil.copy(bench.binary, binary)
    result = subprocess.run(
        [*unprivileged(), binary, "replay", packet, "--to", "alerts", "--data", bench.data], capture_output=True, timeout=60)
    text = result.stderr.decode()
    if "error while loading shared libraries" in text:
        raise Skip("the Swift runtime cannot be read by another user here")
    assert result.returncode == 2, (result.returncode, text)
    assert "data" in text and ("ermission" in text or "read-only" in text.lower()), text


def test_a_full_disk_loses_nothing_and_ends_with_a_message(bench):
    if os.geteuid() != 0:
        raise Skip("only root may mount the small file system this needs")
    disk = bench.folder / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "none", str(disk)], capture_output=True).returncode != 0:
        raise Skip("no file system can be mounted here")
    try:
        bench.data = disk / "data"
        packets = bench.packets("lsst-alerts", "v9.0-lsstcam-2025-09-05")
        result = bench.run("replay", packets, "--to", "alerts", "--loop", 5, expect=2)
        assert "space" in result.stderr.decode() and "--resume" in result.stderr.decode(), result.stderr.decode()
        held = bench.json("topic", "verify", "alerts", "--json")
        assert held["damaged"] == 0 and held["records"] > 0, held
        subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
        bench.run("replay", packets, "--to", "alerts", "--loop", 5, "--resume")
        assert bench.json("topic", "verify", "alerts", "--json")["records"] == 5 * len(list(packets.glob("*.avro")))
        bench.run("broker", "run", "--from", "alerts", "--until-drained")
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


@contextlib.contextmanager
def distant_kafka(bench):
    """A Kafka broker behind a forwarder: its topic `weather`, and a way to cut it off for a while."""
    from forwarder import Forwarder

    bench.kafka()  # for its reason to skip: the client library must be the one that script/with-kafka finds
    inner, outer = bench.free_port(), bench.free_port()
    bench.start_kafka(listen=inner, advertise=outer)
    with Forwarder("127.0.0.1", inner, listen=outer) as forwarder:
        def outage():
            forwarder.down()
            time.sleep(float(os.environ.get("TOCSIN_OUTAGE_SECONDS", "10")))
            forwarder.up()

        yield f"127.0.0.1:{outer}", outage


def test_a_kafka_broker_that_goes_away_comes_back_to_a_replay_that_waited(bench):
    """The broker is away in the middle of the replay."""
    from test_kafka_clients import read_all

    with distant_kafka(bench) as (address, outage):
        packets = bench.packets("lsst-alerts", "v9.0-lsstcam-2025-09-05")
        count = 10 * len(list(packets.glob("*.avro")))
        process = bench.start("replay", packets, "--to", f"kafka://{address}/weather", "--loop", 10, "--rate", 60)
        time.sleep(2)
        outage()
        assert process.wait(timeout=180) == 0, bench.log(process)
        assert len(read_all(address, "weather", count)) == count


def test_a_kafka_broker_that_goes_away_comes_back_to_a_broker_that_waited(bench):
    """It is away while `broker run` reads, which stores every packet once."""
    with distant_kafka(bench) as (address, outage):
        packets = bench.packets("lsst-alerts", "v9.0-lsstcam-2025-09-05")
        count = 10 * len(list(packets.glob("*.avro")))
        topic = f"kafka://{address}/weather"
        bench.run("replay", packets, "--to", topic, "--loop", 5)
        broker = bench.start("broker", "run", "--from", topic)
        time.sleep(3)
        outage()
        bench.run("replay", packets, "--to", topic, "--loop", 10, "--resume")
        deadline = time.monotonic() + 90
        while (stage := bench.json("broker", "status", "--json")["stages"][0])["stored"] < count:
            assert time.monotonic() < deadline, f"{stage}\n{bench.log(broker)}"
            time.sleep(1)
        # What --resume may send again, where a cluster tells an end too low, counts as duplicate.
        assert stage["stored"] == count and stage["received"] == count + stage["duplicate"], stage
        bench.stop(broker)


def test_ctrl_c_ends_replay_cleanly_and_resume_goes_on(bench):
    packets = bench.packets("lsst-alerts", "v9.0-lsstcam-2025-09-05")
    process = bench.start("replay", packets, "--to", "alerts", "--loop", 20, "--rate", 100)
    time.sleep(2)
    assert Bench.stop(process) == 130, bench.log(process)
    assert "interrupted" in bench.log(process)
    bench.run("replay", packets, "--to", "alerts", "--loop", 20, "--resume")
    count = 20 * len(list(packets.glob("*.avro")))
    assert bench.json("topic", "verify", "alerts", "--json")["records"] == count


def test_a_second_writer_of_a_topic_is_told_who_holds_it(bench):
    packets = bench.packets("lsst-alerts", "v9.0-lsstcam-2025-09-05")
    first = bench.start("replay", packets, "--to", "alerts", "--loop", 50, "--rate", 50)
    bench.eventually(lambda: bench.json("topic", "list", "--json")["topics"][0]["records"] > 0, "the first has begun")
    result = bench.run("replay", packets, "--to", "alerts", expect=2)
    assert str(first.pid) in result.stderr.decode(), result.stderr.decode()


def test_the_configuration_file_has_the_names_of_the_flags(bench):
    packets = bench.packets("lsst-alerts", "v9.0-lsstcam-2025-09-05")
    (bench.folder / "tocsin.yaml").write_text(json.dumps({
        "data": str(bench.folder / "elsewhere"), "replay": {"to": "alerts", "limit": 3},
        "broker": {"run": {"from": ["alerts"], "until-drained": True}}}))
    bench.run("replay", packets, data=False)
    bench.run("broker", "run", data=False)
    stage = bench.json("broker", "status", "--json", data=False)["stages"][0]
    assert stage["stored"] == 3, stage
    assert (bench.folder / "elsewhere").exists()
    (bench.folder / "tocsin.yaml").write_text("replay: {no-such-option: 1}")
    result = bench.run("replay", packets, "--to", "alerts", expect=64)
    assert "no-such-option" in result.stderr.decode(), result.stderr.decode()


def test_a_password_is_never_printed(bench):
    port = bench.free_port()
    packet = some_packets(bench, 1)[0]
    (bench.folder / "password").write_text("correct horse battery\n")
    result = bench.run(
        "replay", packet, "--to", f"kafka://127.0.0.1:{port}/x", "--kafka-user", "someone", "--kafka-password-file",
        bench.folder / "password", "--kafka-timeout", "3", expect=2, timeout=60)
    assert b"correct horse" not in result.stderr + result.stdout
