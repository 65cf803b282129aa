"""The server's side of SASL PLAIN (RFC 4616) and SCRAM (RFC 5802) for one user, as a Kafka broker plays it.

A mechanism is a generator: it is sent the client's messages, yields the server's, and returns the user's name.
"""
import base64
import hashlib
import hmac
import os


class Refused(Exception):
    """The client did not prove that it knows the password."""


def plain(user, password):
    message = yield
    parts = message.split(b"\0")
    if len(parts) != 3 or parts[1] != user.encode() or not hmac.compare_digest(parts[2], password.encode()):
        raise Refused("invalid credentials with SASL mechanism PLAIN")
    yield b""
    return user


def attributes(message):
    return dict(part.split("=", 1) for part in message.decode().split(","))


def scram(algorithm, user, password, rounds=4096):
    def mac(key, text):
        return hmac.new(key, text, algorithm).digest()

    salt = os.urandom(16)
    salted = hashlib.pbkdf2_hmac(algorithm, password.encode(), salt, rounds)
    stored_key = hashlib.new(algorithm, mac(salted, b"Client Key")).digest()

    first = yield
    binding, _, bare = first.partition(b",,")
    asked = attributes(bare)
    nonce = asked["r"] + base64.b64encode(os.urandom(18)).decode()
    challenge = f"r={nonce},s={base64.b64encode(salt).decode()},i={rounds}".encode()

    final = yield challenge
    without_proof, _, proof = final.rpartition(b",p=")
    answer = attributes(without_proof)
    text = b",".join([bare, challenge, without_proof])
    signature = mac(stored_key, text)
    key = bytes(a ^ b for a, b in zip(base64.b64decode(proof), signature))
    name = asked["n"].replace("=2C", ",").replace("=3D", "=")
    right = [
        binding == b"n", name == user, answer["r"] == nonce, base64.b64decode(answer["c"]) == b"n,,",
        hmac.compare_digest(hashlib.new(algorithm, key).digest(), stored_key)]
    if not all(right):
        raise Refused(f"invalid credentials with SASL mechanism {algorithm}")
    yield b"v=" + base64.b64encode(mac(mac(salted, b"Server Key"), text))
    return user


def mechanisms(user, password):
    return {
        "PLAIN": lambda: plain(user, password),
        "SCRAM-SHA-256": lambda: scram("sha256", user, password),
        "SCRAM-SHA-512": lambda: scram("sha512", user, password)}


class Exchange:
    """Runs a mechanism message by message."""

    def __init__(self, mechanism):
        self.mechanism = mechanism()
        self.user = None
        next(self.mechanism)

    def answer(self, message):
        """The server's answer; `user` is set as soon as the client has proved itself."""
        try:
            reply = self.mechanism.send(message)
        except Refused:
            raise
        except (StopIteration, LookupError, ValueError, TypeError) as error:
            raise Refused(f"a message that does not belong here: {type(error).__name__}")
        if self.last_said(reply):
            try:
                next(self.mechanism)
            except StopIteration as end:
                self.user = end.value
        return reply

    @staticmethod
    def last_said(reply):
        return not reply.startswith(b"r=")
