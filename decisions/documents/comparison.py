"""Hold pieces of a proposal against the items of its dictum, without ever taking long over it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from decisions.documents.contents import ReadItem
from decisions.documents.resemblance import LIKE, VERY_LIKE, Effort, likeness, words

_PAIR = 10  # effort of looking at a pair, whatever its length


@dataclass(frozen=True)
class Piece:
    """A piece of text and its words."""

    text: str
    words: Sequence[str]

    @cached_property
    def bag(self) -> frozenset[tuple[str, int]]:
        """The words in any order, each with how many times it came before."""
        return frozenset(_numbered(self.words))


@dataclass(frozen=True, slots=True)
class Match:
    """The item that is most like a piece; `score` is from 0 to 1."""

    score: float
    item: ReadItem
    piece: Piece


@dataclass(slots=True)
class _Said:
    """An item, and how much a piece must be like it at least."""

    item: ReadItem
    piece: Piece
    least: float


@dataclass
class Comparison:
    """
    The items of one dictum, with the effort that is left to compare them.

    Comparing word by word is slow, so a pair first has to be alike in length and in the words that
    it holds in any order; neither can be less than the likeness itself.
    """

    items: Sequence[ReadItem]
    effort: Effort = field(default_factory=Effort)
    _near: dict[tuple[int, str], list[_Said]] = field(default_factory=dict)

    def words_of(self, number: str) -> Sequence[str] | None:
        """Return the words of the item with this number, if there is one."""
        said = (piece.words for item, piece in self._pieces if item.number == number)
        return next(said, None)

    def closest(self, pieces: Sequence[Piece], *, about: str = "") -> Match | None:
        """
        Return the best match of the first of these pieces that has it, or None if none is alike.

        `about` is the number of the item that the text carries: that one may differ more.
        :raises UnreadableDocument: if the effort is used up.
        """
        return self._equal(pieces) or self._alike(pieces, about)

    @cached_property
    def _pieces(self) -> list[tuple[ReadItem, Piece]]:
        return [(item, Piece(item.text, words(item.text))) for item in self.items]

    @cached_property
    def _by_words(self) -> dict[tuple[str, ...], ReadItem]:
        """The items by their words; of equal ones the first."""
        return {tuple(piece.words): item for item, piece in reversed(self._pieces)}

    @cached_property
    def _vocabulary(self) -> set[str]:
        return {word for _, piece in self._pieces for word in piece.words}

    def _equal(self, pieces: Sequence[Piece]) -> Match | None:
        found = ((self._by_words.get(tuple(piece.words)), piece) for piece in pieces)
        return next((Match(1.0, item, piece) for item, piece in found if item), None)

    def _alike(self, pieces: Sequence[Piece], about: str) -> Match | None:
        best: Match | None = None
        for piece in pieces:
            for said in self._candidates(piece, about):
                floor = max(said.least, best.score if best else 0.0)
                self.effort.spend(_PAIR + min(len(piece.words), len(said.piece.words)))
                if _bound(piece, said.piece, len(piece.bag & said.piece.bag)) < floor:
                    continue
                score = likeness(
                    said.piece.words, piece.words, least=said.least, effort=self.effort
                )
                if score and (best is None or score > best.score):
                    best = Match(score, said.item, piece)
        return best

    def _candidates(self, piece: Piece, about: str) -> Iterator[_Said]:
        """Yield the items that the piece can be like by its length and by the words they share."""
        near = self._as_long_as(len(piece.words), about)
        if not near:
            return
        self.effort.spend(_PAIR + len(piece.words))
        shared = sum(word in self._vocabulary for word in piece.words)
        for said in near:
            if _bound(piece, said.piece, shared) >= said.least:
                yield said

    def _as_long_as(self, length: int, about: str) -> list[_Said]:
        """Return the items that something of this many words can be like."""
        if (length, about) not in self._near:
            self._near[length, about] = [
                _Said(item, piece, least)
                for item, piece in self._pieces
                for least in [LIKE if item.number == about else VERY_LIKE]
                if length
                and 2 * min(length, len(piece.words)) >= least * (length + len(piece.words))
            ]
        return self._near[length, about]


def _bound(one: Piece, other: Piece, shared: int) -> float:
    """Return what the likeness of two pieces that share this many words is at most."""
    return 2.0 * shared / (len(one.words) + len(other.words))


def _numbered(said: Iterable[str]) -> Iterator[tuple[str, int]]:
    seen: Counter[str] = Counter()
    for word in said:
        yield word, seen[word]
        seen[word] += 1
