"""Simulated packets against the published schemas, in every version: PyPI lsst-alert-packet, fastavro and astropy.

    python Tests/integration/test_packet_validity.py FOLDER VERSION     the same checks on a folder of packets

The packets of a topic's tail, or files of one packet each; the version is such as 11.1, or ztf-4.02.
"""
import csv
import gzip
import io
import math
import os
import pathlib
import sqlite3
import warnings

from bench import Skip

# Days before the night of the last visits, and bands: a history that each version's packets can tell of.
EARLIER = [(45, "r"), (20, "g"), (8, "i"), (8, "z"), (3, "r")]
NIGHT_MJD = 61200.15
STAMPS = ("cutoutScience", "cutoutTemplate", "cutoutDifference")


def survey(path):
    """Two visits of one night after some earlier ones of the same field, as an opsim database."""
    visits = [(NIGHT_MJD - days + 0.0005 * n, band) for n, (days, band) in enumerate(EARLIER)]
    visits += [(NIGHT_MJD, "r"), (NIGHT_MJD + 0.0005, "g")]
    database = sqlite3.connect(path)
    database.execute(
        "CREATE TABLE observations (observationId INTEGER, fieldRA REAL, fieldDec REAL, observationStartMJD REAL, "
        "visitExposureTime REAL, numExposures INTEGER, band TEXT, rotSkyPos REAL, airmass REAL, seeingFwhmEff REAL, "
        "seeingFwhmGeom REAL, skyBrightness REAL, fiveSigmaDepth REAL, night INTEGER)")
    database.executemany(
        "INSERT INTO observations VALUES (?, 150.0, 2.0, ?, 30.0, 1, ?, 0.0, 1.2, 0.9, 0.79, 21.0, 23.8, ?)",
        [(n, mjd, band, int(mjd)) for n, (mjd, band) in enumerate(visits)])
    database.commit()
    database.close()


def finite(value, path=""):
    """Every number is one."""
    if isinstance(value, dict):
        for name, part in value.items():
            finite(part, f"{path}.{name}")
    elif isinstance(value, list):
        for part in value:
            finite(part, path)
    elif isinstance(value, float):
        assert math.isfinite(value), f"{path} is {value}"


class LSST:
    """Kafka values: five bytes of framing, and one datum."""

    def __init__(self, version):
        import fastavro
        from lsst.alert.packet import Schema, get_schema_path

        major, minor = map(int, version.split("."))
        path = pathlib.Path(get_schema_path(major, minor)) / f"lsst.v{major}_{minor}.alert.avsc"
        self.schema = Schema.from_file(str(path))
        self.parsed = fastavro.parse_schema(self.schema.definition)
        self.identifier = 100 * major + minor
        self.major = major

    def read(self, value):
        import fastavro

        assert value[0] == 0 and int.from_bytes(value[1:5], "big") == self.identifier, value[:5]
        stream = io.BytesIO(value[5:])
        packet = fastavro.schemaless_reader(stream, self.parsed)
        assert not stream.read(), "bytes are left over"
        assert fastavro.validate(packet, self.parsed) and self.schema.validate(packet)
        assert self.schema.serialize(packet) == value[5:], "fastavro writes other bytes"
        return packet

    def check(self, packet):
        source = packet["diaSource"]
        number = packet["diaSourceId" if self.major >= 8 else "alertId"]
        assert source["diaSourceId"] == number
        past = packet["prvDiaSources"] or []
        numbers = [p["diaSourceId"] for p in past] + [number]
        assert len(set(numbers)) == len(numbers), "a diaSource is told twice"
        times = [p["midpointMjdTai"] for p in past] + [source["midpointMjdTai"]]
        assert times == sorted(times)
        forced = packet["prvDiaForcedSources"] or []
        assert [f["midpointMjdTai"] for f in forced] == sorted({f["midpointMjdTai"] for f in forced})
        if packet["diaObject"] is None:
            assert source["diaObjectId"] is None and source["ssObjectId"] and not past and not forced
            self.check_body(packet, source["ssObjectId"])
        else:
            key = packet["diaObject"]["diaObjectId"]
            assert {p["diaObjectId"] for p in past + forced + [source]} == {key} and source["ssObjectId"] is None
            # The number of the first detection that is known, else one of that form from the year before the survey.
            night = (key >> 42 & 0x3FFF) + 55197
            assert key in numbers or 60676 <= night < 61041, key
            assert key >> 57 == 1 and (key >> 19 & 0xFF) < 189
            assert packet["diaObject"].get("nDiaSources", len(numbers)) == len(numbers)
        return number, len(past)

    def check_body(self, packet, key):
        for name in ("ssSource", "MPCORB", "ssObject"):
            if name in packet:
                assert packet[name]["ssObjectId"] == key, name
        if "mpc_orbits" in packet:
            assert packet["mpc_orbits"]["designation"] == packet["ssSource"]["designation"]

    def check_stamps(self, packet):
        from astropy.io import fits

        for name in STAMPS:
            with fits.open(io.BytesIO(packet[name])) as file:
                file.verify("exception")
                assert [part.name for part in file[1:]] == ["UNCERT", "PSFIMAGE"], name
                # Schemas before 8.0 have no box.
                side = min(max(packet["diaSource"].get("bboxSize", len(file[0].data)), 30), 102)
                assert file[0].data.shape == file[1].data.shape == (side, side) and file[0].header["BUNIT"] == "nJy"
                assert abs(file[2].data.sum() - 1) < 1e-6
                assert all(map(math.isfinite, file[0].data.ravel().tolist()))


