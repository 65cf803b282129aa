"""Times the alerts of lass (LSST Alert Stream Simulator). Usage: lass_bench.py; prints JSON. Needs Python 3.13.

Alerts of random numbers by `lass.generate` and their bytes as `lass.send` makes them, in one process, without a broker;
median over passes. As Avro: alerts without history only, since those that it makes with earlier detections do not fit
the schema. As pickled Python, which it sends unless told otherwise: with 105 earlier detections, and without forced
fluxes, which it does not make.
"""

import contextlib
import importlib.metadata
import io
import json
import statistics
import time

import lass
from lass.lassproducer import _alert_serializer

SCHEMA = (11, 0)
PASSES, EARLIER = 5, 105


def measure(alerts, earlier, avro):
    rates, busy, size = [], [], 0
    serialize = _alert_serializer(avro, SCHEMA)
    for _ in range(PASSES):
        begin, used = time.perf_counter(), time.process_time()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            made, _sizes = lass.generate(numalerts=alerts, nprvdiasources=earlier, schema_ver=SCHEMA)
        size = sum(len(serialize(alert)) for alert in made) / alerts
        rates.append(alerts / (time.perf_counter() - begin))
        busy.append((time.process_time() - used) / alerts)
    return {
        "packetsPerSecond": statistics.median(rates),
        "processorSecondsPerPacket": statistics.median(busy),
        "bytesPerPacket": size,
    }


name = f"lass {importlib.metadata.version('lass')}"
print(
    json.dumps(
        {
            "figures": [
                {"peer": f"{name}, Avro without history", **measure(100, 0, True)},
                {"peer": f"{name}, pickled, {EARLIER} earlier detections", **measure(4, EARLIER, False)},
            ]
        }
    )
)
