"""The simulator's service as programs use it: over HTTP, killed and started again."""
import http.client
import json
import signal

# Of artefacts alone, so that a visit takes no time; at the survey's own pace a night of it lasts.
NIGHT = {"historyNights": 5, "alertsPerVisit": 20, "stamps": False, "populations": ["artefacts"]}


class Service:
    """A running service and how it is asked."""

    def __init__(self, bench, *options):
        self.bench, self.port = bench, bench.free_port()
        self.process = bench.start("simulate", "serve", "--port", self.port, *options)
        bench.eventually(lambda: self.ask("GET", "/api/runs")[0] in (200, 401), "the service answers", timeout=60)

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            content = {} if method == "GET" else {"Content-Type": "application/json"}
            data = json.dumps(body) if isinstance(body, (dict, list)) else body
            connection.request(method, path, data, {**content, **(headers or {})})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def json(self, method, path, body=None, expect=200):
        status, text = self.ask(method, path, body)
        assert status == expect, (method, path, status, text[:2000])
        return json.loads(text)

    def begin(self, name, **more):
        draft = {"name": name, "transports": [{"kind": "topic", "to": name, "partitions": 2}], **NIGHT, **more}
        return self.json("POST", "/api/runs", draft, expect=201)["id"]

    def until(self, run, state, timeout=120):
        def reached():
            found = self.json("GET", f"/api/runs/{run}")
            return found if found["state"] == state else None
        return self.bench.eventually(reached, f"{run} is {state}", timeout=timeout)


def test_a_run_is_begun_watched_changed_stopped_and_scored(bench):
    service = Service(bench)
    wrong = service.json("POST", "/api/scenarios/check", {"yaml": "name: x\nspan:\n  visitz: 2\n"})
    assert not wrong["isRight"] and (wrong["problems"][0]["line"], wrong["problems"][0]["column"]) == (3, 3), wrong
    assert "visits" in wrong["problems"][0]["message"], wrong

    other = service.begin("other", visits=500, pace=1)
    slow = service.begin("slow", visits=500, pace=1, faults=[{"fault": "duplicate", "delay": "1 s", "probability": 0}])
    status, text = service.ask("POST", "/api/runs", {**NIGHT, "transports": [{"kind": "topic", "to": "third"}]})
    assert status == 429 and b"--most-runs" in text, text
    service.json("POST", f"/api/runs/{other}/stop")
    service.until(other, "stopped")
    run = service.begin("quick", visits=2, pace="fastest", faults=[{"fault": "drop", "probability": 0.25}])

    assert service.json("POST", f"/api/runs/{slow}/pause")["state"] == "paused"
    changed = service.json("PATCH", f"/api/runs/{slow}/faults/0", {"probability": 0.5, "delay": "2 s"})
    assert changed["faults"][0]["probability"] == 0.5 and changed["changesByHand"] == 1, changed
    assert "delay 2 s" in changed["faults"][0]["details"], changed
    assert service.json("POST", f"/api/runs/{slow}/resume")["state"] == "running"
    service.json("POST", f"/api/runs/{slow}/stop")
    service.until(slow, "stopped")

    over = service.until(run, "finished")
    manifest = service.json("GET", f"/api/runs/{run}/manifest")
    rows = service.ask("GET", f"/api/runs/{run}/ledger.csv")[1].decode().splitlines()
    ledger = service.ask("GET", f"/api/runs/{run}/ledger")[1]
    assert ledger == (bench.data / "runs" / run / "ledger.bin").read_bytes()
    counts = manifest["counts"]
    assert over["counts"]["sent"] == counts["sent"] and over["outputs"] == manifest["outputs"], (over, manifest)
    assert len(rows) == 1 + counts["sent"] + counts.get("withheld", 0), (len(rows), counts)
    score = service.json("GET", f"/api/runs/{run}/score")["subscribers"][0]["total"]
    assert score["missing"] == 0 and score["received"] == score["expected"] == counts["sent"], (score, counts)
    heads = rows[0].split(",")
    sent = [row.split(",")[0] for row in rows[1:] if row.split(",")[heads.index("withheld")] == "false"]
    score = service.json("POST", f"/api/runs/{run}/score", {"ids": sent[3:]})["subscribers"][0]["total"]
    assert score["missing"] == 3 and score["received"] == len(sent) - 3, score
    # What the service made, the command line proves.
    bench.run("simulate", "rerun", bench.data / "runs" / run, data=False)
    assert bench.stop(service.process) in (0, 130), bench.log(service.process)


