"""Timing several things in turn, so that a slow moment of the machine hits them all."""

from collections.abc import Callable, Mapping
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

ROUNDS = 5


def lowest(works: Mapping[str, Callable[[], object]], *, rounds: int = ROUNDS) -> dict[str, float]:
    """Return the lowest CPU milliseconds of each work, its children included."""
    best: dict[str, float] = {}
    for _ in range(rounds):
        for name, work in works.items():
            spent = _spent(work)
            best[name] = min(spent, best.get(name, spent))
    return best


def table(figures: Mapping[str, float], *, beside: str) -> str:
    """Return the figures as lines, each with its ratio to the one named `beside`."""
    lines = [f"{'':44}{'CPU ms':>10}{'ratio':>8}"]
    lines += [
        f"{name:44}{figure:10.1f}{figure / figures[beside]:8.2f}"
        for name, figure in figures.items()
    ]
    return "\n".join(lines)


def _spent(work: Callable[[], object]) -> float:
    before = _used()
    work()
    return 1000 * (_used() - before)


def _used() -> float:
    """Return the CPU seconds so far of this process and the children that have ended."""
    ours, theirs = (getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    return ours.ru_utime + ours.ru_stime + theirs.ru_utime + theirs.ru_stime
