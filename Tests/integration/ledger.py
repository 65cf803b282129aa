"""Reads a run's truth ledger, by docs/formats/ledger.md alone."""
import pathlib
import struct
from typing import NamedTuple

from crc32c import crc32c

HEADER = struct.Struct("<8sHHHHQq28sI")
BLOCK = struct.Struct("<4sHHIIQII")
ROW = struct.Struct("<7qQ4dIIIIIiHHHBBQ")
UNKNOWN, NOWHERE = -2**63, -2**31


class Row(NamedTuple):
    alert: int
    object: int
    visit: int
    issued_ms: int
    due_ms: int
    sent_ms: int | None
    offset: int | None
    faults: frozenset
    ra: float
    dec: float
    mjd_tai: float
    true_flux: float
    issued_crc: int
    sent_crc: int
    size: int
    true_class: str
    visit_number: int
    partition: int | None
    detector: int
    transport: int
    copy: int
    band: str
    withheld: bool
    corrupt: bool

    def without_times(self):
        return self._replace(issued_ms=0, due_ms=0, sent_ms=0)


class Ledger(NamedTuple):
    seed: int
    start_ms: int
    labels: list
    rows: list
    """Ended in order; else it was broken off."""
    is_whole: bool
    """Bytes up to the end of the last whole block."""
    size: int


def read_ledger(path):
    """Fails by AssertionError where anything but the end is not as the document has it."""
    data = pathlib.Path(path).read_bytes()
    magic, version, size, row_bytes, faults, seed, start_ms, zeros, crc = HEADER.unpack(data[:64])
    assert (magic, version, size, row_bytes) == (b"SCTOCLEG", 1, 64, 136) and not any(zeros), data[:64]
    assert crc == crc32c(data[:60]) and ROW.size == 136
    labels, classes, rows, is_whole, place, number = None, [], [], False, 64, 0
    while place < len(data):
        header, kind, count, body, end = block(data, place, number)
        if body is None:
            break
        assert not is_whole, "a block behind the end"
        if kind == 1:
            texts = list(strings(body))
            assert len(texts) == count, texts
            if labels is None:
                labels = texts
            else:
                classes += texts
        elif kind == 2:
            assert labels is not None and 1 <= count <= 8192 and len(body) == count * 136, header
            rows += [row(body, at, labels, classes) for at in range(0, len(body), 136)]
        else:
            assert (kind, count) == (3, 1) and struct.unpack("<Q", body)[0] == len(rows), header
            is_whole = True
        place, number = end, number + 1
    assert labels is not None and len(labels) == faults, labels
    return Ledger(seed, start_ms, labels, rows, is_whole, place)


def block(data, place, number):
    """Its body is None where the file ends within the block."""
    header = data[place:place + 32]
    if len(header) < 32:
        return header, 0, 0, None, place
    magic, kind, size, count, length, own, body_crc, crc = BLOCK.unpack(header)
    assert (magic, size, own) == (b"LBLK", 32, number) and length <= 4 << 20, header
    assert crc == crc32c(header[:28]), header
    body = data[place + 32:place + 32 + length]
    if len(body) < length:
        return header, kind, count, None, place
    assert body_crc == crc32c(body), header
    return header, kind, count, body, place + 32 + length


def strings(body):
    place = 0
    while place < len(body):
        length, = struct.unpack_from("<H", body, place)
        yield body[place + 2:place + 2 + length].decode()
        place += 2 + length


def row(body, place, labels, classes):
    fields = ROW.unpack_from(body, place)
    alert, thing, visit, issued, due, sent, offset, faults, ra, dec, mjd, flux, issued_crc, sent_crc, size = fields[:15]
    kind, visit_number, partition, detector, transport, copy, band, flags, zero = fields[15:]
    assert band < 6 and flags < 4 and zero == 0 and faults >> len(labels) == 0, fields
    return Row(
        alert, thing, visit, issued, due, None if sent == UNKNOWN else sent, None if offset == UNKNOWN else offset,
        frozenset(label for bit, label in enumerate(labels) if faults >> bit & 1), ra, dec, mjd, flux, issued_crc,
        sent_crc, size, classes[kind], visit_number, None if partition == NOWHERE else partition, detector, transport,
        copy, "ugrizy"[band], bool(flags & 1), bool(flags & 2))