def test_a_killed_service_says_which_runs_were_broken_off(bench):
    service = Service(bench)
    done = service.begin("done", visits=2, pace="fastest")
    before = service.until(done, "finished")
    cut = service.begin("cut", visits=500, pace=30)
    bench.eventually(lambda: service.json("GET", f"/api/runs/{cut}")["counts"]["sent"] > 0, "something is sent")
    service.process.send_signal(signal.SIGKILL)
    service.process.wait(timeout=60)
    again = Service(bench)
    assert again.json("GET", f"/api/runs/{cut}")["state"] == "broken off"
    assert again.json("GET", f"/api/runs/{done}") == before
    assert again.ask("POST", f"/api/runs/{cut}/resume")[0] == 409
    second = again.begin("done", visits=2, pace="fastest")
    assert second == "done-2" and again.until(second, "finished")["outputs"] == before["outputs"]
    assert bench.stop(again.process) in (0, 130), bench.log(again.process)


def test_a_run_under_way_is_broken_off_by_control_c_with_its_ledger(bench):
    service = Service(bench)
    run = service.begin("night", visits=500, pace=30)
    bench.eventually(lambda: service.json("GET", f"/api/runs/{run}")["counts"]["sent"] > 0, "something is sent")
    assert bench.stop(service.process) in (0, 130), bench.log(service.process)
    folder = bench.data / "runs" / run
    assert json.loads((folder / "state.json").read_text())["state"] == "broken off"
    lines = bench.run("simulate", "ledger", folder, data=False).stdout.decode().splitlines()
    assert len(lines) > 1, lines


def test_targets_outside_this_machine_are_refused_unless_they_are_allowed(bench):
    service = Service(bench, "--allow", "192.0.2.0/24:9092")

    def check(kind, to):
        draft = {**NIGHT, "transports": [{"kind": kind, "to": to}]}
        return service.json("POST", "/api/scenarios/check", draft)

    for kind in ("kafka", "tcp", "udp", "voevent", "http", "multicast"):
        host = "239.192.0.1" if kind == "multicast" else "198.51.100.1"
        refused = check(kind, f"{host}:9092")
        assert not refused["isRight"] and f"--allow {host}:9092" in refused["refusals"][0], refused
    assert check("kafka", "192.0.2.7:9092")["isRight"] and check("kafka", "127.0.0.1:9092")["isRight"]
    assert not check("kafka", "192.0.2.7:9093")["isRight"] and not check("files", "/etc")["isRight"]
    status, text = service.ask("POST", "/api/runs", {**NIGHT, "transports": [{"kind": "tcp", "to": "198.51.100.1:1"}]})
    assert status == 422 and b"--allow" in text, text
    assert service.json("GET", "/api/runs")["runs"] == []
    # A page of another site, whether it gives its name or borrows ours.
    assert service.ask("GET", "/api/runs", headers={"Host": "evil.example"})[0] == 421
    assert service.ask("POST", "/api/runs", {}, headers={"Origin": "http://evil.example"})[0] == 403
    assert service.ask("POST", "/api/runs", "x", headers={"Content-Type": "text/plain"})[0] == 415
    assert service.ask("GET", "/api/runs", headers={"Host": f"localhost:{service.port}"})[0] == 200


def test_to_be_reached_from_elsewhere_needs_a_token(bench):
    result = bench.run("simulate", "serve", "--listen", "0.0.0.0", "--port", "0", expect=2)
    assert b"--token-file" in result.stderr, result.stderr
    key = bench.folder / "key"
    key.write_text("a token of some length\n")
    service = Service(bench, "--listen", "0.0.0.0", "--token-file", key)
    assert service.ask("GET", "/api/runs")[0] == 401
    assert service.ask("GET", "/api/runs", headers={"Authorization": "Bearer another token of it"})[0] == 401
    assert service.ask("GET", "/api/runs", headers={"Authorization": "Bearer a token of some length"})[0] == 200
    document = service.ask("GET", "/openapi.json", headers={"Authorization": "Bearer a token of some length"})[1]
    assert json.loads(document)["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
