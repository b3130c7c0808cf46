"""Turn a PDF into plain text: pypdf, in a child that cannot do harm."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from decisions.documents.office import UnreadableFile
from decisions.documents.pdf_child import Answer

BROKEN = "\u2010"  # a hyphen at the end of a line: of the word itself, or of breaking it off
_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = (sys.executable, "-E", "-s", "-m", "decisions.documents.pdf_child")
PROCESSOR_SECONDS = 10  # 60 pages of text take 8
MEMORY = 700 << 20  # bytes
_SECONDS = 25  # on the clock, where other work is going on
_EDGE = 3  # lines at the top and at the foot of a page that may be running heads
_ENDS_IN_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[ ]*\n\s*(?!(?:en|of|dan|tot)\b)[^\W\d_A-Z])")
_PAGE_COUNT = re.compile(r"\s{2,}\S*pagina \d+( van \d+)?\s*$", re.IGNORECASE)

_SENTENCES = {
    Answer.UNREADABLE: "is beschadigd of niet helemaal overgekomen; sla het opnieuw op.",
    Answer.LOCKED: "is met een wachtwoord beveiligd; sla het zonder wachtwoord op.",
    Answer.TOO_MUCH: "is te groot of te ingewikkeld om te lezen; geef alleen het besluit op, "
    "zonder bijlagen.",
}
_SCAN = "is een scan zonder tekst; geef het document zelf op, als .docx, .odt of .txt."


def pdf_to_text(data: bytes) -> str:
    """
    Return the text of a PDF: a form feed between pages, without running heads and page numbers.

    A hyphen that may only break a word off at the end of a line is `BROKEN`.

    :raises UnreadableFile: if it is damaged, locked, too large or a scan.
    """
    pages = [page.splitlines() for page in _extract(data).split("\f")]
    running = _running(pages)
    text = "\f".join("\n".join(_body(page, running)) for page in pages)
    if not text.strip():
        raise UnreadableFile(_SCAN)
    return _ENDS_IN_HYPHEN.sub(BROKEN, text)


def _extract(data: bytes) -> str:
    try:
        done = subprocess.run(  # noqa: S603  # every word is ours; the document is its input
            [*_COMMAND, str(PROCESSOR_SECONDS), str(MEMORY)],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            cwd=_ROOT,
            env={"LANG": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(_SENTENCES[Answer.TOO_MUCH]) from error
    if done.returncode:
        raise UnreadableFile(_SENTENCES[_ending(done.returncode)])
    return done.stdout.decode()


def _ending(code: int) -> Answer:
    """Return what the end of the child means; ended by the kernel is too much."""
    if code < 0:
        return Answer.TOO_MUCH
    return Answer(code) if code in set(Answer) else Answer.UNREADABLE


def _running(pages: Sequence[Sequence[str]]) -> set[str]:
    """Return the lines, whatever their numbers, at the edge of more than half of the pages."""
    counts = Counter(line for page in pages for line in {_bare(page[n]) for n in _edges(page)})
    return {line for line, count in counts.items() if count > 1 and count * 2 > len(pages)}


def _body(page: Sequence[str], running: set[str]) -> list[str]:
    edges = set(_edges(page))
    return [
        line
        for number, line in enumerate(page)
        if number not in edges or not (_bare(line) in running or _PAGE_COUNT.search(line))
    ]


def _edges(page: Sequence[str]) -> list[int]:
    """Return the places of the first and last lines that say something."""
    said = [number for number, line in enumerate(page) if line.strip()]
    return sorted({*said[:_EDGE], *said[-_EDGE:]})


def _bare(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))
