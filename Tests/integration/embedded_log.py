"""Reads and writes topics of the embedded log, by docs/formats/embedded-log.md alone."""
import pathlib
import re
import struct
from typing import NamedTuple

from crc32c import crc32c

BATCH = struct.Struct("<4sHHqqqqIIqII")
RECORD = struct.Struct("<IIqiIHH")
SLOT = struct.Struct("<4sIQqII")


class Record(NamedTuple):
    partition: int
    offset: int
    timestamp: int
    headers: tuple
    value: bytes
    key: bytes | None = None

    def header(self, name):
        """The text of a header that is there once."""
        found = [value for key, value in self.headers if key == name]
        assert len(found) == 1, (name, self.headers)
        return found[0].decode("ascii")


def read_topic(folder):
    """Records by partition. Fails by AssertionError on whatever the document does not allow."""
    lines = (pathlib.Path(folder) / "topic").read_text().splitlines()
    assert lines[0] == "tocsin-topic 1" and len(lines) == 2, lines
    count = int(re.fullmatch(r"partitions (\d+)", lines[1])[1])
    return [read_partition(pathlib.Path(folder) / str(number), number) for number in range(count)]


def read_partition(folder, number):
    records = []
    for path in sorted(folder.glob("*.log")):
        assert re.fullmatch(r"\d{20}\.log", path.name), path
        assert int(path.stem) == len(records), (path, len(records))
        records += read_segment(path.read_bytes(), number, len(records))
    return records


def read_segment(data, partition, offset):
    records, place = [], 0
    while place < len(data):
        header = data[place:place + BATCH.size]
        assert len(header) == BATCH.size == 64 and place % 8 == 0, place
        magic, version, size, first, own, least, greatest, count, length, _, body_crc, crc = BATCH.unpack(header)
        assert (magic, version, size, own) == (b"TCSB", 1, 64, place), (place, header)
        assert crc == crc32c(header[:60]) and first == offset + len(records) and count > 0, place
        body = data[place + 64:place + 64 + length]
        assert len(body) == length and crc32c(body) == body_crc, place
        batch = list(read_body(body, partition, first))
        times = [record.timestamp for record in batch]
        assert len(batch) == count and (min(times), max(times)) == (least, greatest), place
        records += batch
        end = place + 64 + length
        place = end + -end % 8
        assert not any(data[end:place]), end
    return records


def read_body(body, partition, first):
    place = index = 0
    while place < len(body):
        length, delta, time, key_bytes, value_bytes, header_count, zero = RECORD.unpack_from(body, place)
        assert delta == index and zero == 0, (place, delta, zero)
        at, end = place + RECORD.size, place + length
        key = None if key_bytes == -1 else body[at:at + key_bytes]
        at += max(0, key_bytes)
        headers = []
        for _ in range(header_count):
            name_bytes, size = struct.unpack_from("<HI", body, at)
            at += 6
            headers.append((body[at:at + name_bytes].decode(), body[at + name_bytes:at + name_bytes + size]))
            at += name_bytes + size
        assert at + value_bytes == end <= len(body), (place, at, value_bytes, end)
        yield Record(partition, first + index, time, tuple(headers), body[at:end], key)
        place, index = end, index + 1


def write_topic(folder, partitions, batch=7):
    """A topic of its own with these records, by partition; their offsets are given anew. For a folder not yet there."""
    folder = pathlib.Path(folder)
    for number, records in enumerate(partitions):
        (folder / str(number)).mkdir(parents=True)
        data = b""
        for first in range(0, len(records), batch):
            data += pack_batch(records[first:first + batch], first, len(data))
        (folder / str(number) / f"{0:020}.log").write_bytes(data)
    (folder / "topic.new").write_text(f"tocsin-topic 1\npartitions {len(partitions)}\n")
    (folder / "topic.new").rename(folder / "topic")


def pack_batch(records, first, place):
    body = b"".join(pack_record(record, delta) for delta, record in enumerate(records))
    times = [record.timestamp for record in records]
    header = BATCH.pack(
        b"TCSB", 1, 64, first, place, min(times), max(times), len(records), len(body), max(times), crc32c(body), 0)[:60]
    data = header + struct.pack("<I", crc32c(header)) + body
    return data + bytes(-len(data) % 8)


def pack_record(record, delta):
    headers = b"".join(
        struct.pack("<HI", len(name.encode()), len(value)) + name.encode() + value for name, value in record.headers)
    rest = (record.key or b"") + headers + record.value
    key_bytes = -1 if record.key is None else len(record.key)
    return RECORD.pack(
        RECORD.size + len(rest), delta, record.timestamp, key_bytes, len(record.value), len(record.headers), 0) + rest


def commit(topic, group, partition, offset):
    """Writes a group's committed offset."""
    folder = pathlib.Path(topic) / "groups" / group
    (folder / "members").mkdir(parents=True, exist_ok=True)
    slot = SLOT.pack(b"TCCO", 1, 1, offset, 0, 0)[:28]
    (folder / f"{partition}.offset").write_bytes(slot + struct.pack("<I", crc32c(slot)) + bytes(32))
