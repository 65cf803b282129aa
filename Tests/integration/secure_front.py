"""A front for a plaintext Kafka broker that speaks TLS, asks for a log-in by SASL, and then carries bytes both ways.

Before the log-in only ApiVersions (which the broker itself answers), SaslHandshake and SaslAuthenticate are taken;
anything else ends the connection. The broker must advertise the front's address.
"""
import select
import socket
import ssl
import struct
import threading

from forwarder import Forwarder
from sasl_server import Exchange, Refused, mechanisms

SASL_HANDSHAKE, API_VERSIONS, SASL_AUTHENTICATE = 17, 18, 36
UNSUPPORTED_MECHANISM, AUTHENTICATION_FAILED = 33, 58


def read_exactly(connection, count):
    data = b""
    while len(data) < count:
        more = connection.recv(count - len(data))
        if not more:
            raise ConnectionError("the other side has closed")
        data += more
    return data


def read_frame(connection):
    size, = struct.unpack(">i", read_exactly(connection, 4))
    if not 0 <= size <= 1 << 20:
        raise ConnectionError(f"a frame of {size} bytes before log-in")
    return read_exactly(connection, size)


def write_frame(connection, data):
    connection.sendall(struct.pack(">i", len(data)) + data)


def varint(value):
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def read_varint(data):
    value = shift = 0
    for at, byte in enumerate(data):
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, data[at + 1:]
    raise ConnectionError("a number is cut short")


def string(text):
    return struct.pack(">h", -1) if text is None else struct.pack(">h", len(text)) + text.encode()


class Request:
    """Key, version, number and body of a request's frame (KIP-482 for the flexible versions)."""

    def __init__(self, frame):
        self.key, self.version, self.number, name = struct.unpack_from(">hhih", frame)
        self.flexible = self.key == SASL_AUTHENTICATE and self.version >= 2
        self.body = frame[10 + max(name, 0):]
        if self.flexible:
            self.body = self.body[1:]  # no tagged fields are expected in the header

    def answer(self, body):
        return struct.pack(">i", self.number) + (b"\0" if self.flexible else b"") + body

    def mechanism(self):
        size, = struct.unpack_from(">h", self.body)
        return self.body[2: 2 + size].decode()

    def auth_bytes(self):
        if self.flexible:
            size, rest = read_varint(self.body)
            return rest[: size - 1]
        size, = struct.unpack_from(">i", self.body)
        return self.body[4: 4 + size]

    def authenticated(self, error, message, data):
        if self.flexible:
            text = b"\0" if message is None else varint(len(message) + 1) + message.encode()
            return self.answer(struct.pack(">h", error) + text + varint(len(data) + 1) + data + bytes(8) + b"\0")
        lifetime = bytes(8) if self.version >= 1 else b""
        return self.answer(struct.pack(">h", error) + string(message) + struct.pack(">i", len(data)) + data + lifetime)


class SecureFront(Forwarder):
    """`certificate` and `key` are paths of PEM files, for TLS; `user` and `password` make it ask for a log-in."""

    def __init__(self, port, listen, certificate=None, key=None, user=None, password=None, offered=None):
        self.context = None
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificate, key)
        self.mechanisms = mechanisms(user, password) if user else {}
        if offered:
            self.mechanisms = {name: self.mechanisms[name] for name in offered}
        self.logins, self.refused, self.handshakes = [], [], []
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
            near.settimeout(30)
            if self.context:
                near = self.context.wrap_socket(near, server_side=True)
            far = socket.create_connection(self.target)
            with self.lock:
                self.sockets |= {near, far}
            if self.mechanisms:
                self._log_in(near, far)
            near.settimeout(None)
            self._carry_after_log_in(near, far)
        except (OSError, Refused, struct.error, UnicodeError) as error:
            self.refused.append(f"{type(error).__name__}: {error}")
        finally:
            for s in (near, far):
                if s:
                    s.close()

    def _carry_after_log_in(self, near, far):
        try:
            self._carry_both(near, far)
        except OSError:
            pass  # a side that ends in the midst is the other's business

    @staticmethod
    def _carry_both(near, far):
        """In one thread, because a TLS connection must not be read and written at once."""
        other = {near: far, far: near}
        while True:
            held = isinstance(near, ssl.SSLSocket) and near.pending()
            for source in [near] if held else select.select([near, far], [], [])[0]:
                data = source.recv(1 << 16)
                if not data:
                    return
                other[source].sendall(data)

    def _log_in(self, near, far):
        exchange, name = None, None
        while exchange is None or exchange.user is None:
            frame = read_frame(near)
            request = Request(frame)
            if request.key == API_VERSIONS and exchange is None:
                write_frame(far, frame)
                write_frame(near, read_frame(far))
            elif request.key == SASL_HANDSHAKE and exchange is None:
                name = request.mechanism()
                self.handshakes.append((name, request.version))
                known = name in self.mechanisms
                names = b"".join(string(n) for n in self.mechanisms)
                code = 0 if known else UNSUPPORTED_MECHANISM
                write_frame(near, request.answer(struct.pack(">hi", code, len(self.mechanisms)) + names))
                if not known:
                    raise Refused(f"mechanism {name} is not offered")
                exchange = Exchange(self.mechanisms[name])
                if request.version == 0:
                    self._exchange_raw(near, exchange)
            elif request.key == SASL_AUTHENTICATE and exchange is not None:
                self._exchange(near, request, exchange)
            else:
                raise Refused(f"request {request.key} before log-in")
        self.logins.append((name, exchange.user))

    @staticmethod
    def _exchange(near, request, exchange):
        try:
            write_frame(near, request.authenticated(0, None, exchange.answer(request.auth_bytes())))
        except Refused as error:
            message = f"Authentication failed due to {error}"
            write_frame(near, request.authenticated(AUTHENTICATION_FAILED, message, b""))
            raise

    @staticmethod
    def _exchange_raw(near, exchange):
        while exchange.user is None:
            write_frame(near, exchange.answer(read_frame(near)))
