"""Programs of the portal that run beside us, and programs that we wait for."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from devstack import CannotStart
from devstack.places import PROJECT
from devstack.programs import Command, with_our_life

MANAGE = [sys.executable, str(PROJECT / "manage.py")]
SHORTEST_LIFE = 5.0  # seconds; who dies sooner will die again
PATIENCE = 15.0  # seconds in which a worker may finish what it is doing


@dataclass
class Child:
    """One long-running program: web, worker or beat."""

    name: str
    command: Command
    log: Path
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started: float = field(default=0.0, init=False)

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C is for us, and we stop it in its turn."""
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                with_our_life(self.command),
                cwd=PROJECT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.started = time.monotonic()

    def keep_up(self) -> bool:
        """Start it again if it died, and say whether it had. :raises CannotStart: at its birth."""
        if self.process is None or self.process.poll() is None:
            return False
        if time.monotonic() - self.started < SHORTEST_LIFE:
            raise CannotStart(f"The {self.name} ended at its start; the reason is in {self.log}.")
        self._sweep()
        self.start()
        return True

    def stop(self) -> None:
        """Ask it to end, wait, and leave no process of it behind."""
        if self.process is None:
            return
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(PATIENCE)
        self._sweep()
        self.process.wait()

    def _sweep(self) -> None:
        """Kill what is left of its session."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


def call(command: Command, *, environment: Mapping[str, str]) -> int:
    """
    Run a program in the foreground and return its exit code, as a shell would.

    Ctrl-C is the program's to answer: it got the signal too. SIGTERM is passed on.
    """
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    signal.signal(signal.SIGINT, lambda _number, _frame: None)
    process = subprocess.Popen(with_our_life(command), cwd=PROJECT, env=environment)

    def pass_on(number: int, _frame: FrameType | None) -> None:
        process.send_signal(number)

    signal.signal(signal.SIGTERM, pass_on)
    code = process.wait()
    for number, handler in kept.items():
        signal.signal(number, handler)
    return code if code >= 0 else 128 - code


def manage(arguments: list[str], *, environment: Mapping[str, str], shown: bool = False) -> None:
    """
    Run a management command, with its output shown or only kept for when it fails.

    :raises CannotStart: when it fails.
    """
    done = subprocess.run(
        with_our_life([*MANAGE, *arguments]),
        cwd=PROJECT,
        env={"LOG_LEVEL": "WARNING", **environment},
        stdin=subprocess.DEVNULL,
        stdout=None if shown else subprocess.PIPE,
        stderr=None if shown else subprocess.STDOUT,
        text=True,
        check=False,
        start_new_session=True,
    )
    if done.returncode:
        last_lines = (done.stdout or "").strip().splitlines()[-20:]
        raise CannotStart("\n".join([*last_lines, f"`manage.py {' '.join(arguments)}` failed."]))
