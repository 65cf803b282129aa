"""The program as a broker, a subscriber and an author of VOEvents, beside Comet as each of them."""
import pathlib
import socket
import struct
import subprocess
import sys

from deliveries import finish, scenario, simulate
from test_simulate_voevent import Comet, name_of

EVENT = """<?xml version="1.0" encoding="UTF-8"?>
<voe:VOEvent xmlns:voe="http://www.ivoa.net/xml/VOEvent/v2.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://www.ivoa.net/xml/VOEvent/v2.0 http://www.ivoa.net/xml/VOEvent/VOEvent-v2.0.xsd"
 version="2.0" role="test" ivorn="ivo://org.example/tests#{name}">
 <Who><AuthorIVORN>ivo://org.example/tests</AuthorIVORN><Date>2026-11-22T00:00:00</Date></Who>
 <What><Param name="snr" value="{snr}" dataType="float"/></What>
</voe:VOEvent>
"""


def event(bench, name, snr=10):
    path = bench.folder / f"{name}.xml"
    path.write_text(EVENT.format(name=name, snr=snr))
    return path


def comet_submits(port, path):
    program = pathlib.Path(sys.executable).parent / "comet-sendvo"
    return subprocess.run([program, "--host=127.0.0.1", f"--port={port}", f"--file={path}"], capture_output=True,
                          timeout=60)


def serve(bench):
    ports = bench.free_port(), bench.free_port()
    process = bench.start("voevent", "serve", "--out", bench.folder / "kept", "--receive-port", ports[0],
                          "--broadcast-port", ports[1], data=False)
    bench.eventually(lambda: "authors:" in bench.log(process), "the broker listens")
    return process, *ports


def texts(folder):
    return {name_of(path.read_bytes()): path.read_bytes() for path in folder.glob("*")}


def test_a_broker_takes_what_comet_submits_and_passes_it_on_by_filter(bench):
    process, authors, subscribers = serve(bench)
    comet = Comet(bench, f"--remote=127.0.0.1:{subscribers}", "--local-ivo=ivo://org.comet/subscriber")
    ours = bench.start("voevent", "subscribe", f"127.0.0.1:{subscribers}", "--out", bench.folder / "chosen", "--filter",
                       "//Param[@name='snr' and @value > 20]", "--most", "1", data=False)
    # Events go to those who have answered `authenticate`; nothing tells of that here but an event that comes through.
    sent = []

    def is_heard():
        path = event(bench, f"hello-{len(sent)}")
        sent.append(path)
        assert comet_submits(authors, path).returncode == 0
        return bool(comet.texts)
    bench.eventually(is_heard, "Comet gets events", pause=1)
    weak, strong = event(bench, "weak", 12), event(bench, "strong", 25)
    for path in (weak, strong):
        assert comet_submits(authors, path).returncode == 0
    bench.eventually(lambda: ours.poll() is not None, "the subscriber has its one event")
    assert ours.returncode == 0, bench.log(ours)
    assert texts(bench.folder / "chosen") == {"ivo://org.example/tests#strong": strong.read_bytes()}
    wanted = {name_of(path.read_bytes()): path.read_bytes() for path in [*sent, weak, strong]}
    assert texts(bench.folder / "kept") == wanted
    bench.eventually(lambda: b"".join(comet.texts).count(b"#strong") == 1, "Comet has the last event")
    again = comet_submits(authors, strong)
    assert again.returncode != 0 and texts(bench.folder / "kept") == wanted, again
    bench.stop(process)
    assert f"{len(wanted)} events kept, 1 refused" in bench.log(process), bench.log(process)


