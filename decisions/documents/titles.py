"""Find the title of a proposal in what stands before its first heading."""

import re
from dataclasses import replace

from decisions.documents.lines import Gap, Line
from decisions.documents.parts import Part

_LABEL = re.compile(
    r"(onderwerp|titel|betreft|naam voorstel)\s*:\s*(?P<title>\S.{,199})", re.IGNORECASE
)
_LONGEST = 150


def take_title(preamble: Part) -> tuple[str, Part]:
    """
    Return the title and the preamble without it; the title is "" if there is none.

    The title is what a label such as "Onderwerp:" says, else a first line that is no sentence.
    """
    for position, line in enumerate(preamble.lines):
        if label := _LABEL.fullmatch(line.text):
            return label["title"], _without(preamble, position)
    first = preamble.lines[0] if preamble.lines else None
    if first and _stands_alone(first, preamble.lines):
        return first.text, _without(preamble, 0)
    return "", preamble


def _without(part: Part, position: int) -> Part:
    return replace(part, lines=[*part.lines[:position], *part.lines[position + 1 :]])


def _stands_alone(first: Line, lines: list[Line]) -> bool:
    is_sentence = first.ends_sentence or len(first.text) > _LONGEST
    return not is_sentence and (len(lines) == 1 or lines[1].gap is not Gap.LINE)
