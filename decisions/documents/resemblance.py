"""How much two texts are alike, word by word, and where they differ."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from decisions.rules.identity import canonical

LIKE = 0.6  # of a passage that carries the number of the item
VERY_LIKE = 0.75  # of a passage without that number

_NOT_A_WORD = re.compile(r"[^\w/()-]+")
_QUOTES = str.maketrans("‘’“”„", '\'\'"""')


def words(text: str) -> list[str]:
    """Return the words without capitals and punctuation."""
    folded = canonical(text).translate(_QUOTES).casefold()
    return [word for each in folded.split() if (word := _NOT_A_WORD.sub("", each))]


def likeness(one: Sequence[str], other: Sequence[str], *, least: float = 0.0) -> float:
    """Return 0 to 1 for two lists of words; 0 also if it cannot reach `least`."""
    total = len(one) + len(other)
    if total and 2 * min(len(one), len(other)) < least * total:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= least else 0.0


def difference(before: str, after: str) -> str:
    """Return `after` with its changes marked word by word: `[-gone-]{+come+}`."""
    return " ".join(_marked(canonical(before).split(" "), canonical(after).split(" ")))


def _marked(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, start, end, from_, to in matcher.get_opcodes():
        if what == "equal":
            yield " ".join(before[start:end])
            continue
        gone = f"[-{' '.join(before[start:end])}-]" if end > start else ""
        come = f"{{+{' '.join(after[from_:to])}+}}" if to > from_ else ""
        yield gone + come
