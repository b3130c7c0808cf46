"""Who is asked, by which figures, and what a decision means for the share. Tables, no database."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from actions.models import Word
from actions.rules.capacity import Line, Load, Measure, ledger
from decisions.models import Decision, FollowUp, Outcome
from decisions.rules.further import Figure, figures_of, needs_word, why, word_of

HOURS = Measure.TIME


@dataclass(frozen=True)
class Entry:
    line: Line
    year: int = 2021
    measure: Measure = HOURS


def entry(amount, *, declared=0, word=None, **where):
    (line,) = ledger([Load(1, Decimal(amount), word)], declared=_amount(declared))
    return Entry(line, **where)


def _amount(value):
    return None if value is None else Decimal(value)


def figure(here=100, beyond=30, **fields):
    facts = {"year": 2021, "unit": HOURS, "declared": Decimal(70), "before": Decimal(0)}
    return Figure(**(facts | fields), here=Decimal(here), beyond=Decimal(beyond))


NOT_ASKED = {
    "within what it has": (entry(100, declared=100), False),
    "one hour beyond": (entry(101, declared=100), True),
    "nothing declared is never enough": (entry(1, declared=None), True),
    "its college agreed": (entry(100, word=Word.AGREED), False),
    "its college declined": (entry(100, word=Word.DECLINED), True),
}


@pytest.mark.parametrize(("line", "is_asked"), NOT_ASKED.values(), ids=NOT_ASKED)
def test_who_was_never_asked(line, is_asked):
    assert needs_word([line], None) is is_asked


ASKED = {
    "the same": (entry(100), [figure(100, beyond=100)], False),
    "less": (entry(60), [figure(100, beyond=100)], False),
    "more than was asked": (entry(101), [figure(100, beyond=100)], True),
    "more than was agreed to": (entry(101, word=Word.AGREED), [figure(100, beyond=100)], True),
    "the same, and declined": (entry(100, word=Word.DECLINED), [figure(100, beyond=100)], False),
    "another year": (entry(100, year=2022), [figure(100, beyond=100)], True),
    "another measure": (entry(100, measure=Measure.MONEY), [figure(100, beyond=100)], True),
    "the most that was ever asked": (
        entry(100),
        [figure(100, beyond=100), figure(40, beyond=40)],
        False,
    ),
    "more of it goes beyond": (entry(100), [figure(100, beyond=99)], True),
    "more, but within what it has": (entry(200, declared=200), [figure(100, beyond=100)], False),
}


@pytest.mark.parametrize(("line", "asked", "is_asked"), ASKED.values(), ids=ASKED)
def test_who_was_asked_before(line, asked, is_asked):
    assert needs_word([line], asked) is is_asked


def test_one_year_beyond_is_enough():
    assert needs_word([entry(10, declared=10), entry(20, declared=10, year=2022)], None)


def test_ten_small_plans_weigh_as_much_as_a_large_one():
    small = ledger([Load(n, Decimal(10)) for n in range(10)], declared=Decimal(50))
    (large,) = ledger([Load(1, Decimal(100))], declared=Decimal(50))

    assert [needs_word([Entry(line)], None) for line in small] == [False] * 5 + [True] * 5
    assert sum(line.beyond for line in small) == large.beyond == 50


@pytest.mark.parametrize(
    "kept", [figure(), figure(declared=None), figure("0.10", "0.05", unit=Measure.MONEY)]
)
def test_figures_are_read_as_they_were_kept(kept):
    assert figures_of([kept.kept()]) == [kept]
    assert set(kept.kept()) == {"year", "unit", "declared", "before", "here", "beyond"}


def test_amounts_are_kept_as_text_with_two_decimals():
    assert figure("12.5").kept()["here"] == "12.50"


IN_WORDS = {
    "whole hours": (figure(1350), "1.350 uur"),
    "part of an hour": (figure("12.50"), "12,5 uur"),
    "hundreds": (figure(100), "100 uur"),
    "money": (figure(5000, unit=Measure.MONEY), "€\N{NO-BREAK SPACE}5.000"),
    "cents": (figure("0.10", unit=Measure.MONEY), "€\N{NO-BREAK SPACE}0,10"),
}


@pytest.mark.parametrize(("asked", "words"), IN_WORDS.values(), ids=IN_WORDS)
def test_amounts_in_words(asked, words):
    assert asked.words_here == words


def test_why_names_each_year_that_is_too_much():
    said = why([figure(), figure(beyond=0, year=2022), figure(declared=None, year=2023)])

    assert said == (
        "In 2021 30 uur meer dan er is; In 2023 30 uur; voor dat jaar is niets opgegeven."
    )
    assert why([figure(beyond=0)]) == ""


WORDS = {
    "agreed": (Outcome.AGREED, "", Word.AGREED),
    "declined": (Outcome.DECLINED, "", Word.DECLINED),
    "deferred": (Outcome.DEFERRED, "", Word.DEFERRED),
    "noted is no yes": (Outcome.NOTED, "", Word.DECLINED),
    "changed": (Outcome.CHANGED, FollowUp.DECLINED, Word.DECLINED),
    "a wish beside the same text": (Outcome.CHANGED, FollowUp.SIDE_DECISION, Word.AGREED),
    "asks a new version": (Outcome.CHANGED, FollowUp.NEW_VERSION, Word.DEFERRED),
    "changed, nobody chose": (Outcome.CHANGED, "", Word.DECLINED),
}


@pytest.mark.parametrize(("outcome", "follow_up", "word"), WORDS.values(), ids=WORDS)
def test_what_a_decision_means_for_the_share(outcome, follow_up, word):
    assert word_of(Decision(outcome=outcome, follow_up=follow_up)) is word
