"""A subscriber of the VOEvent Transport Protocol, by its document alone: frames of a length and XML."""
import re
import socket
import struct
import threading
import time

MESSAGE = """<?xml version="1.0" encoding="UTF-8"?>
<trn:Transport xmlns:trn="http://www.telescope-networks.org/xml/Transport/v1.1" version="1.0" role="{role}">
<Origin>{origin}</Origin><Response>ivo://org.tocsin.test/python</Response><TimeStamp>{time}</TimeStamp></trn:Transport>"""


class Subscriber:
    """Connects again whenever it is dropped, until it is stopped. All times are seconds since 1970."""

    def __init__(self, port):
        self.port = port
        self.events, self.naks, self.drops, self.authentications = [], [], [], []
        self.is_stopped = False
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def stop(self):
        self.is_stopped = True
        self.thread.join(timeout=10)

    def _run(self):
        while not self.is_stopped:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                    connection.settimeout(0.2)
                    self._listen(connection)
                self.drops.append(time.time())
            except OSError:
                pass
            time.sleep(0.02)

    def _listen(self, connection):
        data = b""
        while not self.is_stopped:
            try:
                piece = connection.recv(65536)
            except TimeoutError:
                continue
            if not piece:
                return
            data += piece
            while len(data) >= 4 and len(data) >= 4 + struct.unpack(">I", data[:4])[0]:
                length, = struct.unpack(">I", data[:4])
                text, data = data[4:4 + length].decode(), data[4 + length:]
                self._hear(connection, text)

    def _hear(self, connection, text):
        role = re.search(r'<trn:Transport[^>]*\brole="(\w+)"', text)
        origin = re.search(r"<Origin>(.*?)</Origin>", text)
        if role is None:
            ivorn = re.search(r'\bivorn="([^"]+)"', text)[1]
            self.events.append((time.time(), ivorn))
            self._say(connection, "ack", ivorn)
        elif role[1] == "nak":
            self.naks.append((time.time(), text))
        elif role[1] in ("authenticate", "iamalive"):
            self.authentications.append(time.time())
            self._say(connection, role[1], origin[1])

    @staticmethod
    def _say(connection, role, origin):
        now = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
        text = MESSAGE.format(role=role, origin=origin, time=now).encode()
        connection.sendall(struct.pack(">I", len(text)) + text)