class ZTF:
    """Container files of one packet each, in the schema that ZTF published where that can be had."""

    FILES = ("candidate", "prv_candidate", "fp_hist", "cutout", "alert")

    def __init__(self, schemas=None):
        import fastavro
        import json

        self.parsed = None
        if schemas is not None:
            named = {}
            for name in self.FILES:
                self.parsed = fastavro.parse_schema(json.loads((schemas / f"{name}.avsc").read_text()), named)

    def read(self, value):
        import fastavro

        reader = fastavro.reader(io.BytesIO(value))
        packets = list(reader)
        assert len(packets) == 1 and reader.codec == "null" and packets[0]["schemavsn"] == "4.02"
        schema = self.parsed or fastavro.parse_schema(reader.writer_schema)
        assert fastavro.validate(packets[0], schema)
        theirs, ours = io.BytesIO(), io.BytesIO()
        fastavro.schemaless_writer(theirs, schema, packets[0])
        fastavro.schemaless_writer(ours, reader.writer_schema, packets[0])
        assert theirs.getvalue() == ours.getvalue(), "the published schema writes other bytes"
        return packets[0]

    def check(self, packet):
        source, past = packet["candidate"], packet["prv_candidates"] or []
        number = packet["candid"]
        assert source["candid"] == number and number // 1_000_000 == source["pid"]
        numbers = [p["candid"] for p in past if p["candid"] is not None] + [number]
        assert len(set(numbers)) == len(numbers), "a candidate is told twice"
        times = [p["jd"] for p in past] + [source["jd"]]
        assert times == sorted(times) and times[0] >= times[-1] - 30
        assert all(p["diffmaglim"] is not None and p["fid"] in (1, 2, 3) for p in past + [source])
        for entry in past:
            missing = {name for name in ("isdiffpos", "ra", "dec", "magpsf", "sigmapsf") if entry[name] is None}
            assert len(missing) == (5 if entry["candid"] is None else 0), missing
        forced = packet["fp_hists"] or []
        assert [f["jd"] for f in forced] == times[-2::-1]
        assert source["isdiffpos"] in "tf" and 0 < source["magpsf"] < 40 and source["ndethist"] <= source["ncovhist"]
        name = packet["objectId"]
        assert len(name) == 12 and name[:3] == "ZTF" and name[3:5].isdigit() and name[5:].islower(), name
        assert (source["ssdistnr"] == -999) == (source["ssnamenr"] == "null")
        return number, len(past)

    def check_stamps(self, packet):
        from astropy.io import fits

        for name in STAMPS:
            assert packet[name]["fileName"].startswith(f"candid{packet['candid']}")
            with fits.open(io.BytesIO(gzip.decompress(packet[name]["stampData"]))) as file:
                assert len(file) == 1 and file[0].data.shape == (63, 63) and file[0].header["BUNIT"] == "DN"
                assert all(map(math.isfinite, file[0].data.ravel().tolist()))


def check_packets(values, kind, stamps_of=50):
    """Checks all packets, and the stamps of some; returns their identifiers, in order."""
    numbers, past = [], 0
    warnings.simplefilter("ignore")  # astropy speaks of keywords that LSST's own stamps have too
    for place, value in enumerate(values):
        packet = kind.read(value)
        finite(packet)
        number, before = kind.check(packet)
        numbers.append(number)
        past += before
        if place % max(1, len(values) // stamps_of) == 0:
            kind.check_stamps(packet)
    assert len(set(numbers)) == len(numbers), "an alert is issued twice"
    return numbers, past


def kind_of(version, bench=None):
    if not version.startswith("ztf-"):
        return LSST(version)
    try:
        return ZTF(bench.packets("schemas", "ztf-4.02")) if bench else ZTF()
    except Exception as reason:  # without the published schema, the one in the file has to do
        print(f"     {reason}", flush=True)
        return ZTF()


def check_version(bench, version):
    opsim, truth, folder = bench.folder / f"{version}.db", bench.folder / f"{version}.csv", bench.folder / version
    survey(opsim)
    bench.run(
        "simulate", "run", "--to", f"night-{version}", "--partitions", "3", "--schema", version, "--seed", "11", "--opsim", opsim,
        "--night", "2026-06-08", "--visits", "2", "--alerts-per-visit", "600", "--truth", truth, timeout=300)
    with open(truth) as file:
        rows = list(csv.DictReader(file))
    bench.run("topic", "tail", f"night-{version}", "--from", "earliest", "--limit", str(len(rows)), "--save", folder)
    values = [path.read_bytes() for path in sorted(folder.glob("*.bin"))]
    assert len(values) == len(rows) > 300, (len(values), len(rows))
    numbers, past = check_packets(values, kind_of(version, bench))
    assert {str(number) for number in numbers} == {row["alertId"] for row in rows}
    assert past > 100, past


def test_packets_of_lsst_11_1_are_valid(bench):
    check_version(bench, "11.1")


def test_packets_of_lsst_11_0_and_10_0_are_valid(bench):
    for version in ("11.0", "10.0"):
        check_version(bench, version)


def test_packets_of_lsst_9_0_to_7_0_are_valid(bench):
    if not os.environ.get("TOCSIN_LONG"):
        raise Skip("each version draws its own sky, two minutes in all; TOCSIN_LONG=1 runs it")
    for version in ("9.0", "8.0", "7.4", "7.3", "7.2", "7.1", "7.0"):
        check_version(bench, version)


def test_packets_of_ztf_4_02_are_valid(bench):
    check_version(bench, "ztf-4.02")


if __name__ == "__main__":
    import sys

    files = sorted(path for path in pathlib.Path(sys.argv[1]).iterdir() if path.is_file())
    found, listed = check_packets([path.read_bytes() for path in files], kind_of(sys.argv[2]))
    print(f"{len(found)} packets of {sys.argv[2]} are valid, with {listed} entries of history")
