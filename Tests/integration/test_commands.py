"""The command line as a person meets it."""
import json
import sqlite3
import subprocess
import time


def commands(bench, *group):
    """The commands of a group, each as its words; none where it is no group."""
    listing = bench.run(*group, "--help", data=False).stdout.decode()
    if "SUBCOMMANDS:" not in listing:
        return []
    lines = [line for line in listing.split("SUBCOMMANDS:")[1].splitlines() if line.startswith("  ") and line.strip()
             and not line.startswith("   ")]
    # What a group does by default goes by the group's own name.
    return [(*group, line.split()[0]) for line in lines if line.split()[0] != "See" and "(default)" not in line]


def test_every_command_teaches_by_example(bench):
    names = commands(bench)
    assert {"packet", "schema", "replay", "topic", "broker", "portal", "demo"} <= {name for name, in names}, names
    names += [name for group in names for name in commands(bench, *group)]
    assert ("broker", "run") in names, names
    for name in names:
        text = bench.run(*name, "--help", data=False).stdout.decode()
        example = text[text.index("Example"):] if "Example" in text else ""
        assert f"tocsin {' '.join(name)}" in example.split("USAGE:")[0], f"{name} has no example of its own:\n{text}"


def test_inspect_gives_the_numbers_of_the_index(bench):
    base = bench.packets("lsst-alerts")
    checked = 0
    for row in bench.index(base):
        path = base.parent / row["file"]
        if "v10.0" in row["file"] or not path.exists():
            continue
        found = bench.json("packet", "inspect", "--json", "--field", "diaSource.diaSourceId", path)["packets"][0]
        assert found["fields"]["diaSource.diaSourceId"] == int(row["diaSourceId"]), (row["file"], found)
        alert = found["alert"]
        assert alert["id"] == int(row["diaSourceId"]) and alert["band"] == row["band"], (row["file"], alert)
        assert abs(alert["ra"] - float(row["ra"])) < 1e-9 and abs(alert["psfFlux"] - float(row["psfFlux"])) < 1e-3, alert
        checked += 1
    assert checked > 30, checked


def test_schema_fingerprints_do_not_depend_on_documentation(bench):
    schema = {"type": "record", "name": "x", "fields": [{"name": "a", "type": "long", "doc": "some words"}]}
    (bench.folder / "a.avsc").write_text(json.dumps(schema))
    schema["fields"][0].pop("doc")
    (bench.folder / "b.avsc").write_text(json.dumps(schema))
    prints = [bench.run("schema", "fingerprint", bench.folder / n).stdout.decode().split()[-2:] for n in ("a.avsc", "b.avsc")]
    assert prints[0][0] == prints[1][0], prints


def test_convert_to_confluent_and_back_keeps_the_datum(bench):
    path = sorted(bench.packets("lsst-alerts", "confluent-framed").glob("*.bin"))[0]
    bench.run("packet", "convert", path, "--to", "container", "--output", bench.folder / "c.avro")
    bench.run("packet", "convert", bench.folder / "c.avro", "--to", "confluent", "--output", bench.folder / "back.bin")
    assert (bench.folder / "back.bin").read_bytes() == path.read_bytes()
    fastavro = __import__("fastavro")
    with open(bench.folder / "c.avro", "rb") as file:
        assert len(list(fastavro.reader(file))) == 1


