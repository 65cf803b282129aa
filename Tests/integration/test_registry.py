"""Other people's schema registry clients against ours, and its outages and expired credentials from outside."""
import collections
import http.server
import io
import json
import os
import re
import subprocess
import threading
import time
import uuid

from accounts import alert_id
from bench import Skip
from embedded_log import read_topic
from ledger import read_ledger
from test_kafka_clients import read_all
from test_packet_validity import survey
from vtp import Subscriber

PACE = 20
SCENARIO = """
name: {name}
seed: 11
sky: {{populations: {{galaxies: off, agn: off, transients: off, solar-system: off, stars: off, variables: off}}}}
survey: {{history-nights: 0, stamps: off, schema: "{schema}", alerts-per-visit: {alerts}}}
span: {{visits: {visits}, pace: {pace}}}
"""


def scenario(bench, name, transports, faults=(), registry=None, schema="11.1", alerts=60, visits=3, pace="fastest"):
    text = SCENARIO.format(name=name, schema=schema, alerts=alerts, visits=visits, pace=pace)
    for key, items in (("transports", transports), ("faults", faults)):
        text += f"{key}:\n" + "".join(f"  - {{{item}}}\n" for item in items) if items else ""
    path = bench.folder / f"{name}.yaml"
    path.write_text(text + (f"registry: {registry}\n" if registry else ""))
    return path


def client(url, **settings):
    from confluent_kafka.schema_registry import SchemaRegistryClient

    return SchemaRegistryClient({"url": url, "max.retries": 0, "timeout": 10, **settings})


def serve(bench, *words):
    """The address of a registry of its own."""
    port = bench.free_port()
    process = bench.start("registry", "serve", "--port", port, *words, data=False)
    bench.eventually(lambda: f":{port}/" in bench.log(process), "the registry listens", pause=0.02)
    return f"http://127.0.0.1:{port}", process


def deserialize(values, url, topic):
    """All values by Confluent's AvroDeserializer, and their schema ids."""
    from confluent_kafka.schema_registry.avro import AvroDeserializer
    from confluent_kafka.serialization import MessageField, SerializationContext

    read, context = AvroDeserializer(client(url)), SerializationContext(topic, MessageField.VALUE)
    return [(int.from_bytes(value[1:5], "big"), read(value, context)) for value in values]


def test_the_confluent_client_decodes_every_packet_of_a_night_with_two_schemas(bench):
    path = scenario(bench, "two", ["kind: topic, to: two, partitions: 3"],
                    ['fault: schema-migration, schema: "11.1", visits: 2-3'], schema="10.0")
    bench.run("simulate", "run", path, "--out", bench.folder / "out")
    values = [record.value for part in read_topic(bench.data / "streams" / "two") for record in part]
    rows = {row.alert: row for row in read_ledger(bench.folder / "out" / "ledger.bin").rows}
    url, process = serve(bench, "--topic", "two")
    found = deserialize(values, url, "two")
    assert len(found) == len(values) == len(rows) > 100
    assert {packet["diaSourceId"] for _, packet in found} == set(rows)
    for (number, packet), value in zip(found, values):
        row = rows[packet["diaSourceId"]]
        assert number == (1000 if row.visit_number == 1 else 1101), (number, row)
        assert packet["diaSourceId"] == alert_id(value) and packet["diaSource"]["visit"] == row.visit
        assert abs(packet["diaSource"]["ra"] - row.ra) < 10 / 3600, (packet["diaSource"]["ra"], row.ra)
        assert packet["diaSource"]["detector"] == row.detector
    assert collections.Counter(number for number, _ in found)[1000] > 30
    assert bench.stop(process) == 130


def test_the_confluent_client_finds_subjects_versions_and_schemas_and_cannot_write(bench):
    from confluent_kafka.schema_registry import Schema, SchemaRegistryError

    url, process = serve(bench, "--topic", "night")
    registry = client(url)
    assert registry.get_subjects() == ["alert-packet", "night-value", "ztf.alert"]
    versions = registry.get_versions("alert-packet")
    assert versions == list(range(1, len(versions) + 1)) and len(versions) > 5
    latest = registry.get_latest_version("alert-packet")
    assert (latest.schema_id, latest.version) == (1101, versions[-1])
    assert json.loads(latest.schema.schema_str) == json.loads(registry.get_schema(1101).schema_str)
    for version in versions:
        one = registry.get_version("alert-packet", version)
        json.loads(one.schema.schema_str)
        found = registry.lookup_schema("alert-packet", one.schema)
        assert (found.schema_id, found.version) == (one.schema_id, version)
    assert registry.get_compatibility() == "NONE"
    errors = {
        40403: lambda: registry.get_schema(77), 40401: lambda: registry.get_versions("none"),
        40402: lambda: registry.get_version("alert-packet", 99),
        405: lambda: registry.register_schema("alert-packet", Schema('"string"', "AVRO")),
    }
    for code, ask in errors.items():
        try:
            ask()
            raise AssertionError(f"{code} was answered")
        except SchemaRegistryError as error:
            assert error.error_code == code, (code, error)
    done = bench.run("registry", "serve", "--port", url.rsplit(":", 1)[1], data=False, expect=2)
    assert b"in use" in done.stderr, done.stderr
    bench.run("registry", "serve", "--user", "a", data=False, expect=64)
    process.terminate()
    assert process.wait(timeout=20) == 130


