"""Decodes packets with fastavro and writes what it read in a plain binary form that the Swift tests compare with.

Usage: oracle_avro.py DATA_FOLDER OUTPUT FILE...
A FILE is a container file, or `*.schemaNNN.bin` in Confluent framing whose schema NNN is looked for under
DATA_FOLDER/schemas/lsst and in the PyPI package lsst-alert-packet.

OUTPUT holds for each datum: name, definitions (paths of .avsc files joined by newlines, for .bin only), dump; each as
an 8-byte little-endian length and the bytes.
Defaults and logical types are taken out of the schemas first: they play no part in reading, and fastavro refuses the
former where they are invalid and turns the latter into dates.
"""

import io
import json
import pathlib
import re
import struct
import sys

import fastavro
from fastavro.read import block_reader  # noqa: F401  (an old fastavro without it fails here, clearly)

HEADER = {
    "type": "record",
    "name": "Header",
    "fields": [
        {"name": "magic", "type": {"type": "fixed", "name": "Magic", "size": 4}},
        {"name": "meta", "type": {"type": "map", "values": "bytes"}},
        {"name": "sync", "type": {"type": "fixed", "name": "Sync", "size": 16}},
    ],
}


def dump(value, out):
    if value is None:
        out.append(b"n")
    elif value is True:
        out.append(b"t")
    elif value is False:
        out.append(b"f")
    elif isinstance(value, int):
        out.append(b"i" + struct.pack("<q", value))
    elif isinstance(value, float):
        out.append(b"d" + struct.pack("<d", value))
    elif isinstance(value, str):
        text = value.encode("utf-8")
        out.append(b"s" + struct.pack("<q", len(text)) + text)
    elif isinstance(value, bytes):
        out.append(b"b" + struct.pack("<q", len(value)) + value)
    elif isinstance(value, list):
        out.append(b"a" + struct.pack("<q", len(value)))
        for item in value:
            dump(item, out)
    elif isinstance(value, dict):
        out.append(b"m" + struct.pack("<q", len(value)))
        for key, item in value.items():
            dump(key, out)
            dump(item, out)
    else:
        raise TypeError(f"fastavro gave a {type(value)}")


def plain(schema):
    if isinstance(schema, list):
        return [plain(item) for item in schema]
    if isinstance(schema, dict):
        return {name: plain(item) for name, item in schema.items() if name not in ("default", "logicalType")}
    return schema


def container(path):
    source = io.BytesIO(path.read_bytes())
    header = fastavro.schemaless_reader(source, HEADER)
    header["meta"]["avro.schema"] = json.dumps(plain(json.loads(header["meta"]["avro.schema"]))).encode()
    patched = io.BytesIO()
    fastavro.schemaless_writer(patched, HEADER, header)
    patched.write(source.read())
    patched.seek(0)
    yield from fastavro.reader(patched)


def definitions(data, number):
    import lsst.alert.packet as package

    version = f"{int(number) // 100}/{int(number) % 100}"
    for root in (data / "schemas/lsst/lsst/alert/packet", pathlib.Path(package.__file__).parent):
        found = sorted((root / "schema" / version).glob("*.avsc"))
        if found:
            return found
    raise FileNotFoundError(f"no schema {number}")


def framed(path, data):
    number = re.search(r"\.schema(\d+)\.bin$", path.name).group(1)
    files = definitions(data, number)
    by_name = {}
    for file in files:
        schema = plain(json.loads(file.read_text()))
        by_name[f"{schema['namespace']}.{schema['name']}"] = schema

    def inline(schema):
        if isinstance(schema, str):
            return inline(by_name.pop(schema)) if schema in by_name else schema
        if isinstance(schema, list):
            return [inline(item) for item in schema]
        if isinstance(schema, dict):
            return {name: inline(item) if name in ("type", "items", "fields") else item for name, item in schema.items()}
        return schema

    root = next(name for name in by_name if name.endswith(".alert"))
    packet = path.read_bytes()
    assert packet[0] == 0 and int.from_bytes(packet[1:5], "big") == int(number)
    return fastavro.schemaless_reader(io.BytesIO(packet[5:]), inline(by_name.pop(root))), files


def main():
    data = pathlib.Path(sys.argv[1])
    with open(sys.argv[2], "wb") as output:

        def write(name, files, value):
            parts = []
            dump(value, parts)
            for part in (name.encode(), "\n".join(map(str, files)).encode(), b"".join(parts)):
                output.write(struct.pack("<q", len(part)) + part)

        for name in sys.argv[3:]:
            path = data / name
            if name.endswith(".bin"):
                value, files = framed(path, data)
                write(name, files, value)
            else:
                for value in container(path):
                    write(name, [], value)


main()
