"""Times the packet simulator of lsst-alert-packet. Usage: lsst_alert_packet_bench.py; prints JSON.

An alert of random numbers by `simulate_alert`, with 105 earlier detections and forced fluxes, and its Avro form by
`Schema.serialize`, in one process; median over passes. The simulator takes the first type of a union, which is null in
present schemas, so that its alerts are empty: it is given the schema with each union turned round, and fills all fields.
"""

import copy
import importlib.metadata
import json
import statistics
import time

import lsst.alert.packet

VISITS = 1056 // 10
PASSES, ALERTS = 5, 4


def turned(node, records):
    """The schema with null last in each union, and with each record in place of its name."""
    if isinstance(node, dict):
        made = {key: turned(value, records) for key, value in node.items()}
        if node.get("type") == "record":
            records[node["name"]] = made
        return made
    if isinstance(node, list):
        return sorted((turned(item, records) for item in node), key=lambda item: item == "null")
    return copy.deepcopy(records.get(node, node))


def make(schema, filled):
    alert = lsst.alert.packet.simulate_alert(
        filled,
        keepNull=["ssObject", "ssSource", "mpc_orbits"],
        arrayCount={"prvDiaSources": VISITS, "prvDiaForcedSources": VISITS},
    )
    return schema.serialize(alert)


schema = lsst.alert.packet.Schema.from_file()
filled = turned(schema.definition, {})
rates, busy, size = [], [], 0
for _ in range(PASSES):
    begin, used = time.perf_counter(), time.process_time()
    size = sum(len(make(schema, filled)) for _ in range(ALERTS)) / ALERTS
    rates.append(ALERTS / (time.perf_counter() - begin))
    busy.append((time.process_time() - used) / ALERTS)
version = importlib.metadata.version("lsst-alert-packet")
print(
    json.dumps(
        {
            "peer": f"lsst-alert-packet {version}",
            "packetsPerSecond": statistics.median(rates),
            "processorSecondsPerPacket": statistics.median(busy),
            "bytesPerPacket": size,
        }
    )
)