def test_every_schema_of_the_registry_is_the_published_one(bench):
    """Names and types of LSST's versions against PyPI lsst-alert-packet; ZTF's against the packets' own."""
    import fastavro
    from fastavro.schema import to_parsing_canonical_form
    from lsst.alert.packet import Schema, get_schema_path

    url, _ = serve(bench)
    registry = client(url)
    checked = 0
    for number in [registry.get_version("alert-packet", v).schema_id for v in registry.get_versions("alert-packet")]:
        ours = json.loads(registry.get_schema(number).schema_str)
        assert "lsst" in to_parsing_canonical_form(ours)
        try:
            folder = get_schema_path(number // 100, number % 100)
            theirs = Schema.from_file(os.path.join(folder, f"lsst.v{number // 100}_{number % 100}.alert.avsc"))
        except OSError:
            continue
        names = [field["name"] for field in ours["fields"]]
        assert names == [field["name"] for field in theirs.definition["fields"]], number
        checked += 1
    assert checked >= 3, checked
    path = scenario(bench, "ztf", ["kind: topic, to: ztf"], schema="ztf-4.02", visits=2)
    survey(bench.folder / "visits.db")
    bench.run("simulate", "run", path, "--opsim", bench.folder / "visits.db", "--night", "2026-06-08")
    values = [record.value for part in read_topic(bench.data / "streams" / "ztf") for record in part]
    ours = to_parsing_canonical_form(json.loads(registry.get_latest_version("ztf.alert").schema.schema_str))
    assert len(values) > 30
    for value in values[:5]:
        assert to_parsing_canonical_form(fastavro.reader(io.BytesIO(value)).writer_schema) == ours


def status_of(registry):
    """What the registry answers; 0 where it closes the connection."""
    from confluent_kafka.schema_registry import SchemaRegistryError

    try:
        registry.get_subjects()
        return 200
    except SchemaRegistryError as error:
        return error.http_status_code
    except Exception as error:  # The client's HTTP library has many names for a connection that was cut.
        assert "httpx" in type(error).__module__ or "httpcore" in type(error).__module__, repr(error)
        return 0


def test_the_client_sees_the_outage_and_the_401_in_their_windows_and_the_ledger_says_which_packets_met_them(bench):
    windows = {503: (60, 80), 401: (90, 110), 0: (120, 135)}
    port = bench.free_port()
    (bench.folder / "secret").write_text("pass word\n")
    path = scenario(
        bench, "away", ["kind: topic, to: away", "kind: voevent, to: 127.0.0.1:0"],
        ["fault: registry-outage, from: 60 s, until: 80 s", "fault: credential-expiry, from: 90 s, until: 110 s",
         "fault: registry-outage, hangs-up: on, from: 120 s, until: 135 s"],
        f'{{address: "127.0.0.1:{port}", user: me, password-file: secret}}', pace=PACE)
    url, out = f"http://127.0.0.1:{port}", bench.folder / "out"
    right = {"basic.auth.user.info": "me:pass word"}
    run = bench.start("simulate", "run", path, "--out", out)
    bench.eventually(lambda: url in bench.log(run), "the registry listens", pause=0.02)
    assert status_of(client(url)) == 401 and status_of(client(url, **{"basic.auth.user.info": "me:x"})) == 401
    registry, samples = client(url, **right), []
    while run.poll() is None:
        before = time.time()
        samples.append((before, status_of(registry), time.time()))
        time.sleep(0.02)
    assert run.wait() == 0, bench.log(run)
    ledger = read_ledger(out / "ledger.bin")
    at = lambda seconds: ledger.start_ms / 1000 + seconds / PACE
    end = max(row.sent_ms or 0 for row in ledger.rows) / 1000
    seen = collections.Counter()
    for before, status, after in samples:
        wanted = {next((code for code, (a, b) in windows.items() if at(a) <= t < at(b)), 200) for t in (before, after)}
        if len(wanted) == 1 and after < end - 0.05 and all(
                abs(t - at(edge)) > 0.03 for t in (before, after) for edges in windows.values() for edge in edges):
            assert {status} == wanted, (status, wanted, (before - ledger.start_ms / 1000) * PACE)
            seen[status] += 1
    assert set(seen) == {200, 503, 401, 0} and min(seen.values()) >= 3, seen
    # The registry's own account of the same requests.
    lines = [json.loads(line) for line in (out / "registry.jsonl").read_text().splitlines()]
    assert lines[0] == {"address": url}
    told = [line.get("status", 0) for line in lines[3:]]
    mine = [status for _, status, after in samples]
    assert [s for s in told if s] == [s for s in mine if s][:len([s for s in told if s])], (told, mine)
    assert told.count(0) >= mine[:-3].count(0) - 1 > 2
    # The marks: of the topic's packets those due in the windows; of VOEvents none, for their readers need no registry,
    # but those that nobody is let in for are withheld.
    start = ledger.start_ms
    labels = {503: "0 registry-outage", 401: "1 credential-expiry", 0: "2 registry-outage"}
    marked = collections.Counter()
    for row in ledger.rows:
        due = (row.due_ms - start) / 1000 * PACE
        if any(abs(due - edge) < 0.05 for edges in windows.values() for edge in edges):
            continue
        wanted = {labels[code] for code, (a, b) in windows.items() if a <= due < b}
        if row.transport == 1:
            wanted &= {"1 credential-expiry"}
            assert row.withheld == bool(wanted), row
        else:
            assert not row.withheld, row
        assert row.faults == wanted, (row, wanted)
        marked.update((row.transport, label) for label in wanted)
    assert marked[0, "0 registry-outage"] > 30 and marked[0, "1 credential-expiry"] > 30, marked
    assert marked[1, "1 credential-expiry"] > 30, marked
    done = bench.run("simulate", "rerun", out, data=False)
    assert done.stdout.startswith(b"the same: "), done.stdout


class Receiver(http.server.BaseHTTPRequestHandler):
    """Takes packets that show the token, and remembers all."""
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = 200 if self.headers["Authorization"] == "Bearer let me in" else 401
        self.server.seen.append((time.time(), status, int(self.headers["X-Tocsin-Id"]), body))
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()


def test_packets_that_a_receiver_refuses_for_an_expired_token_come_again_after_the_window(bench):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.seen = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (bench.folder / "token").write_text("let me in\n")
    path = scenario(
        bench, "http", [f'kind: http, to: "http://127.0.0.1:{server.server_port}/in", token-file: token'],
        ["fault: credential-expiry, from: 90 s, until: 110 s"], pace=PACE)
    out = bench.folder / "out"
    try:
        said = bench.run("simulate", "run", path, "--out", out).stderr
    finally:
        server.shutdown()
        server.server_close()
    ledger = read_ledger(out / "ledger.bin")
    start, end = (ledger.start_ms / 1000 + seconds / PACE for seconds in (90, 110))
    taken = [alert for _, status, alert, _ in server.seen if status == 200]
    refused = [alert for _, status, alert, _ in server.seen if status == 401]
    late = [row for row in ledger.rows if row.faults]
    assert sorted(taken) == sorted(row.alert for row in ledger.rows) and len(set(taken)) == len(taken) > 100
    assert f"{len(refused)} tries refused for expired credentials".encode() in said, said
    assert set(refused) == {row.alert for row in late} and len(set(refused)) == len(refused) > 30
    for moment, status, alert, body in server.seen:
        assert (status == 401) == (start - 0.05 <= moment < end), (status, moment - start)
        assert alert_id(body) == alert
    for row in late:
        assert row.faults == {"0 credential-expiry"} and not row.withheld and not row.corrupt
        assert abs(row.due_ms / 1000 - end) < 0.002 and start <= row.issued_ms / 1000 < end <= row.sent_ms / 1000, row
    assert b"let me in" not in (out / "manifest.json").read_bytes() + (out / "scenario.yaml").read_bytes()
    check_refused_attempts(bench, out, len(refused), taken)


def check_refused_attempts(bench, out, count, taken):
    """What the run, its manifest and its score tell of the tries in vain; a rerun has none and is the same."""
    assert json.loads((out / "manifest.json").read_text())["refusedAttempts"] == [count]
    ids = bench.folder / "taken.ids"
    ids.write_text("".join(f"{alert}\n" for alert in taken))
    words = ("simulate", "score", "--ledger", out, "--ids", ids)
    score, = json.loads(bench.run(*words, "--json").stdout)["subscribers"]
    assert score["refusedAttempts"] == count and score["total"]["missing"] == 0, score
    assert f"tries refused, and made again: {count}".encode() in bench.run(*words).stdout
    bench.run("simulate", "rerun", out, data=False)


def test_a_subscriber_by_vtp_is_dropped_and_refused_while_credentials_are_expired(bench):
    port = bench.free_port()
    path = scenario(bench, "vtp", [f"kind: voevent, to: 127.0.0.1:{port}, ready-within: 20 s"],
                    ["fault: credential-expiry, from: 80 s, until: 120 s"], pace=PACE, alerts=20)
    out = bench.folder / "out"
    run = bench.start("simulate", "run", path, "--out", out)
    subscriber = Subscriber(port)
    try:
        assert run.wait(timeout=60) == 0, bench.log(run)
    finally:
        subscriber.stop()
    ledger = read_ledger(out / "ledger.bin")
    start, end = (ledger.start_ms / 1000 + seconds / PACE for seconds in (80, 120))
    got = [int(ivorn.rsplit("#", 1)[1]) for _, ivorn in subscriber.events]
    sent = [row.alert for row in ledger.rows if not row.withheld]
    kept = [row for row in ledger.rows if row.withheld]
    assert got == sent and len(sent) > 20, (len(got), len(sent))
    assert len(kept) > 10 and all(row.faults == {"0 credential-expiry"} for row in kept)
    assert all(start <= row.issued_ms / 1000 < end for row in kept)
    assert not any(row.faults for row in ledger.rows if not row.withheld)
    assert len(subscriber.naks) >= 2 and all("expired" in text for _, text in subscriber.naks)
    assert all(start - 0.05 <= moment < end + 0.3 for moment, _ in subscriber.naks)
    assert subscriber.drops and start - 0.05 <= subscriber.drops[0] < end


def test_kafka_subscribers_decode_by_the_registry_and_kcat_sees_the_five_bytes(bench):
    address, topic = bench.kafka(), f"registry-{uuid.uuid4().hex[:8]}"
    path = scenario(bench, "kafka", [f'kind: kafka, to: "{address}", topic: {topic}, partitions: 2'],
                    ['fault: schema-migration, schema: "11.0", visits: 2-3'])
    out = bench.folder / "out"
    bench.run("simulate", "run", path, "--out", out)
    rows = read_ledger(out / "ledger.bin").rows
    url, _ = serve(bench, "--topic", topic)
    values = [message.value() for message in read_all(address, topic, len(rows))]
    found = deserialize(values, url, topic)
    assert {packet["diaSourceId"] for _, packet in found} == {row.alert for row in rows} and len(found) == len(rows)
    assert {number for number, _ in found} == {1100, 1101}
    if subprocess.run(["which", "kcat"], capture_output=True).returncode != 0:
        raise Skip("kcat is not installed")
    seen = subprocess.run(
        ["kcat", "-C", "-b", address, "-t", topic, "-o", "beginning", "-e", "-q", "-f", "%S\n%s"],
        capture_output=True, timeout=60, env=os.environ)
    assert seen.returncode == 0, seen.stderr.decode()
    rest, heads = seen.stdout, collections.Counter()
    while rest:
        size, _, rest = rest.partition(b"\n")
        heads[rest[:5]] += 1
        rest = rest[int(size):]
    first = sum(row.visit_number == 1 for row in rows)
    assert heads == {b"\0" + (1101).to_bytes(4, "big"): first, b"\0" + (1100).to_bytes(4, "big"): len(rows) - first}


def test_what_does_nothing_is_remarked_on_with_its_line_and_column(bench):
    path = scenario(bench, "idle", ["kind: topic, to: idle"],
                    ["fault: registry-outage, until: 1 min", "fault: credential-expiry, until: 1 min"])
    done = bench.run("simulate", "scenarios", "--check", path, data=False)
    remarks = re.findall(r"idle\.yaml:(\d+):(\d+): note: (.*)", done.stderr.decode())
    assert [(line, column) for line, column, _ in remarks] == [("10", "13"), ("11", "13")], remarks
    assert "registry" in remarks[0][2] and "transport 1 (topic)" in remarks[1][2], remarks
