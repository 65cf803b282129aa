"""Scenario files: what is wrong is named with its line and column, and what ships is right."""
import re

START = "name: bad\nspan: {visits: 3, duration: 10 min}\ntransports:\n  - {kind: topic, to: night, partitions: 4}\n"

# The text behind START (which has four lines), or in its place, and the places at which something must be found.
BAD = {
    "a key that does not exist": ("sede: 3\n", [(5, 1)]),
    "a fault that does not exist": ("faults:\n  - {fault: bit-flop}\n", [(6, 13)]),
    "a fault without its name": ("faults:\n  - {probability: 0.5}\n", [(6, 5)]),
    "a fault that is no mapping": ("faults:\n  - drop\n", [(6, 5)]),
    "a probability above 1": ("faults:\n  - {fault: drop, probability: 1.5}\n", [(6, 32)]),
    "a key of another fault": ("faults:\n  - {fault: drop, bits: 3}\n", [(6, 19)]),
    "a parameter that is missing": ("faults:\n  - {fault: late}\n", [(6, 5)]),
    "a time without its unit": ("faults:\n  - {fault: late, delay: 30}\n", [(6, 26)]),
    "a time that is negative": ("faults:\n  - {fault: late, delay: -3 s}\n", [(6, 26)]),
    "a rate without its unit": ("faults:\n  - {fault: slow-drain, rate: 30}\n", [(6, 31)]),
    "a fault that ends before it begins":
        ("faults:\n  - fault: outage\n    from: 5 min\n    until: 1 min\n", [(8, 12)]),
    "an outage without an end": ("faults:\n  - {fault: outage, from: 1 min}\n", [(6, 13)]),
    "two ends": ("faults:\n  - {fault: outage, from: 1 s, until: 9 s, lasts: 5 s}\n", [(6, 51)]),
    "a fault after the end of the run": ("faults:\n  - {fault: drop, from: 11 min}\n", [(6, 25)]),
    "a visit that the run has not": ("faults:\n  - {fault: drop, visits: 4-5}\n", [(6, 27)]),
    "a detector of a fault for whole visits":
        ("faults:\n  - {fault: clock-step, by: 1 s, detectors: 3}\n", [(6, 45)]),
    "a detector that the camera has not": ("faults:\n  - {fault: drop, detectors: [3, 189]}\n", [(6, 34)]),
    "a partition that the topic has not": ("faults:\n  - {fault: lost-partition, partitions: 4}\n", [(6, 41)]),
    "no partition left":
        ("faults:\n  - {fault: lost-partition, partitions: 0-3, reroutes: on}\n", [(6, 41)]),
    "a range that runs backwards": ("faults:\n  - {fault: drop, visits: 3-1}\n", [(6, 27)]),
    "a schema that does not exist": ('survey:\n  schema: "12.0"\n', [(6, 11)]),
    "a night that does not exist": ("survey:\n  start: 2026-02-30\n", [(6, 10)]),
    "two sources of visits": ("survey:\n  opsim: /dev/null\n  scheduler: built-in\n", [(7, 14)]),
    "no sky": ("sky:\n  populations: {stars: off, variables: off, galaxies: off, agn: off, transients: off, "
               "solar-system: off, artefacts: off}\n", [(6, 16)]),
    "variables without stars": ("sky:\n  populations: {stars: off}\n", [(6, 24)]),
    "a seed that is no number": ("seed: x\n", [(5, 7)]),
    "a list that is none": ("faults: drop\n", [(5, 9)]),
    "an anchor": ("about: &a text\n", [(5, 8)]),
    "a tab in place of spaces": ("survey:\n\tschema: \"11.1\"\n", [(6, 1)]),
    "several at once, in their order":
        ("seed: -1\nfaults:\n  - {fault: bit-flip, bits: 0}\n  - {fault: drop, probability: x}\n",
         [(5, 7), (7, 29), (8, 32)]),
    "no name": ("=seed: 3\ntransports:\n  - {kind: topic, to: night}\n", [(1, 1)]),
    "a name with capitals": ("=name: Night\n", [(1, 7)]),
    "a pace of nothing": ("=name: a\nspan: {pace: 0}\n", [(2, 14)]),
    "no visits": ("=name: a\nspan: {visits: 0}\n", [(2, 16)]),
    "a transport that does not exist": ("=name: a\ntransports:\n  - {kind: pigeon, to: x}\n", [(3, 12)]),
    "partitions of what has none":
        ('=name: a\ntransports:\n  - {kind: udp, to: "127.0.0.1:9000", partitions: 4}\n', [(3, 51)]),
    "an address without a port": ("=name: a\ntransports:\n  - {kind: udp, to: x}\n", [(3, 21)]),
    "a band that does not exist": ("=name: a\ntransports:\n  - {kind: files, to: x, bands: [g, v]}\n", [(3, 37)]),
    "an empty file": ("=", [(1, 1)]),
    "a list in place of a scenario": ("=- 1\n", [(1, 1)]),
}


def test_what_is_wrong_in_a_scenario_is_named_with_line_and_column(bench):
    for name, (text, places) in BAD.items():
        path = bench.folder / "bad.yaml"
        path.write_text(text[1:] if text.startswith("=") else START + text)
        done = bench.run("simulate", "scenarios", "--check", path, expect=None, data=False)
        said = done.stderr.decode()
        found = [(int(line), int(column)) for line, column in re.findall(r"bad\.yaml:(\d+):(\d+): \S", said)]
        assert done.returncode not in (0, None) and done.returncode > 0, (name, done.returncode)
        assert found == places, (name, places, said)
        # The same file is not run either.
        if name == "several at once, in their order":
            done = bench.run("simulate", "run", path, expect=None)
            assert done.returncode > 0 and not (bench.data / "streams").exists(), done.stderr


def test_every_scenario_that_ships_passes_the_check_as_a_file(bench):
    listed = bench.run("simulate", "scenarios", data=False).stdout.decode()
    names = re.findall(r"^(\S+)$", listed, re.M)
    assert {"nominal", "bulge", "commissioning", "first-night", "broker-torture", "network-down", "schema-migration",
            "satellite-pass"} <= set(names), names
    for name in names:
        path = bench.folder / f"{name}.yaml"
        path.write_bytes(bench.run("simulate", "scenarios", name, data=False).stdout)
        said = bench.run("simulate", "scenarios", "--check", path, data=False).stdout.decode()
        assert f"{name}.yaml: {name}: " in said, said
