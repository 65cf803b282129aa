"""Subscribers that are not ours, each a program of its own: python receivers.py KIND OUTPUT WORD...

    tcp-connect HOST PORT      comes to a listening sender, and again when the connection ends
    tcp-listen HOST PORT       lets a sender come
    http HOST PORT             takes posts; answers with the status in the file OUTPUT.status while there is one
    udp HOST PORT [LOSS]       reassembles fragments and asks for what it misses (docs/formats/datagrams.md)
    multicast GROUP PORT INTERFACE-ADDRESS [LOSS]
    vtp HOST PORT [XPATH]      subscribes to a broadcaster

Each writes a line to OUTPUT for each packet, as soon as it has it: milliseconds since 1970, bytes, CRC-32C, identifier.
LOSS is the part of datagrams that the receiver throws away before it looks at them.
"""
import html
import http.server
import pathlib
import random
import re
import select
import socket
import struct
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from crc32c import crc32c  # noqa: E402

HEAD = struct.Struct(">4sBBHQ")
FRAGMENT = struct.Struct(">QqqIIHHHHII")
STATUS = struct.Struct(">QQII")


class Output:
    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.file = open(path, "a", buffering=1)

    def put(self, identifier, packet):
        self.file.write(f"{int(time.time() * 1000)} {len(packet)} {crc32c(packet):08x} {identifier}\n")


def alert_id(packet):
    """The first long behind the five bytes of framing; of what is no packet, nothing."""
    word = shift = 0
    for byte in packet[5:15]:
        word |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return word >> 1 ^ -(word & 1)
    return "none"


def exactly(connection, count):
    data = bytearray()
    while len(data) < count:
        piece = connection.recv(min(1 << 16, count - len(data)))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


def frames(connection):
    while True:
        yield exactly(connection, struct.unpack(">I", exactly(connection, 4))[0])


def take_frames(connection, output):
    try:
        for packet in frames(connection):
            output.put(alert_id(packet), packet)
    except (OSError, EOFError):
        pass


def tcp_connect(output, host, port):
    while True:
        try:
            with socket.create_connection((host, int(port)), timeout=2) as connection:
                connection.settimeout(30)
                take_frames(connection, output)
        except OSError:
            pass
        time.sleep(0.1)


def tcp_listen(output, host, port):
    server = socket.create_server((host, int(port)))
    while True:
        connection, _ = server.accept()
        with connection:
            connection.settimeout(30)
            take_frames(connection, output)


def http_serve(output, host, port):
    status = pathlib.Path(f"{output.path}.status")

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self):
            packet = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            code = int(status.read_text()) if status.exists() else 200
            if code == 200 and self.command == "POST":
                output.put(self.headers["X-Tocsin-Id"], packet)
            self.send_response(code)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_HEAD = answer

        def log_message(self, *_):
            pass

    http.server.ThreadingHTTPServer((host, int(port)), Handler).serve_forever()