def test_events_are_submitted_to_comet_and_its_refusals_are_told(bench):
    port = bench.free_port()
    comet = Comet(bench, "--receive", f"--receive-port={port}", "--local-ivo=ivo://org.comet/broker")
    one, two = event(bench, "one"), event(bench, "two")
    bench.eventually(lambda: bench.run("voevent", "submit", f"127.0.0.1:{port}", one, data=False, expect=None).returncode
                     in (0, 1), "Comet listens")
    said = bench.run("voevent", "submit", f"127.0.0.1:{port}", one, two, data=False, expect=1)
    lines = said.stdout.decode().splitlines()
    assert lines[0].startswith("ivo://org.example/tests#one\t") and "refused" in lines[0], lines
    assert lines[1] == "ivo://org.example/tests#two\tack" and b"1 of 2 events were refused" in said.stderr, said
    assert sorted(map(name_of, comet.texts)) == ["ivo://org.example/tests#one", "ivo://org.example/tests#two"]
    wrong = bench.folder / "wrong.xml"
    wrong.write_text("<VOEvent/>")
    said = bench.run("voevent", "submit", f"127.0.0.1:{port}", two, wrong, data=False, expect=2)
    assert b"wrong.xml" in said.stderr and not said.stdout, said
    assert b"port" in bench.run("voevent", "submit", "127.0.0.1", one, data=False, expect=64).stderr


def test_what_a_subscriber_prints_is_scored(bench):
    port = bench.free_port()
    path = scenario(
        bench, "printed", [f'kind: voevent, to: "vtp-listen://127.0.0.1:{port}", subscribers: 1, ready-within: 60 s'],
        visits=1, alerts=40)
    process, out = simulate(bench, path)
    subscriber = bench.start("voevent", "subscribe", f"127.0.0.1:{port}", "--out", bench.folder / "events", "--most", "40",
                             data=False)
    finish(bench, process)
    bench.eventually(lambda: subscriber.poll() is not None, "the subscriber has all")
    assert subscriber.returncode == 0 and len(texts(bench.folder / "events")) == 40, bench.log(subscriber)
    ids = bench.folder / "received.tsv"
    ids.write_text("\n".join(line for line in bench.log(subscriber).splitlines() if line.startswith("ivo://")))
    score = __import__("json").loads(
        bench.run("simulate", "score", "--ledger", out, "--ids", ids, "--json").stdout)["subscribers"][0]
    assert (score["total"]["received"], score["total"]["missing"], score["unknown"]) == (40, 0, 0), score
    assert score["total"]["latencyMs"], score


def test_events_of_authors_who_do_not_wait_for_their_answer_are_passed_on(bench):
    process, authors, subscribers = serve(bench)
    ours = bench.start("voevent", "subscribe", f"127.0.0.1:{subscribers}", "--out", bench.folder / "all", data=False)
    hello = []

    def is_heard():
        path = event(bench, f"hello-{len(hello)}")
        hello.append(path)
        assert comet_submits(authors, path).returncode == 0
        return any((bench.folder / "all").glob("*"))
    bench.eventually(is_heard, "the subscriber gets events", pause=1)
    for number in range(60):
        name = f"{'cut' if number % 2 else 'closed'}-{number}"
        text = EVENT.format(name=name + "z" * 300, snr=number).encode()
        author = socket.create_connection(("127.0.0.1", authors))
        author.sendall(struct.pack(">I", len(text)) + text)
        if number % 2:
            author.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        author.close()
    # A connection that is closed brings what was sent; what one that is reset brings is the network's affair. What is
    # kept is passed on, whichever it was.
    bench.eventually(lambda: sum("#closed" in name for name in texts(bench.folder / "kept")) == 30, "all are kept")
    last = event(bench, "last")
    assert comet_submits(authors, last).returncode == 0
    bench.eventually(lambda: "ivo://org.example/tests#last" in texts(bench.folder / "all"), "the last one has come")
    kept, passed = texts(bench.folder / "kept"), texts(bench.folder / "all")
    assert {name for name in kept if "hello" not in name} == {name for name in passed if "hello" not in name}
    bench.stop(ours)
    bench.stop(process)