def test_bare_datums_and_single_objects_are_read_back(bench):
    path = sorted(bench.packets("lsst-alerts", "confluent-framed").glob("*.bin"))[0]
    number = path.name.split(".schema")[1].split(".")[0]
    original = bench.json("packet", "inspect", "--json", "--all", path)["packets"][0]
    bench.run("packet", "convert", path, "--to", "bare", "--output", bench.folder / "bare.bin")
    bare = (bench.folder / "bare.bin").read_bytes()
    assert bare == path.read_bytes()[5:]
    (bench.folder / "own.avsc").write_bytes(bench.run("schema", "show", number, "--json").stdout)
    crc = bench.run("schema", "fingerprint", number).stdout.decode().split()[1]
    (bench.folder / "single.bin").write_bytes(b"\xc3\x01" + bytes.fromhex(crc)[::-1] + bare)
    for name, options in (("bare.bin", ["--schema", number]), ("bare.bin", ["--schema", bench.folder / "own.avsc"]), ("single.bin", [])):
        bench.run("packet", "validate", bench.folder / name, *options)
        found = bench.json("packet", "inspect", "--json", "--all", bench.folder / name, *options)["packets"][0]
        assert found["alert"] == original["alert"] and found["record"] == original["record"], name
        bench.run("packet", "convert", bench.folder / name, *options, "--to", "confluent", "--id", number, "--output", bench.folder / "back.bin")
        assert (bench.folder / "back.bin").read_bytes() == path.read_bytes(), name
    bench.run("replay", bench.folder / "single.bin", "--to", "single")
    refused = bench.run("packet", "validate", bench.folder / "bare.bin", expect=1)
    assert b"--schema" in refused.stdout + refused.stderr, refused


def test_the_schema_of_ztf_is_shown_by_its_number(bench):
    assert bench.run("schema", "show", "402").stdout.startswith(b"ztf.alert: ")


def test_a_framed_packet_that_is_cut_short_is_told_and_leaves_with_1(bench):
    whole = next(bench.packets("lsst-alerts", "confluent-framed").glob("*.bin"))
    cut = bench.folder / "cut.bin"
    cut.write_bytes(whole.read_bytes()[:8000])
    for options in ([], ["--json"], ["--field", "diaSource.psfFlux"]):
        result = bench.run("packet", "inspect", *options, cut, expect=1)
        assert "decode" in result.stdout.decode(), result.stdout.decode()
    bench.run("packet", "inspect", whole)
    bench.run("packet", "inspect", *sorted(bench.packets("other-surveys").rglob("*.avro"))[:3])


def test_ctrl_c_ends_long_reading_with_130(bench):
    packets = bench.packets("lsst-alerts", "v9.0-lsstcam-2025-09-05")
    many = [packets] * 400
    for words in (["packet", "validate", *many], ["packet", "convert", *many, "--to", "json", "-o", bench.folder / "out/"]):
        process = bench.start(*words, data=False)
        time.sleep(0.7)
        assert bench.stop(process) == 130, f"{words[:2]}: {bench.log(process)[-500:]}"


def test_a_partition_that_ends_in_unreadable_bytes_is_told_by_a_broker_that_drains_it(bench):
    packets = bench.packets("lsst-alerts", "v9.0-lsstcam-2025-09-05")
    bench.run("replay", packets, "--to", "alerts")
    (segment,) = bench.data.glob("streams/alerts/**/*.log")
    whole = segment.read_bytes()
    segment.write_bytes(whole[:-1000])
    result = bench.run("broker", "run", "--from", "alerts", "--until-drained", expect=1)
    assert "hold no readable record" in result.stderr.decode(), result.stderr.decode()


def test_output_into_a_closed_pipe_ends_quietly(bench):
    packets = bench.packets("lsst-alerts")
    result = subprocess.run(
        f"{bench.binary} packet inspect {packets}/v9.0-lsstcam-2025-09-05/*.avro | head -n 1", shell=True, capture_output=True)
    assert result.returncode == 0 and b"Traceback" not in result.stderr and b"Fatal" not in result.stderr, result.stderr


def test_an_account_that_does_not_add_up_is_told(bench):
    packets = bench.packets("lsst-alerts", "v9.0-lsstcam-2025-09-05")
    bench.run("replay", packets, "--to", "night")
    bench.run("broker", "run", "--from", "night", "--until-drained")
    bench.run("broker", "status")
    (store,) = bench.folder.glob("**/store.sqlite")
    with sqlite3.connect(store) as database:
        database.execute("UPDATE stages SET stored = stored - 3")
    database.close()
    wrong = bench.run("broker", "status", expect=1)
    assert b"does not add up" in wrong.stdout and b"does not add up" in wrong.stderr, wrong
    assert bench.json("broker", "status", "--json", expect=1)["stages"][0]["missing"] == 0
