"""
HTML → PDF, by way of a child process with limits that no text can exceed.

The process that calls this never loads WeasyPrint, so it starts without Pango and stays small.
"""

import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from printing.child import Answer, write_frame

ROOT = Path(__file__).resolve().parents[1]
COMMAND = (sys.executable, "-E", "-s", "-m", "printing.child")
_FOLDER = Path(__file__).parent
FONTS = _FOLDER / "assets" / "fonts.conf"
ENGINE = (_FOLDER / "render.py", *sorted((_FOLDER / "assets").rglob("*.*")))
"""The files that, beside the HTML, decide the bytes of a PDF."""

SENTENCES = {
    Answer.TOO_LONG: "kost meer rekentijd dan is toegestaan",
    Answer.TOO_LARGE: "kost meer geheugen dan is toegestaan",
    Answer.REFUSED: "verwijst naar een bestand of adres buiten het stuk",
    Answer.FAULT: "kan niet worden opgemaakt",
}


class RenderingFailed(Exception):
    """No PDF came of it; the message is a sentence for the person who waits."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one part may use: processor seconds, bytes of memory, seconds on the clock."""

    cpu_seconds: int = 90
    memory: int = 2 << 30
    seconds: float = 180


class Renderer:
    """
    A child process that renders parts one after the other.

    It starts with the first part and lives until the end of the `with` block. After a failure the
    next part gets a new process.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def render(self, title: str, html: str) -> bytes:
        """Return the PDF of one part. :raises RenderingFailed: with the reason in Dutch."""
        answer = self._ask(title, html.encode())
        if answer[:1] == Answer.PDF:
            return answer[1:]
        if answer[:1] == Answer.UNAVAILABLE:
            raise RenderingFailed(
                "PDF maken kan hier niet: installeer libpango-1.0-0, libpangoft2-1.0-0 "
                "en libharfbuzz-subset0."
            )
        raise RenderingFailed(f"Het onderdeel ‘{title}’ {SENTENCES[Answer(answer[:1])]}.")

    def close(self) -> None:
        """End the process and whatever it started, and clear its folder."""
        if self._process is None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()
        self._process = None
        shutil.rmtree(self._folder, ignore_errors=True)

    def _ask(self, title: str, html: bytes) -> bytes:
        source, sink = self._pipes()
        deadline = time.monotonic() + self._limits.seconds
        try:
            write_frame(sink, html)
            length = int.from_bytes(_read(source, 8, deadline), "big")
            return _read(source, length, deadline)
        except (EOFError, BrokenPipeError, TimeoutError) as problem:
            self.close()
            end = Answer.TOO_LONG if isinstance(problem, TimeoutError) else Answer.FAULT
            raise RenderingFailed(f"Het onderdeel ‘{title}’ {SENTENCES[end]}.") from problem

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None:
            self._process = self._start()
        assert self._process.stdout and self._process.stdin  # both are pipes
        return self._process.stdout, self._process.stdin

    def _start(self) -> subprocess.Popen[bytes]:
        self._folder = tempfile.mkdtemp(prefix="drukwerk-")
        return subprocess.Popen(  # noqa: S603 -- our own module with two numbers
            [*COMMAND, str(self._limits.cpu_seconds), str(self._limits.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it quotes the text, which may be under embargo
            cwd=ROOT,
            env={
                "HOME": self._folder,
                "TMPDIR": self._folder,
                "LANG": "C.UTF-8",
                "FONTCONFIG_FILE": str(FONTS),
            },
            start_new_session=True,
        )


def _read(source: IO[bytes], length: int, deadline: float) -> bytes:
    """Read exactly so many bytes. :raises TimeoutError: :raises EOFError: if they do not come."""
    content = bytearray()
    while len(content) < length:
        readable, _, _ = select.select([source], [], [], max(0, deadline - time.monotonic()))
        if not readable:
            raise TimeoutError
        chunk = os.read(source.fileno(), min(length - len(content), 1 << 20))
        if not chunk:
            raise EOFError
        content += chunk
    return bytes(content)
