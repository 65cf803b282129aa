"""A front for a Kafka broker that tells of consumer groups of its own and carries everything else through.

ListGroups and DescribeGroups are answered here with the members that the test sets; what a group has committed is the
broker's. One request goes after the other on a connection, so that answers keep their order. The broker must advertise
the front's address.
"""
import socket
import struct
import threading

from forwarder import Forwarder
from secure_front import read_exactly, string, write_frame

DESCRIBE_GROUPS, LIST_GROUPS = 15, 16
GROUP_AUTHORIZATION_FAILED = 30


def read_long_frame(connection):
    size, = struct.unpack(">i", read_exactly(connection, 4))
    if not 0 <= size <= 64 << 20:
        raise ConnectionError(f"a frame of {size} bytes")
    return read_exactly(connection, size)


def data(octets):
    return struct.pack(">i", len(octets)) + octets


def assignment(topics):
    """As Kafka's consumer protocol has it: version, topics with their partitions, and no data of the user's."""
    parts = [string(name) + struct.pack(f">{1 + len(ids)}i", len(ids), *ids) for name, ids in topics.items()]
    return struct.pack(">hi", 0, len(parts)) + b"".join(parts) + data(b"")


class GroupFront(Forwarder):
    """`groups` has for each group its members, and for each of these its partitions by topic; {} is none.

    Of groups in `errors` only their error is told. Where `is_mute`, nobody is told anything about groups.
    """

    def __init__(self, port, listen, groups=None):
        self.groups, self.errors, self.is_mute = groups or {}, {}, False
        super().__init__("127.0.0.1", port, listen)

    def _accept(self, server):
        while True:
            try:
                near, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near):
        far = None
        try:
            far = socket.create_connection(self.target)
            with self.lock:
                self.sockets |= {near, far}
            while True:
                frame = read_long_frame(near)
                key, version, number, name = struct.unpack_from(">hhih", frame)
                if key in (DESCRIBE_GROUPS, LIST_GROUPS):
                    self._answer(near, key, version, number, frame[10 + max(name, 0):])
                else:
                    write_frame(far, frame)
                    write_frame(near, read_long_frame(far))
        except OSError:
            pass  # a side that ends in the midst is the other's business
        finally:
            for s in (near, far):
                if s:
                    s.close()

    def _answer(self, near, key, version, number, body):
        if version:
            raise ConnectionError(f"version {version} of request {key} is not known here")
        if not self.is_mute:
            answer = self._list() if key == LIST_GROUPS else self._describe(body)
            write_frame(near, struct.pack(">i", number) + answer)

    def _list(self):
        names = list(self.groups)
        return struct.pack(">hi", 0, len(names)) + b"".join(string(name) + string("consumer") for name in names)

    def _describe(self, body):
        count, = struct.unpack_from(">i", body)
        place, answers = 4, []
        for _ in range(count):
            size, = struct.unpack_from(">h", body, place)
            answers.append(self._description(body[place + 2: place + 2 + size].decode()))
            place += 2 + size
        return struct.pack(">i", count) + b"".join(answers)

    def _description(self, name):
        error = self.errors.get(name, 0)
        members = [] if error else self.groups.get(name, [])
        state = "" if error else "Stable" if members else "Empty"
        told = [
            string(f"reader-{place}") + string("reader") + string("/127.0.0.1") + data(b"")
            + data(assignment(topics) if topics else b"") for place, topics in enumerate(members)]
        head = struct.pack(">h", error) + string(name) + string(state) + string("consumer") + string("range")
        return head + struct.pack(">i", len(told)) + b"".join(told)
