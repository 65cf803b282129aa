"""Times fastavro on the packets that AvroBenchmarks.swift reads. Usage: fastavro_bench.py DATA_FOLDER; prints JSON.

`read` is schemaless_reader of a datum (schema parsed before), `write` schemaless_writer of the same values, `file`
fastavro.reader of a container file with one packet, schema and all. Medians over passes of the time an item takes.
"""

import io
import json
import pathlib
import statistics
import sys
import time

import fastavro

SETS = {
    "lsst-v9": "lsst-alerts/v9.0-lsstcam-2025-09-05",
    "lsst-v10": "lsst-alerts/v10.0-lsstcam-2026",
    "lsst-v7": "lsst-alerts/v7.4-simulated-operations-rehearsal",
    "ztf": "ztf-alerts",
}


def median(work, passes=9, least=0.5):
    work()
    times = []
    start = time.perf_counter()
    while len(times) < passes or time.perf_counter() - start < least:
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def measure(folder):
    files, packets, schemas = [], [], {}
    for path in sorted(folder.rglob("*.avro")):
        data = path.read_bytes()
        reader = fastavro.reader(io.BytesIO(data))
        text = json.dumps(reader.writer_schema, sort_keys=True)
        schema = schemas.setdefault(text, fastavro.parse_schema(reader.writer_schema))
        for value in reader:
            datum = io.BytesIO()
            fastavro.schemaless_writer(datum, schema, value)
            packets.append((datum.getvalue(), value, schema))
            files.append(data)
    count = len(packets)

    def read():
        for datum, _, schema in packets:
            fastavro.schemaless_reader(io.BytesIO(datum), schema)

    def write():
        for _, value, schema in packets:
            fastavro.schemaless_writer(io.BytesIO(), schema, value)

    def file():
        for data in files:
            for _ in fastavro.reader(io.BytesIO(data)):
                pass

    yield "read", median(read) / count
    yield "write", median(write) / count
    if folder.name.startswith("v10"):
        return
    yield "file", median(file, 3, 0) / count


results = {}
for name, folder in SETS.items():
    for what, seconds in measure(pathlib.Path(sys.argv[1]) / folder):
        results[f"{name}/{what}"] = seconds
print(json.dumps({"peer": f"fastavro {fastavro.__version__}", "secondsPerItem": results}))
