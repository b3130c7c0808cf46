"""Which step an action can take, and the sentence for one it cannot."""

from datetime import date, timedelta

import pytest

from actions.models import Answer, StepKind, Word
from actions.rules.joining import Heard as HeardSaid
from actions.rules.joining import History, Said
from actions.rules.steps import Intended, StepBlocker, blockers_to_step, partners
from tests.actions.rules.test_stages import (
    ADMINISTRATIVE,
    BACK,
    BOTH,
    DONE,
    LATER,
    OFFICIAL,
    PAUSED,
    STARTED,
    STOPPED,
    V1,
    V2,
    facts,
    gate,
    heard,
    on,
    version,
)

ASKED = heard("Almelo", Word.ASKED)
READY = facts([V1], BOTH)
START, PAUSE, RESUME = StepKind.STARTED, StepKind.PAUSED, StepKind.RESUMED
END, STOP = StepKind.DONE, StepKind.STOPPED
TODAY = date(2019, 9, 1)


def blocked(kind, known, *, day=TODAY, reason="Er is een reden.", joining=14):
    return blockers_to_step(Intended(kind, day, reason), known, partners=joining, at=LATER)


RUNNING, HALTED = facts([V1], BOTH, steps=[STARTED]), facts([V1], BOTH, steps=[STARTED, PAUSED])
ENDED, GONE = facts([V1], BOTH, steps=[STARTED, DONE]), facts([V1], BOTH, steps=[STOPPED])

TABLE = {
    "start": (START, READY, []),
    "start an idea": (START, facts(), [StepBlocker.NOT_PASSED]),
    "start with officials only": (START, facts([V1], BOTH[:1]), [StepBlocker.NOT_PASSED]),
    "start what was sent back": (
        START,
        facts([V1], [BOTH[0], gate(ADMINISTRATIVE, 30, BACK)]),
        [StepBlocker.NOT_PASSED],
    ),
    "start by a newer version": (START, facts([V1, V2], BOTH), [StepBlocker.NOT_PASSED]),
    "start while a college decides": (
        START,
        facts([V1], BOTH, [ASKED]),
        [StepBlocker.COLLEGES],
    ),
    "start while one defers": (
        START,
        facts([V1], BOTH, [heard("Almelo", Word.DEFERRED)]),
        [StepBlocker.COLLEGES],
    ),
    "start without one that declined": (
        START,
        facts([V1], BOTH, [heard("Almelo", Word.DECLINED)]),
        [],
    ),
    "the others start": (START, facts([version(others_may_start=True)], BOTH, [ASKED]), []),
    "start again": (START, RUNNING, [StepBlocker.STARTED]),
    "start what is paused": (START, HALTED, [StepBlocker.STARTED]),
    "start what is done": (START, ENDED, [StepBlocker.ENDED]),
    "pause": (PAUSE, RUNNING, []),
    "pause twice": (PAUSE, HALTED, [StepBlocker.NOT_RUNNING]),
    "pause before it began": (PAUSE, READY, [StepBlocker.NOT_RUNNING]),
    "pause what is done": (PAUSE, ENDED, [StepBlocker.ENDED]),
    "resume": (RESUME, HALTED, []),
    "resume what runs": (RESUME, RUNNING, [StepBlocker.NOT_HALTED]),
    "resume an idea": (RESUME, facts(), [StepBlocker.NOT_HALTED]),
    "done after all not": (RESUME, ENDED, []),
    "stopped after all not": (RESUME, GONE, []),
    "end": (END, RUNNING, []),
    "end what is paused": (END, HALTED, []),
    "end before it began": (END, READY, [StepBlocker.NOT_RUNNING]),
    "end what has ended": (END, ENDED, [StepBlocker.ENDED]),
    "stop": (STOP, RUNNING, []),
    "stop an idea": (STOP, facts(), []),
    "stop what was stopped": (STOP, GONE, [StepBlocker.ENDED]),
}


@pytest.mark.parametrize(("kind", "known", "blockers"), TABLE.values(), ids=TABLE)
def test_what_stands_between_an_action_and_its_next_step(kind, known, blockers):
    assert blocked(kind, known) == blockers


@pytest.mark.parametrize(
    ("minimum", "joining", "blockers"),
    [
        (None, 0, []),
        (0, 0, []),
        (3, 3, []),
        (3, 2, [StepBlocker.TOO_FEW]),
    ],
)
def test_an_action_starts_with_the_least_number_that_its_plan_asks(minimum, joining, blockers):
    known = facts([version(minimum_partners=minimum)], BOTH)

    assert blocked(START, known, joining=joining) == blockers


@pytest.mark.parametrize(
    ("kind", "known", "first"),
    [
        (START, READY, date(2019, 1, 31)),
        (PAUSE, RUNNING, date(2019, 2, 20)),
        (RESUME, HALTED, date(2019, 2, 25)),
    ],
)
def test_a_step_is_not_before_what_came_before_it(kind, known, first):
    assert blocked(kind, known, day=first) == []
    assert blocked(kind, known, day=first - timedelta(days=1)) == [StepBlocker.TOO_EARLY]


def test_a_step_is_not_in_the_future():
    today = LATER.date()

    assert blocked(PAUSE, RUNNING, day=today) == []
    assert blocked(PAUSE, RUNNING, day=today + timedelta(days=1)) == [StepBlocker.FUTURE]


@pytest.mark.parametrize("kind", StepKind)
def test_all_but_the_start_needs_a_reason(kind):
    known = {START: READY, RESUME: HALTED}.get(kind, RUNNING)

    expected = [] if kind is START else [StepBlocker.NO_REASON]

    assert blocked(kind, known, reason="") == expected


def joined(*, said=Answer.JOINS, day=35, holds=None, beyond=False, word=None):
    """Return the history of a municipality that answered once."""
    answer = Said(
        answer=said,
        valid_from=on(holds or day).date(),
        answered_at=on(day),
        pk=1,
        is_beyond_capacity=beyond,
    )
    return History([answer], (), [HeardSaid(word, on(day))] if word else [])


@pytest.mark.parametrize(
    ("history", "counts"),
    [
        (joined(), 1),
        (joined(said=Answer.FOLLOWS), 0),
        (joined(said=Answer.NO), 0),
        (joined(day=500), 0),
        (joined(holds=500), 0),
        (joined(beyond=True), 0),
        (joined(beyond=True, word=Word.ASKED), 0),
        (joined(beyond=True, word=Word.AGREED), 1),
        (History(), 0),
    ],
)
def test_who_joins_counts_from_its_day_when_it_does_not_wait_for_its_college(history, counts):
    assert partners([history, joined()], at=LATER) == counts + 1


def test_a_meeting_of_officials_passes_nothing_by_itself():
    assert blocked(START, facts([V1], [gate(OFFICIAL, 20, BACK)])) == [StepBlocker.NOT_PASSED]
