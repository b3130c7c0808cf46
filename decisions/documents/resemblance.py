"""How much two texts are alike, word by word, and where they differ."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher

from decisions.documents.reading import UnreadableDocument
from decisions.rules.identity import canonical

LIKE = 0.6  # of a passage that carries the number of the item
VERY_LIKE = 0.75  # of a passage without that number
MOST_EFFORT = 10_000_000  # words held against words: two seconds; 200 pages take 3,000,000

_MATCHER = 50  # effort of beginning to match
_STEP = 3  # effort of a step of it
_NOT_A_WORD = re.compile(r"[^\w/()-]+")
_QUOTES = str.maketrans("‘’“”„", '\'\'"""')


@dataclass(slots=True)
class Effort:
    """How many more words may be held against words in one document."""

    left: int = MOST_EFFORT

    def spend(self, steps: int) -> None:
        """Take these steps off. :raises UnreadableDocument: if they are more than is left."""
        self.left -= steps
        if self.left < 0:
            raise UnreadableDocument(
                "Het voorstel herhaalt de woorden van zijn beslispunten te vaak om het in te "
                "lezen; haal de herhalingen weg."
            )


class _Matcher(SequenceMatcher[str]):
    """Match word by word; every step takes effort, for it can be the cube of the words."""

    def __init__(self, one: Sequence[str], other: Sequence[str], effort: Effort) -> None:
        effort.spend(_MATCHER + len(one) + len(other))
        self.effort = effort
        self.one = one
        self.times = Counter(other)
        super().__init__(None, one, other, autojunk=False)

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        pairs = sum(1 + self.times[word] for word in self.one[alo:ahi])
        self.effort.spend(_STEP * (1 + pairs))
        return super().find_longest_match(alo, ahi, blo, bhi)


def words(text: str) -> list[str]:
    """Return the words without capitals and punctuation."""
    folded = canonical(text).translate(_QUOTES).casefold()
    return [word for each in folded.split() if (word := _NOT_A_WORD.sub("", each))]


def likeness(
    one: Sequence[str], other: Sequence[str], *, least: float = 0.0, effort: Effort | None = None
) -> float:
    """
    Return 0 to 1 for two lists of words; 0 also if it is less than `least`.

    :raises UnreadableDocument: if it takes more than the effort that is left.
    """
    total = len(one) + len(other)
    if total and 2 * min(len(one), len(other)) < least * total:
        return 0.0
    matcher = _Matcher(one, other, effort or Effort())
    if matcher.quick_ratio() < least:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= least else 0.0


def opcodes(
    before: Sequence[str], after: Sequence[str], *, effort: Effort
) -> list[tuple[str, int, int, int, int]]:
    """
    Return what to do with `before` to get `after`, as `difflib` says it.

    :raises UnreadableDocument: if it takes more than the effort that is left.
    """
    return list(_Matcher(before, after, effort).get_opcodes())


def difference(before: str, after: str, *, effort: Effort | None = None) -> str:
    """
    Return `after` with its changes marked word by word: `[-gone-]{+come+}`.

    :raises UnreadableDocument: if it takes more than the effort that is left.
    """
    said, heard = canonical(before).split(" "), canonical(after).split(" ")
    return " ".join(_marked(said, heard, effort or Effort()))


def _marked(before: Sequence[str], after: Sequence[str], effort: Effort) -> Iterator[str]:
    for what, start, end, from_, to in opcodes(before, after, effort=effort):
        if what == "equal":
            yield " ".join(before[start:end])
            continue
        gone = f"[-{' '.join(before[start:end])}-]" if end > start else ""
        come = f"{{+{' '.join(after[from_:to])}+}}" if to > from_ else ""
        yield gone + come
