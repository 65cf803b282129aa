"""Two hosts on one machine: network namespaces joined by a cable that can be pulled out and put in again."""
import itertools
import os
import shutil
import subprocess

from bench import Skip

SENDER, RECEIVER = "10.99.0.1", "10.99.0.2"
_numbers = itertools.count(1)


def ip(*words):
    return subprocess.run(["ip", *words], capture_output=True, text=True, timeout=20)


class TwoHosts:
    """`sender` at 10.99.0.1 and `receiver` at 10.99.0.2, until the end of the `with`, however it comes."""

    def __init__(self):
        if os.geteuid() != 0:
            raise Skip("network namespaces need root")
        if not shutil.which("ip"):
            raise Skip("no 'ip' here (package iproute2)")
        name = f"tsc{os.getpid()}n{next(_numbers)}"
        self.sender, self.receiver = f"{name}a", f"{name}b"

    def __enter__(self):
        made = [ip("netns", "add", host) for host in (self.sender, self.receiver)]
        if any(one.returncode for one in made):
            self.__exit__()
            raise Skip("no network namespaces here: " + "".join(one.stderr for one in made).strip())
        try:
            self._join()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for host in (self.sender, self.receiver):
            ip("netns", "del", host)

    def _join(self):
        made = ip("link", "add", "cable", "netns", self.sender, "type", "veth", "peer", "name", "cable",
                  "netns", self.receiver)
        if made.returncode:
            raise Skip("no virtual cable between namespaces here: " + made.stderr.strip())
        for host, address in ((self.sender, SENDER), (self.receiver, RECEIVER)):
            for words in (("link", "set", "lo", "up"), ("addr", "add", f"{address}/24", "dev", "cable"),
                          ("link", "set", "cable", "up"), ("route", "add", "224.0.0.0/4", "dev", "cable")):
                self._do(host, *words)

    @staticmethod
    def _do(host, *words):
        done = ip("-n", host, *words)
        assert done.returncode == 0, (words, done.stderr)

    def on_sender(self):
        """What comes before a command's words to run it there."""
        return ["ip", "netns", "exec", self.sender]

    def on_receiver(self):
        return ["ip", "netns", "exec", self.receiver]

    def cut(self, at="receiver"):
        """Nothing passes and nobody is told: connections stay, and their segments are lost.

        At the receiver's end the sender has no carrier; at its own its system refuses datagrams at once.
        """
        self._do(getattr(self, at), "link", "set", "cable", "down")

    def mend(self, at="receiver"):
        host = getattr(self, at)
        self._do(host, "link", "set", "cable", "up")
        ip("-n", host, "route", "add", "224.0.0.0/4", "dev", "cable")
