"""The gate before the first visit: who is waited for, and what is said of those who never come."""
import concurrent.futures
import signal
import time

from deliveries import Receiver, account, finish, scenario, settle, simulate
from ledger import read_ledger
from test_simulator_service import Service

WAIT = 6


def begins_after(out, moment):
    rows = [row for row in read_ledger(out / "ledger.bin").rows if row.sent_ms is not None]
    first = min(row.sent_ms for row in rows)
    assert first >= moment * 1000, (first, moment)
    return rows


def test_a_night_waits_for_the_last_of_its_subscribers_and_loses_no_time_by_it(bench):
    """They come in another order than the scenario has; with a pace, the clock begins when all are there."""
    vtp, tcp = bench.free_port(), bench.free_port()
    path = scenario(bench, "late", [
        f'kind: voevent, to: "vtp-listen://127.0.0.1:{vtp}", ready-within: 60 s',
        f'kind: tcp, to: "tcp-listen://127.0.0.1:{tcp}", ready-within: 60 s'], pace=30)
    process, out = simulate(bench, path)
    second = Receiver(bench, "tcp-connect", "127.0.0.1", tcp)
    time.sleep(4)
    assert len(second) == 0 and process.poll() is None
    moment = time.time()
    first = Receiver(bench, "vtp", "127.0.0.1", vtp)
    finish(bench, process)
    assert all(row.issued_ms >= moment * 1000 for row in begins_after(out, moment))
    first.stop()
    found = account(bench, out, first.receipts, 0, lambda row: f"ivo://tocsin/simulated#{row.alert}")
    assert not found.missing, len(found.missing)
    assert not settle(bench, out, second, 1).missing


def test_a_night_waits_for_as_many_subscribers_as_are_wanted(bench):
    port = bench.free_port()
    path = scenario(bench, "two", [f'kind: tcp, to: "tcp-listen://127.0.0.1:{port}", ready-within: 90 s, subscribers: 2'])
    process, out = simulate(bench, path)
    receivers = [Receiver(bench, "tcp-connect", "127.0.0.1", port)]
    time.sleep(4)
    assert len(receivers[0]) == 0 and process.poll() is None
    moment = time.time()
    receivers.append(Receiver(bench, "tcp-connect", "127.0.0.1", port))
    finish(bench, process)
    begins_after(out, moment)
    assert not any(settle(bench, out, receiver).missing for receiver in receivers)


def test_a_night_waits_for_a_server_until_it_takes_posts(bench):
    port = bench.free_port()
    receiver = Receiver(bench, "http", "127.0.0.1", port)
    receiver.answer(401)
    path = scenario(bench, "server", [f'kind: http, to: "127.0.0.1:{port}"'])
    process, out = simulate(bench, path, "--wait", 60)
    time.sleep(2)
    receiver.answer(503)
    time.sleep(2)
    assert process.poll() is None and len(receiver) == 0
    receiver.answer()
    moment = time.time()
    finish(bench, process)
    begins_after(out, moment)
    assert not settle(bench, out, receiver).missing


def test_a_night_waits_for_the_readers_of_a_group(bench):
    bench.run("topic", "create", "alerts", "--partitions", 3)
    process, out = simulate(
        bench, scenario(bench, "group", ["kind: topic, to: alerts"]), "--wait", 60, "--group", "readers")
    time.sleep(2)
    assert process.poll() is None
    moment = time.time()
    reader = bench.start("topic", "tail", "alerts", "--group", "readers", "--limit", 300)
    finish(bench, process)
    rows = begins_after(out, moment)
    assert {row.partition for row in rows} == {0, 1, 2}, "all of the topic's own partitions"
    assert reader.wait(30) == 0
    bench.run("simulate", "score", "--ledger", out, "--topic", "alerts", "--group", "readers")


def test_a_wait_is_ended_by_control_c_at_once(bench):
    port = bench.free_port()
    for name, to in (("tcp", "tcp-listen://127.0.0.1"), ("kafka", "127.0.0.1")):
        to = f'kind: {name}, to: "{to}:{port}"'
        process, _ = simulate(bench, scenario(bench, f"wait-{name}", [to]), "--wait", 60)
        time.sleep(2)
        began = time.monotonic()
        assert bench.stop(process) in (2, 130) and time.monotonic() - began < 20, (name, bench.log(process))


def test_a_run_of_the_service_that_waits_can_be_stopped_and_one_that_waited_in_vain_says_why(bench):
    service = Service(bench)
    transport = {"kind": "tcp", "to": f"tcp-listen://127.0.0.1:{bench.free_port()}"}
    waits = service.begin("waits", transports=[{**transport, "ready-within": "60 s"}])
    vain = service.begin("vain", transports=[
        {"kind": "http", "to": f"127.0.0.1:{bench.free_port()}", "ready-within": "2 s"}])
    failed = service.until(vain, "failed", timeout=120)
    assert "Not ready within 2 s" in failed["error"] and "connection refused" in failed["error"], failed
    found = service.json("GET", f"/api/runs/{waits}")
    assert found["state"] == "running" and found["counts"]["sent"] == 0, found
    service.json("POST", f"/api/runs/{waits}/stop")
    service.until(waits, "stopped", timeout=60)
    assert service.ask("GET", f"/api/runs/{vain}/ledger.csv")[1].count(b"\n") == 1, "nothing was sent"
    assert bench.get(f"http://127.0.0.1:{service.port}/runs/{vain}")[0] == 200
    assert bench.stop(service.process) in (0, 130), bench.log(service.process)


