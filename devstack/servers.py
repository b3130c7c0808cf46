"""A server with its data in a directory: start it or find it running, and stop it."""

import os
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from devstack import CannotStart
from devstack.holds import Hold, is_held
from devstack.places import Place
from devstack.programs import Command, start_server


@dataclass
class Server(ABC):
    """
    One server at one place.

    `lasting` data survive a power cut and the server outlives a killed runner, so that the next
    run finds it; otherwise speed goes first and the server dies with us.
    """

    place: Place
    lasting: bool = True
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    name = ""
    stop_signal = signal.SIGTERM

    @abstractmethod
    def prepare(self) -> None:
        """Make data and configuration ready; nobody runs on them now."""

    @abstractmethod
    def command(self) -> Command:
        """Return the command that runs the server in the foreground."""

    @abstractmethod
    def answers(self) -> bool:
        """Say whether the server takes our connections."""

    @property
    @abstractmethod
    def url(self) -> str:
        """The address for DATABASE_URL or REDIS_URL."""

    @property
    def home(self) -> Path:
        """The directory with the data of this server."""
        return self.place.server_home(self.name)

    @property
    def hold_path(self) -> Path:
        """The file that is held for as long as a process of this server lives."""
        return self.place.root / f"{self.name}.lock"

    @property
    def log(self) -> Path:
        """The log of this server."""
        return self.place.logs / f"{self.name}.log"

    def start(self) -> None:
        """Start the server, or take over the one that is there. :raises CannotStart: if neither."""
        if not self._comes_up(seconds=10):
            self._launch()

    def _launch(self) -> None:
        with Hold(self.hold_path) as hold:
            hold.wait(seconds=20)
            hold.name("")
            self._reap()
            self.prepare()
            self.process = start_server(
                self.command(), log=self.log, hold=hold, outlives_us=self.lasting
            )
            hold.name(str(self.process.pid))
        if not self._comes_up(seconds=60):
            raise CannotStart(f"{self.name} does not start; the reason is in {self.log}.")

    def _comes_up(self, *, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.is_running():
            if self.answers():
                return True
            time.sleep(0.02)
        return False

    def is_running(self) -> bool:
        """Say whether a process of this server lives."""
        return is_held(self.hold_path)

    def stop(self) -> None:
        """Stop the server in good order, whoever started it; kill it when it takes too long."""
        with Hold(self.hold_path) as hold:
            if not hold.take():
                _signal(hold.holder, self.stop_signal)
                self._wait_or_kill(hold)
        self._reap()

    def _reap(self) -> None:
        """Take leave of a process of ours that has ended."""
        if self.process is not None:
            self.process.wait()

    def _wait_or_kill(self, hold: Hold) -> None:
        try:
            hold.wait(seconds=20)
        except CannotStart:
            _signal(hold.holder, signal.SIGKILL)
            hold.wait(seconds=10)


def _signal(process: str, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, ValueError):  # gone, or killed before it was written down
        os.kill(int(process), number)
