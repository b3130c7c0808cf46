"""How an act says no."""

from collections.abc import Sequence

from decisions.rules.blockers import Blocker


class Refused(Exception):
    """The act is not possible now; the message is the Dutch sentence for the person."""

    def __init__(self, blockers: Sequence[Blocker]) -> None:
        super().__init__(" ".join(str(blocker.label) for blocker in blockers))
        self.blockers = list(blockers)


def refuse_if(blockers: Sequence[Blocker]) -> None:
    """Stop the act while anything stands in its way. :raises Refused: with all of it."""
    if blockers:
        raise Refused(blockers)