def says(bench, name, transport, *words, wait=WAIT):
    """What a run says whose subscriber never comes; nothing of it was sent."""
    process, out = simulate(bench, scenario(bench, name, [transport]), "--wait", wait, *words)
    began = time.monotonic()
    said = finish(bench, process, expect=2, timeout=60)
    assert time.monotonic() - began < wait + 60
    assert not (out / "manifest.json").exists()
    assert f"within {wait} s" in said, said
    return said


def all_say(bench, cases):
    """Runs at the same time, by name: the transport, and what must be said."""
    with concurrent.futures.ThreadPoolExecutor() as pool:
        jobs = {name: pool.submit(says, bench, name, transport) for name, (transport, _) in cases.items()}
        for name, (_, words) in cases.items():
            assert words in jobs[name].result(), (name, jobs[name].result())


def test_who_never_gets_ready_is_told_with_the_reason(bench):
    port, other = bench.free_port(), bench.free_port()
    nobody, listen = f"127.0.0.1:{port}", f"127.0.0.1:{other}"
    all_say(bench, {
        "nobody": (f'kind: tcp, to: "tcp-listen://{listen}"', f"Nobody has connected to {listen}"),
        "no-tcp": (f'kind: tcp, to: "{nobody}"', "connection refused"),
        "no-http": (f'kind: http, to: "{nobody}"', "connection refused"),
        "no-udp": (f'kind: udp, to: "{nobody}"', "connection refused"),
        "no-broker": (f'kind: voevent, to: "vtp://{nobody}"', "connection refused"),
        "no-cluster": (f'kind: kafka, to: "{nobody}"', nobody),
        "no-subscriber": (f'kind: voevent, to: "vtp-listen://127.0.0.1:{bench.free_port()}"',
                          "0 of 1 wanted subscribers are connected and authenticated"),
    })


def test_who_is_there_and_not_ready_is_told_with_the_reason(bench):
    ports = {name: bench.free_port() for name in ("forbidden", "unavailable", "mute", "odd", "alone")}
    servers = [Receiver(bench, "http", "127.0.0.1", ports[name]) for name in ("forbidden", "unavailable")]
    for server, status in zip(servers, (403, 503)):
        server.answer(status)
    for name in ("forbidden", "unavailable"):
        bench.eventually(lambda: bench.get(f"http://127.0.0.1:{ports[name]}")[0] == 501, "the server answers")
    # Somebody who connects and does not speak the protocol, and one whose filter is none.
    Receiver(bench, "tcp-connect", "127.0.0.1", ports["mute"])
    Receiver(bench, "vtp", "127.0.0.1", ports["odd"], "//Param[")
    Receiver(bench, "tcp-connect", "127.0.0.1", ports["alone"])
    all_say(bench, {
        "forbidden": (f'kind: http, to: "127.0.0.1:{ports["forbidden"]}"', "HTTP 403: authentication refused"),
        "unavailable": (f'kind: http, to: "127.0.0.1:{ports["unavailable"]}"', "HTTP 503"),
        "mute": (f'kind: voevent, to: "vtp-listen://127.0.0.1:{ports["mute"]}"', "has not answered authenticate"),
        "alone": (f'kind: tcp, to: "tcp-listen://127.0.0.1:{ports["alone"]}", ready-within: 6 s, subscribers: 2',
                  "1 of 2 wanted subscribers are connected"),
        "odd": (f'kind: voevent, to: "vtp-listen://127.0.0.1:{ports["odd"]}"', "is refused:"),
    })


def test_a_group_that_is_not_ready_is_told_with_the_reason(bench):
    bench.run("topic", "create", "alerts", "--partitions", 2)
    transport = "kind: topic, to: alerts"
    said = says(bench, "empty", transport, "--group", "g")
    assert "No reader of consumer group g is connected to alerts" in said, said
    # A reader that comes to a topic that holds packets, and takes one of them only.
    process, _ = simulate(bench, scenario(bench, "before", [transport], visits=1, alerts=20))
    finish(bench, process)
    bench.run("topic", "tail", "alerts", "--group", "g", "--limit", 1)
    assert "No reader" in says(bench, "gone", transport, "--group", "g")
    reader = bench.start("topic", "tail", "alerts", "--group", "g", "--limit", 60)
    bench.eventually(lambda: bench.log(reader).count("bytes") == 19, "it has read what there was")
    time.sleep(1)  # until it has committed, too
    reader.send_signal(signal.SIGSTOP)
    process, _ = simulate(bench, scenario(bench, "more", [transport], visits=1, alerts=20))
    finish(bench, process)
    said = says(bench, "lagging", transport, "--group", "g")
    assert "Consumer group g has 20 packets of alerts yet to read" in said, said
    reader.send_signal(signal.SIGCONT)
