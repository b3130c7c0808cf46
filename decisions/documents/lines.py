"""From text with the line ends of a page to lines that know what lies between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice, pairwise

from decisions.documents.numbering import Mark, read_mark
from decisions.documents.reading import UnreadableDocument

MOST_LINES = 20_000  # a proposal with all of its annexes has fewer than 10,000
_RULE = re.compile(r"[-–—_=*\s]{3,}")
_PAGE_NUMBER = re.compile(
    r"(pagina|blad(zijde)?|pag\.) \d+( (van|/) \d+)?|-\s*\d+\s*-|\d+\s*/\s*\d+", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?:;…][”\"’')\]]*\d{0,2}$")
_BROKEN_WORD = re.compile(r"\w[-\u2010–/]$")
_STANDING_HYPHEN = re.compile(r"(en|of|dan|tot)\b")  # "kunst- en cultuurbeleid"
_FULL_LINE = (0.85, 1.15)  # of the usual width
_SHORT_LINE = 0.6  # ended by its author, though it may end no sentence


class Gap(Enum):
    """What lies between a line and the line before it."""

    LINE = "line"
    PAGE = "page"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    gap: Gap

    @property
    def ends_sentence(self) -> bool:
        return bool(_SENTENCE_END.search(self.text))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together as one text, without the mark ("2.", "a.", "•") before it."""

    text: str
    gap: Gap
    mark: Mark | None = None

    @property
    def printed(self) -> str:
        """The text with its mark, as it stood in the document."""
        return f"{self.mark.printed} {self.text}" if self.mark else self.text


def read_lines(text: str) -> list[Line]:
    """
    Return the lines that say something; rules, page numbers and empty lines become gaps.

    :raises UnreadableDocument: if there are more than a proposal can have.
    """
    rows = list(islice(_rows(text), MOST_LINES + 1))
    if len(rows) > MOST_LINES:
        raise UnreadableDocument(
            "Het voorstel heeft meer dan 20.000 regels; lees het in zonder zijn bijlagen."
        )
    double = _is_double_spaced(rows)
    return [Line(row.text, _gap(row, double=double)) for row in rows]


def usual_width(lines: Sequence[Line]) -> int:
    """Return the length, in characters, that nine in ten lines stay within."""
    lengths = sorted(len(line.text) for line in lines) or [0]
    return lengths[len(lengths) * 9 // 10]


def join_lines(lines: Sequence[Line], *, width: int) -> list[Paragraph]:
    """Return the paragraphs of these lines; `width` is the usual width of the document."""
    groups: list[tuple[Mark | None, list[Line]]] = []
    previous: Line | None = None
    for line in lines:
        mark = read_mark(line.text)
        if previous is None or _is_break(previous, line, mark, width):
            groups.append((mark, [line]))
        else:
            groups[-1][1].append(line)
        previous = line
    return [_paragraph(mark, group) for mark, group in groups]


def _paragraph(mark: Mark | None, lines: Sequence[Line]) -> Paragraph:
    text = glue(*(line.text for line in lines))
    return Paragraph(text[mark.length :] if mark else text, lines[0].gap, mark)


def was_full(line: Line, following: Line, *, width: int) -> bool:
    """
    Say whether the line was broken off because the next word did not fit.

    A line that is shorter was ended by its author; so was one that is much longer, as it was never
    broken at all.
    """
    word = following.text.split(" ", 1)[0]
    shortest, longest = _FULL_LINE
    fits = len(line.text) + 1 + len(word) <= width * shortest
    return not fits and len(line.text) <= width * longest


def glue(*lines: str) -> str:
    """Put broken lines back together; a hyphen between two parts of a word stays."""
    pieces = [lines[0]]
    for above, line in pairwise(lines):
        if above.endswith("\u00ad"):
            pieces[-1] = above[:-1]
        pieces += ["" if _is_one_word(above, line) else " ", line]
    return "".join(pieces)


def _is_one_word(above: str, line: str) -> bool:
    """Say whether the end of the upper line and the start of the lower one are one word."""
    if above.endswith("\u00ad"):
        return True
    is_standing = above.endswith("-") and _STANDING_HYPHEN.match(line)
    return bool(_BROKEN_WORD.search(above[-2:])) and line[:1].isalnum() and not is_standing


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed row and what stood above it: empty rows, the end of a page, a rule."""

    text: str
    blanks: int
    page: bool
    rule: bool

    @property
    def continues(self) -> bool:
        return self.text[:1].islower() and read_mark(self.text) is None


def _rows(text: str) -> Iterator[_Row]:
    blanks, page, rule = 0, False, True
    for raw in text.replace("\f", "\n\f").split("\n"):
        page |= "\f" in raw
        row = " ".join(raw.split())
        if not row:
            blanks += 1
        elif _RULE.fullmatch(row):
            rule = True
        elif _PAGE_NUMBER.fullmatch(row):
            page = True
        else:
            yield _Row(row, blanks, page, rule)
            blanks, page, rule = 0, False, False


def _is_double_spaced(rows: Sequence[_Row]) -> bool:
    """Say whether every line is followed by an empty one, as a PDF often comes out as text."""
    single = [row for row in rows if row.blanks == 1]
    continued = sum(row.continues for row in single)
    return len(single) * 2 >= len(rows) and continued * 7 >= len(single) > 0


def _gap(row: _Row, *, double: bool) -> Gap:
    if row.rule:
        return Gap.PARAGRAPH
    if row.page or (double and row.blanks == 0):
        return Gap.PAGE
    return Gap.LINE if row.blanks <= double else Gap.PARAGRAPH


def _is_break(previous: Line, line: Line, mark: Mark | None, width: int) -> bool:
    """Say whether a new paragraph starts here, rather than a line that was only broken off."""
    if line.gap is Gap.PARAGRAPH or (mark and mark.is_certain):
        return True
    is_full = was_full(previous, line, width=width)
    if mark or (line.gap is Gap.PAGE and not line.text[:1].islower()):
        return previous.ends_sentence or not is_full
    is_short = len(previous.text) < width * _SHORT_LINE
    return not line.text[:1].islower() and not is_full and (previous.ends_sentence or is_short)
