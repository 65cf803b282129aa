"""kill -9 at random moments: nothing lost, nothing twice, sums agree."""
import os
import random
import signal
import time

from bench import Bench

ROUNDS = int(os.environ.get("TOCSIN_KILL_ROUNDS", "20"))
# So slow that the replay still runs in the last round.
RATE = 250


def expected_ids(bench, packets, loops):
    """Alert identifiers that a complete, undisturbed replay puts into a store."""
    clean = Bench("clean")
    with clean:
        clean.run("replay", packets, "--to", "clean", "--loop", loops)
        clean.run("broker", "run", "--from", "clean", "--until-drained")
        return sorted(a["id"] for a in clean.json("broker", "export", "--ids", "--json")["alerts"])


def test_killing_replay_broker_and_portal_loses_nothing_and_stores_nothing_twice(bench):
    packets, loops = bench.packets("lsst-alerts", "v9.0-lsstcam-2025-09-05"), 100
    wanted = expected_ids(bench, packets, loops)
    assert len(wanted) == len(set(wanted)) > 1000, len(wanted)
    chance = random.Random(20260224)
    port = bench.free_port()
    replay = ["replay", packets, "--to", "night", "--partitions", 3, "--loop", loops, "--resume", "--rate", RATE]
    broker = ["broker", "run", "--from", "night"]
    portal = ["portal", "run", "--port", port]
    bench.run("topic", "create", "night", "--partitions", 3)
    alive = {"replay": bench.start(*replay), "broker": bench.start(*broker), "portal": bench.start(*portal)}
    commands = {"replay": replay, "broker": broker, "portal": portal}
    hits = {name: [] for name in alive}
    for _ in range(ROUNDS):
        time.sleep(chance.uniform(0.05, 0.6))
        victim = chance.choice(sorted(alive))
        hits[victim].append(alive[victim].poll() is None)
        alive[victim].send_signal(signal.SIGKILL)
        alive[victim].wait()
        alive[victim] = bench.start(*commands[victim])
    struck = [hit for of_one in hits.values() for hit in of_one]
    assert hits["replay"] and all(hits["replay"]) and sum(struck) > 0.8 * ROUNDS, f"what was struck while it ran: {hits}"
    assert alive["replay"].wait(timeout=120) == 0, bench.log(alive["replay"])

    def drained():
        stages = bench.json("broker", "status", "--json")["stages"]
        return stages and sum(s["stored"] for s in stages) >= len(wanted) and all(s["lag"] == 0 for s in stages)

    bench.eventually(drained, "the broker has read all", timeout=120, pause=0.5)
    bench.eventually(lambda: bench.get(f"http://127.0.0.1:{port}/health")[0] == 200, "the portal answers", timeout=20)
    assert Bench.stop(alive["broker"]) in (0, 130)
    stage = bench.json("broker", "status", "--json")["stages"][0]
    assert stage["quarantined"] == 0, stage
    assert stage["received"] == stage["stored"] + stage["duplicate"], stage
    stored = sorted(a["id"] for a in bench.json("broker", "export", "--ids", "--json")["alerts"])
    assert stored == wanted, f"{len(stored)} stored, {len(wanted)} wanted, {len(set(wanted) - set(stored))} lost"
    verified = bench.json("topic", "verify", "night", "--json")
    assert verified["damaged"] == 0, verified
    assert verified["records"] == len(wanted), f"the topic holds {verified['records']} records, {len(wanted)} were due"
