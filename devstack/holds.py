"""
A hold says "someone is still here": an advisory lock on a file.

The kernel keeps it for as long as any process has the descriptor open, so a server that inherits
it holds it together with every process it forks, and a kill -9 lets go of it. No process numbers
are compared, so a zombie or a reused number fools nobody.
"""

import fcntl
import os
import time
from pathlib import Path
from typing import Self

from devstack import CannotStart


class Hold:
    """One open descriptor on a lock file. The file may say who holds it."""

    def __init__(self, path: Path) -> None:
        """Open the file, which is never removed: a removed lock file locks nothing."""
        self.path = path
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def take(self) -> bool:
        """Take the hold for ourselves, if nobody else has it."""
        return self._lock(fcntl.LOCK_EX)

    def share(self) -> bool:
        """Hold it together with others."""
        return self._lock(fcntl.LOCK_SH)

    def _lock(self, kind: int) -> bool:
        try:
            fcntl.flock(self.descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def wait(self, *, seconds: float) -> None:
        """Take the hold as soon as the others let go. :raises CannotStart: when they do not."""
        deadline = time.monotonic() + seconds
        while not self.take():
            if time.monotonic() > deadline:
                raise CannotStart(
                    f"Another process keeps {self.path} ({self.holder or 'unknown'}): "
                    "wait for it to end, or end it."
                )
            time.sleep(0.02)

    @property
    def holder(self) -> str:
        """The process number that was written in the file, or nothing."""
        return self.path.read_text()

    def name(self, holder: str) -> None:
        """Write down who holds it."""
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, holder.encode(), 0)

    def release(self) -> None:
        """Let go of our descriptor; who inherited it, keeps the hold."""
        os.close(self.descriptor)


def is_held(path: Path) -> bool:
    """Say whether any process holds this file now."""
    with Hold(path) as hold:
        return not hold.take()