class Reassembly:
    """Packets of one stream from their fragments, and what of them is missing."""

    def __init__(self, output, stream):
        self.output, self.stream = output, stream
        self.open, self.done = {}, set()
        self.seen = 0
        """Packets are known to be before this number."""

    def fragment(self, data):
        sequence, identifier, _, length, whole, index, count, step, size, _, _ = FRAGMENT.unpack_from(data, 16)
        assert len(data) == 64 + size and index < count and count == max(1, -(-length // step)), "numbers contradict"
        self.seen = max(self.seen, sequence + 1)
        if sequence in self.done:
            return
        parts = self.open.setdefault(sequence, (count, {}))[1]
        parts[index] = data[64:]
        if len(parts) < count:
            return
        packet = b"".join(parts[place] for place in range(count))
        assert len(packet) == length and crc32c(packet) == whole, "not the packet that was sent"
        del self.open[sequence]
        self.done.add(sequence)
        self.output.put(identifier, packet)

    def status(self, data):
        following, oldest, _, _ = STATUS.unpack_from(data, 16)
        self.seen = max(self.seen, following)
        return oldest

    def request(self, most=4):
        """What to ask for, few packets at a time so that they find room; None where nothing is missing."""
        wishes = []
        for sequence in range(self.seen):
            if sequence in self.done or len(wishes) == most:
                continue
            count, parts = self.open.get(sequence, (0, {}))
            missing = [place for place in range(count) if place not in parts]
            wishes.append((sequence, missing[0], missing[-1]) if missing else (sequence, 0, 65535))
        return self.asking(wishes) if wishes else None

    def asking(self, wishes):
        head = HEAD.pack(b"TCDG", 1, 1, 24, self.stream) + struct.pack(">HH", len(wishes), 0)
        body = b"".join(struct.pack(">QHH", *wish) for wish in wishes)
        return head + struct.pack(">I", crc32c(head + body)) + body


def is_whole(data):
    """By its checksum, which is of all bytes but its own four."""
    if len(data) < 16 or data[:5] != b"TCDG\1":
        return False
    place = {0: 60, 2: 36}.get(data[5])
    if place is None or len(data) < place + 4:
        return False
    return struct.unpack_from(">I", data, place)[0] == crc32c(data[:place] + data[place + 4:])


def datagrams(output, sockets, ask_by, loss):
    """Reads `sockets`; asks by the last of them."""
    streams, senders, chance, heard = {}, {}, random.Random(1), time.monotonic()
    asked = heard
    while True:
        for ready in select.select(sockets, [], [], 0.05)[0]:
            data, sender = ready.recvfrom(65536)
            if chance.random() < loss or not is_whole(data):
                continue
            heard = time.monotonic() if data[5] == 0 else heard
            stream = HEAD.unpack_from(data)[4]
            here = streams.setdefault(stream, Reassembly(output, stream))
            senders[stream] = sender
            if data[5] == 0:
                here.fragment(data)
            else:
                here.status(data)
                if STATUS.unpack_from(data, 16)[2] & 2:
                    ask_by.sendto(here.asking([]), sender)
        now = time.monotonic()
        # Asking does not wait for the end of a backlog: a sender that hears nothing for half a second goes.
        if now - heard > 0.1 or now - asked > 0.25:
            heard = asked = now
            for stream, here in streams.items():
                if (request := here.request()) is not None:
                    try:
                        ask_by.sendto(request, senders[stream])
                    except OSError:
                        pass


def room(receiver):
    """For bursts: as much as the system allows, and more where this is root."""
    for option in (socket.SO_RCVBUF, getattr(socket, "SO_RCVBUFFORCE", 33)):
        try:
            receiver.setsockopt(socket.SOL_SOCKET, option, 1 << 23)
        except OSError:
            pass


def udp(output, host, port, loss=0):
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    room(receiver)
    receiver.bind((host, int(port)))
    datagrams(output, [receiver], receiver, float(loss))


def multicast(output, group, port, interface, loss=0):
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    room(receiver)
    receiver.bind((group, int(port)))
    member = socket.inet_aton(group) + socket.inet_aton(interface)
    receiver.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
    own = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    room(own)
    own.bind((interface, 0))
    datagrams(output, [receiver, own], own, float(loss))


TRANSPORT = """<?xml version="1.0" encoding="UTF-8"?>
<trn:Transport role="{role}" version="1.0" xmlns:trn="http://telescope-networks.org/xml/Transport/v1.1"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://telescope-networks.org/schema/Transport/v1.1
 http://telescope-networks.org/schema/Transport-v1.1.xsd"><Origin>{origin}</Origin>
<Response>ivo://org.example/receiver</Response><TimeStamp>{time}</TimeStamp>{meta}</trn:Transport>"""


def vtp(output, host, port, wish=None):
    """Reads events as texts only; acknowledges each once it is written down."""
    def converse(connection):
        for text in frames(connection):
            name, role = re.search(rb'ivorn="([^"]+)"', text), re.search(rb'role="([^"]+)"', text)
            origin = re.search(rb"<Origin>([^<]+)<", text) or name
            if not (role and origin):
                continue
            role, origin = role[1].decode(errors="replace"), origin[1].decode(errors="replace")
            if b":VOEvent" in text[:400] and name:
                output.put(origin, text)
                role = "ack"
            if role in ("ack", "authenticate", "iamalive"):
                # A damaged name may hold what is no XML, and a broadcaster drops who answers so.
                origin = html.escape("".join(c if c.isprintable() and c != "\ufffd" else "?" for c in origin))
                now = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
                meta = f'<Meta><Param name="xpath-filter" value="{wish}"/></Meta>' if wish else ""
                meta = meta if role == "authenticate" else ""
                answer = TRANSPORT.format(role=role, origin=origin, time=now, meta=meta).encode()
                connection.sendall(struct.pack(">I", len(answer)) + answer)

    while True:
        try:
            with socket.create_connection((host, int(port)), timeout=2) as connection:
                connection.settimeout(30)
                converse(connection)
        except (OSError, EOFError):
            pass
        time.sleep(0.1)


KINDS = {"tcp-connect": tcp_connect, "tcp-listen": tcp_listen, "http": http_serve, "udp": udp, "multicast": multicast,
         "vtp": vtp}

if __name__ == "__main__":
    KINDS[sys.argv[1]](Output(sys.argv[2]), *sys.argv[3:])
