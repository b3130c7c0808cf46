"""Who goes on after the closing, and what follows on a changed text: one table."""

from datetime import date, timedelta

import pytest

from decisions.models import FollowUp, Outcome, Revocation
from decisions.rules.coalition import Course, Position, continuation, standing
from tests.decisions.rules.roads import OLD, a_bare_road, a_decision, an_offer
from tests.factories.decisions import CLOSES_AT, DECIDED_ON, LATER, NOW, OFFERED_AT, RECORDED_AT

OFFERS, OPEN, OUT = Position.OFFERS, Position.OPEN, Position.OUT
CONTINUES, MAY_JOIN, NOT_YET = Course.CONTINUES, Course.MAY_JOIN, Course.NOT_YET
CLOSING, LATE_DAY = date(2018, 11, 1), date(2018, 11, 6)
MUCH_LATER = LATER + timedelta(days=5)
IN_TIME = "Het college stemde op 9 oktober 2018 in met versie 1"


def road(at, *, decided_on=DECIDED_ON, recorded_at=RECORDED_AT, **decided):
    """Return the road of a municipality whose college took this decision, if any."""
    facts = {"offer": an_offer(OFFERED_AT)}
    if decided:
        sha256 = decided.pop("sha256", facts["offer"].version.sha256)
        college = a_decision(decided_on, at=recorded_at, sha256=sha256, **decided)
        college.version = facts["offer"].version
        facts["college"] = college
    return a_bare_road(at=at, closes_at=CLOSES_AT, **facts)


AGREED = {"outcome": Outcome.AGREED}
CHANGED = {
    follow_up: {"outcome": Outcome.CHANGED, "follow_up": follow_up} for follow_up in ["", *FollowUp]
}
FOLLOWS = [
    ("", OUT, OUT, "besloot daarmee niet over dezelfde tekst."),
    (FollowUp.DECLINED, OUT, OUT, "gewijzigd vast; dat telt als niet ingestemd."),
    (
        FollowUp.SIDE_DECISION,
        OFFERS,
        OFFERS,
        "Het college stelde het dictum van versie 1 op 9 oktober 2018 ongewijzigd vast, met de "
        "eigen wens in een apart besluit, bevestigd op 9 oktober 2018.",
    ),
    (
        FollowUp.NEW_VERSION,
        OPEN,
        OUT,
        "gewijzigd vast en vraagt een nieuwe versie voor alle gemeenten",
    ),
]


@pytest.mark.parametrize(("follow_up", "before", "after", "words"), FOLLOWS)
def test_a_changed_text_leads_where_the_municipality_chose(follow_up, before, after, words):
    early, late = (standing(road(at, **CHANGED[follow_up])) for at in (NOW, LATER))

    assert (early.position, late.position) == (before, after)
    assert words in early.explanation
    assert words.rstrip(".") in late.explanation


def test_a_side_decision_after_the_closing_is_late():
    late = road(
        MUCH_LATER, decided_on=LATE_DAY, recorded_at=LATER, **CHANGED[FollowUp.SIDE_DECISION]
    )

    assert standing(late).position is OUT
    assert standing(late).explanation.endswith(", na de sluiting op 1 november 2018 om 09.00 uur.")
    assert (continuation(late).course, continuation(late).since) == (CONTINUES, LATE_DAY)


# what the college decided, what is known of it after the closing: the course, since, and words
COURSES = [
    (AGREED, CONTINUES, CLOSING, f"{IN_TIME}; de gemeente gaat verder vanaf de sluiting op 1"),
    (CHANGED[FollowUp.SIDE_DECISION], CONTINUES, CLOSING, "gaat verder vanaf de sluiting"),
    (
        AGREED | {"decided_on": LATE_DAY, "recorded_at": LATER},
        CONTINUES,
        LATE_DAY,
        "Het college stemde op 6 november 2018 in met versie 1; de gemeente sloot aan op 6 "
        "november 2018.",
    ),
    (
        AGREED | {"decided_on": CLOSING, "recorded_at": LATER},
        CONTINUES,
        CLOSING,
        "de gemeente sloot aan op 1 november 2018.",
    ),
    (AGREED | {"sha256": OLD}, MAY_JOIN, None, "op een vervangen versie; bekrachtiging is nodig"),
    ({"outcome": Outcome.DECLINED}, MAY_JOIN, None, "niet in met versie 1; aansluiten kan nog"),
    ({"outcome": Outcome.NOTED}, MAY_JOIN, None, "voor kennisgeving aan; aansluiten kan nog"),
    ({"outcome": Outcome.DEFERRED}, MAY_JOIN, None, "zonder nieuwe datum; aansluiten kan nog"),
    (CHANGED[FollowUp.DECLINED], MAY_JOIN, None, "telt als niet ingestemd; aansluiten kan nog"),
    (CHANGED[FollowUp.NEW_VERSION], MAY_JOIN, None, "voor alle gemeenten; aansluiten kan nog"),
    ({}, MAY_JOIN, None, "Het college heeft nog niet besloten; aansluiten kan nog"),
]


@pytest.mark.parametrize(("decided", "course", "since", "words"), COURSES)
def test_after_the_closing_who_adopted_goes_on_and_who_did_not_may_join(
    decided, course, since, words
):
    result = continuation(road(MUCH_LATER, **decided))

    assert (result.course, result.since) == (course, since)
    assert words in result.explanation


@pytest.mark.parametrize("decided", [decided for decided, *_ in COURSES])
def test_before_the_closing_nobody_goes_on_yet(decided):
    last = road(CLOSES_AT - timedelta(microseconds=1), **decided)

    result, offers = continuation(last), standing(last).offers

    assert (result.course, result.since) == (NOT_YET, None)
    assert ("zolang dat zo blijft, gaat de gemeente" in result.explanation) is offers
    assert ("wie verder gaat, staat vast na de sluiting" in result.explanation) is not offers


def test_at_the_closing_itself_it_is_settled():
    assert continuation(road(CLOSES_AT, **AGREED)).course is CONTINUES


def test_who_takes_the_decision_back_does_not_go_on():
    taken_back = a_decision(DECIDED_ON, at=RECORDED_AT)
    taken_back.revocation = Revocation(revoked_at=LATER)
    left = a_bare_road(
        at=MUCH_LATER, closes_at=CLOSES_AT, offer=an_offer(OFFERED_AT), revoked=taken_back
    )

    assert continuation(left).course is MAY_JOIN
    assert "is op 5 november 2018 ingetrokken; aansluiten kan nog" in continuation(left).explanation


@pytest.mark.parametrize(
    ("word", "one", "more"),
    [
        (OFFERS, "biedt mee aan", "bieden mee aan"),
        (OUT, "biedt niet mee aan", "bieden niet mee aan"),
        (OPEN, "nog open", "nog open"),
        (CONTINUES, "gaat verder", "gaan verder"),
        (MAY_JOIN, "kan later aansluiten", "kunnen later aansluiten"),
    ],
)
def test_words_follow_the_number(word, one, more):
    assert (word.of(1), word.of(12), word.of(0)) == (one, more, more)
