"""Pandoc, in a child that reads and writes nothing but its input and output."""

import shlex
import subprocess
from collections.abc import Sequence

import pypandoc

PROCESSOR_SECONDS = 3  # 200 pages of text take 1.4
SECONDS = 8  # on the clock, where other work is going on
_LIMITS = " && ".join(  # one at a time: not every shell takes them together
    f"ulimit {limit}"
    for limit in (f"-t {PROCESSOR_SECONDS}", "-v 1500000", "-f 0", "-c 0", "-n 64")
)
_OUT_OF_MEMORY = 251  # how a Haskell program ends then


class TooMuch(Exception):
    """A limit stopped the conversion."""


class Unreadable(Exception):
    """Pandoc could make nothing of its input."""


def convert(data: bytes, *options: str) -> bytes:
    """
    Return what pandoc makes of the data.

    :raises TooMuch: if a limit stopped it.
    :raises Unreadable: if the data are not what the options say.
    """
    try:
        return _run(_command(options), data)
    except subprocess.TimeoutExpired as error:
        raise TooMuch from error
    except subprocess.CalledProcessError as error:
        stopped = error.returncode < 0 or error.returncode == _OUT_OF_MEMORY
        raise (TooMuch if stopped else Unreadable) from error


def _command(options: Sequence[str]) -> list[str]:
    pandoc = [pypandoc.get_pandoc_path(), *("+RTS", "-M700m", "-RTS"), "--sandbox", *options]
    return ["/bin/sh", "-c", f"{_LIMITS} && exec {shlex.join(pandoc)}"]


def _run(command: list[str], data: bytes) -> bytes:
    done = subprocess.run(  # noqa: S603  # every word is ours; the document is its input
        command,
        input=data,
        capture_output=True,
        timeout=SECONDS,
        check=True,
        env={"LANG": "C.UTF-8"},
    )
    return done.stdout
