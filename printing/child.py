"""
The process that renders: `python -m printing.child CPU_SECONDS MEMORY_BYTES`.

Reads frames of HTML on stdin and answers each with a frame on stdout. It loads WeasyPrint once and
forks for each part, so that every part has the whole of its limits and none can spoil the next.

A frame is its length in 8 bytes, big-endian, and then that many bytes. The first byte of an answer
is its `Answer`; a PDF follows only after `Answer.PDF`.
"""

import gc
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import IO

OUTPUT_BYTES = 64 << 20
OPEN_FILES = 64


class Answer(bytes, Enum):
    """How the rendering of a part ended."""

    PDF = b"P"
    TOO_LONG = b"T"
    TOO_LARGE = b"L"
    REFUSED = b"R"
    FAULT = b"F"
    UNAVAILABLE = b"U"


ENDED_BY: dict[int, bytes] = {
    signal.SIGXCPU: Answer.TOO_LONG,
    signal.SIGKILL: Answer.TOO_LARGE,
    signal.SIGABRT: Answer.TOO_LARGE,
    signal.SIGTRAP: Answer.TOO_LARGE,
}


def read_frame(source: IO[bytes]) -> bytes | None:
    """Return the next frame, or None at the end of the stream."""
    header = source.read(8)
    return source.read(int.from_bytes(header, "big")) if header else None


def write_frame(sink: IO[bytes], content: bytes) -> None:
    """Write one frame and hand it over at once."""
    sink.write(len(content).to_bytes(8, "big") + content)
    sink.flush()


def limit(cpu_seconds: int, memory: int) -> None:
    """Bind this process to its limits; the kernel keeps them."""
    for kind, most in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, OUTPUT_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most + 1 if kind == resource.RLIMIT_CPU else most))


def rendered(html: bytes) -> bytes:
    """Return the answer to one part of HTML."""
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415 -- needs Pango

    from printing.render import to_pdf  # noqa: PLC0415 -- needs Pango

    try:
        return Answer.PDF + to_pdf(html.decode())
    except FatalURLFetchingError:
        return Answer.REFUSED
    except MemoryError:
        return Answer.TOO_LARGE
    except Exception:  # noqa: BLE001 -- whatever breaks it, this part has no PDF
        return Answer.FAULT


def unavailable(_html: bytes) -> bytes:
    """Return the answer of a machine without the libraries that WeasyPrint needs."""
    return Answer.UNAVAILABLE


def in_fork(work: Callable[[], bytes], *, cpu_seconds: int, memory: int) -> bytes:
    """Do the work in a limited fork and return its answer, also when the kernel ended it."""
    reading, writing = os.pipe()
    if (pid := os.fork()) == 0:
        _answer_and_exit(work, reading, writing, cpu_seconds, memory)
    os.close(writing)
    with os.fdopen(reading, "rb") as source:
        answer = source.read()
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        return ENDED_BY.get(os.WTERMSIG(status), Answer.FAULT)
    return answer or Answer.FAULT


def _answer_and_exit(
    work: Callable[[], bytes], reading: int, writing: int, cpu_seconds: int, memory: int
) -> None:
    try:
        os.close(reading)
        gc.disable()  # one short-lived document: 12 % faster without
        limit(cpu_seconds, memory)
        with os.fdopen(writing, "wb") as sink:
            sink.write(work())
    finally:
        os._exit(0)


def serve(source: IO[bytes], sink: IO[bytes], *, cpu_seconds: int, memory: int) -> None:
    """Answer every frame until the parent closes the stream."""
    available = _load()
    while (html := read_frame(source)) is not None:
        work = partial(rendered if available else unavailable, html)
        write_frame(sink, in_fork(work, cpu_seconds=cpu_seconds, memory=memory))


def _load() -> bool:
    try:
        import printing.render  # noqa: F401, PLC0415 -- needs Pango
    except OSError:
        return False
    return True


def main() -> None:
    """Serve the parent process and clear the folder for passing files."""
    try:
        serve(
            sys.stdin.buffer,
            sys.stdout.buffer,
            cpu_seconds=int(sys.argv[1]),
            memory=int(sys.argv[2]),
        )
    except BrokenPipeError:
        os._exit(1)
    finally:
        shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)


if __name__ == "__main__":
    main()
