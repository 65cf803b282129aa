"""A simulated night, read by programs that are not ours."""
import csv
import io
import json


NIGHT = ["--seed", "11", "--visits", "2", "--history-nights", "15"]


def simulated(bench, name):
    truth = bench.folder / f"{name}.csv"
    bench.run("simulate", "run", "--to", name, "--partitions", "3", "--truth", truth, *NIGHT)
    with open(truth) as file:
        return list(csv.DictReader(file))


def schema(bench):
    text = bench.run("schema", "show", "1101", "--json", data=False).stdout.decode()
    return __import__("fastavro").parse_schema(json.loads(text))


def test_every_simulated_packet_is_what_fastavro_and_the_truth_say(bench):
    fastavro = __import__("fastavro")
    rows = simulated(bench, "night")
    folder = bench.folder / "saved"
    bench.run("topic", "tail", "night", "--from", "earliest", "--limit", str(len(rows)), "--save", folder)
    parsed = schema(bench)
    for row in rows:
        value = (folder / f"{row['partition']}-{row['offset']}.bin").read_bytes()
        assert value[:5] == b"\0\0\0\x04\x4d" and len(value) == int(row["sentBytes"]), row
        packet = fastavro.schemaless_reader(io.BytesIO(value[5:]), parsed)
        source = packet["diaSource"]
        assert packet["diaSourceId"] == source["diaSourceId"] == int(row["alertId"]), row
        assert source["visit"] == int(row["visit"]) and source["detector"] == int(row["detector"]), row
        assert source["midpointMjdTai"] == float(row["midpointMjdTai"]) and source["band"] == row["band"], row
        assert abs(source["psfFlux"] - float(row["trueFlux"])) < 8 * source["psfFluxErr"], (row, source["psfFlux"])
        assert (packet["ssSource"] is None) == (packet["diaObject"] is not None), row
        # Three planes in blocks of 2,880 bytes, of which the PSF's is 41 x 41: stamps are as large as the box.
        side = min(max(source["bboxSize"], 30), 102)
        plane = -(-side * side * 4 // 2880) * 2880
        assert len(packet["cutoutDifference"]) == 3 * 2880 + 2 * plane + 14400, (row, side)
    assert len(rows) > 500 and len({row["trueClass"] for row in rows}) > 6, len(rows)


def test_a_simulated_night_goes_through_the_broker_and_is_the_same_again(bench):
    first = simulated(bench, "one")
    again = simulated(bench, "two")
    assert [row["issuedDigest"] for row in first] == [row["issuedDigest"] for row in again]
    bench.run("broker", "run", "--from", "one", "--until-drained")
    status = bench.json("broker", "status", "--json")
    stage = next(s for s in status["stages"] if s["stage"].endswith("one"))
    assert stage["stored"] == len(first) and stage["duplicate"] == stage["quarantined"] == 0, stage
