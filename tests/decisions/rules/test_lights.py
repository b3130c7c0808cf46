"""Red, amber, green; and never a light that tells others what a college decided."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest

from decisions.models import Outcome, Route
from decisions.rules.lights import Colour, agenda_day, light, light_before_offer
from decisions.rules.planning import Chance
from decisions.rules.stages import for_others
from dutch.moments import AMSTERDAM
from tests.decisions.rules.roads import (
    OLD,
    a_bare_road,
    a_decision,
    a_letter,
    a_placing,
    an_offer,
)

CLOSES_AT = datetime(2018, 11, 1, 9, tzinfo=AMSTERDAM)
OFFERED_AT = datetime(2018, 9, 17, 9, tzinfo=AMSTERDAM)
RECORDED_AT = datetime(2018, 10, 9, 16, tzinfo=AMSTERDAM)
DECIDED_ON = date(2018, 10, 9)
CHANCE = Chance(Route.MEETING, date(2018, 10, 30), date(2018, 10, 23))
RED, AMBER, GREEN = Colour.RED, Colour.AMBER, Colour.GREEN


def october(day, hour=10):
    return datetime(2018, 10, day, hour, tzinfo=AMSTERDAM)


def road(day=20, **facts):
    """Return the road on a day in October, offered in September."""
    at = facts.pop("at", october(day))
    return a_bare_road(at=at, closes_at=CLOSES_AT, **{"offer": an_offer(OFFERED_AT), **facts})


def placed(day, month=10):
    return a_placing(date(2018, month, day), at=OFFERED_AT + timedelta(days=1))


def decided(**fields):
    return a_decision(DECIDED_ON, at=RECORDED_AT, **fields)


DEFERRED = Outcome.DEFERRED
TABLE = {
    "long before the papers are due": (road(8), GREEN, "23 oktober"),
    "two weeks before": (road(9), AMBER, "uiterlijk 23 oktober 2018"),
    "on the day itself": (road(23), AMBER, "uiterlijk 23 oktober 2018"),
    "the day after": (road(24), RED, "moesten er op 23 oktober 2018 zijn"),
    "on the agenda": (road(24, placing=placed(30)), GREEN, "dinsdag 30 oktober"),
    "on the agenda today": (road(30, placing=placed(30)), GREEN, "dinsdag 30 oktober"),
    "on the agenda yesterday": (road(31, placing=placed(30)), AMBER, "nog geen besluit"),
    "on the agenda after the closing": (road(8, placing=placed(6, 11)), RED, "te laat"),
    "on the agenda on the closing day": (road(8, placing=placed(1, 11)), AMBER, "09.00 uur"),
    "recorded, not confirmed": (road(college_recorded=decided()), AMBER, "tweede persoon"),
    "closed without a decision": (road(at=CLOSES_AT), RED, "sluiting is voorbij"),
    "closed and never decided on the agenda": (
        road(at=CLOSES_AT, placing=placed(30)),
        *(RED, "sluiting is voorbij"),
    ),
    "decided, council not informed": (road(college=decided()), RED, "raadsbrief"),
    "decided, council informed": (
        road(college=decided(), council_letter=a_letter()),
        *(GREEN, "besluit is bevestigd."),
    ),
    "deferred, council not informed": (
        road(college=decided(outcome=DEFERRED, next_on=date(2018, 11, 6))),
        *(RED, "te laat. De raadsbrief is nog niet verzonden."),
    ),
    "declined, council not informed": (
        road(college=decided(outcome=Outcome.DECLINED)),
        *(RED, "raadsbrief"),
    ),
    "deferred to a day in time": (
        road(
            college=decided(outcome=DEFERRED, next_on=date(2018, 10, 30)),
            council_letter=a_letter(),
        ),
        *(AMBER, "Aangehouden tot dinsdag 30 oktober"),
    ),
    "deferred past the closing": (
        road(
            college=decided(outcome=DEFERRED, next_on=date(2018, 11, 6)),
            council_letter=a_letter(),
        ),
        *(RED, "te laat"),
    ),
    "deferred, and placed in time since": (
        road(
            college=decided(outcome=DEFERRED, next_on=date(2018, 11, 6)),
            council_letter=a_letter(),
            placing=placed(23),
        ),
        *(AMBER, "dinsdag 23 oktober"),
    ),
    "deferred without a date": (
        road(8, college=decided(outcome=DEFERRED), council_letter=a_letter()),
        *(AMBER, "zonder nieuwe datum"),
    ),
    "deferred without a date, too late": (
        road(24, college=decided(outcome=DEFERRED), council_letter=a_letter()),
        *(RED, "moesten er op 23 oktober"),
    ),
    "deferred, and the new decision waits": (
        road(
            college=decided(outcome=DEFERRED),
            council_letter=a_letter(),
            college_recorded=decided(),
        ),
        *(AMBER, "tweede persoon"),
    ),
    "decided on a text that was replaced": (
        road(college=decided(sha256=OLD), council_letter=a_letter()),
        *(AMBER, "nieuwe versie"),
    ),
    "decided on an older text, closed": (
        road(at=CLOSES_AT, college=decided(sha256=OLD), council_letter=a_letter()),
        *(RED, "niet over de nieuwe versie"),
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_light_for_who_may_see_outcomes(name):
    found, colour, words = TABLE[name]

    result = light(found, CHANCE, sees_outcome=True)

    assert result.colour is colour
    assert words in result.why


def test_who_never_meets_before_the_closing_is_red():
    assert light(road(8), None, sees_outcome=True).colour is RED


@pytest.mark.parametrize(("day", "colour"), [(8, GREEN), (9, AMBER), (23, AMBER), (24, RED)])
def test_before_the_offer_the_papers_decide(day, colour):
    result = light_before_offer(CHANCE, on=date(2018, 10, day))

    assert result.colour is colour
    assert result == light(road(day, offer=None), CHANCE, sees_outcome=True)


PLACINGS = [None, placed(9), placed(16), placed(30), placed(6, 11)]
NEXT = [None, date(2018, 10, 30), date(2018, 11, 6)]


def told_of(outcome, next_on, *, waiting, sha256, placing, day, informed):  # noqa: PLR0913  # what differs
    """Return everything that another municipality is told about a road with this outcome."""
    decision = decided(outcome=outcome, next_on=next_on, sha256=sha256)
    facts = {"college_recorded" if waiting else "college": decision}
    letter = a_letter() if informed and not waiting else None
    found = for_others(road(day, placing=placing, council_letter=letter, **facts))
    return (
        light(found, CHANCE, sees_outcome=False),
        agenda_day(found, sees_outcome=False),
    )


@pytest.mark.parametrize("waiting", [True, False])
@pytest.mark.parametrize("day", [10, 20, 24, 31])
@pytest.mark.parametrize("sha256", [OLD, decided().version_sha256])
def test_others_get_the_same_light_whatever_was_decided(waiting, day, sha256):
    """What follows an outcome differs too: a return on the agenda, a letter to the council."""
    roads = product(Outcome, NEXT, PLACINGS, [True, False])

    lights = {
        told_of(
            outcome,
            next_on if outcome == DEFERRED else None,
            waiting=waiting,
            sha256=sha256,
            placing=placing,
            day=day,
            informed=informed,
        )
        for outcome, next_on, placing, informed in roads
    }

    if sha256 == OLD and not waiting:  # placed since the new text: about that text, not an outcome
        assert {agenda for _, agenda in lights} == {p.on if p else None for p in PLACINGS}
    else:
        assert {told.colour for told, _ in lights} == {AMBER if waiting else GREEN}
        assert len(lights) == 1
        assert {agenda for _, agenda in lights} == {None}


def test_a_day_that_a_deferral_gave_is_not_told_when_a_new_text_comes():
    """The new version does not make public why the old one stood on the agenda twice."""
    before = a_placing(date(2018, 10, 30), at=RECORDED_AT)
    newer = an_offer(RECORDED_AT + timedelta(days=1))
    found = road(offer=newer, college=decided(outcome=DEFERRED, sha256=OLD), placing=before)
    without = road(offer=newer, college=decided(sha256=OLD))

    assert agenda_day(for_others(found), sees_outcome=False) is None
    assert light(for_others(found), CHANCE, sees_outcome=False) == light(
        for_others(without), CHANCE, sees_outcome=False
    )


def test_the_day_on_the_agenda_is_told_until_the_college_has_decided():
    waiting, done = road(placing=placed(30)), road(college=decided(), placing=placed(30))
    again = road(college=decided(outcome=DEFERRED), placing=placed(30))

    assert agenda_day(waiting, sees_outcome=False) == date(2018, 10, 30)
    assert agenda_day(done, sees_outcome=False) is None
    assert agenda_day(done, sees_outcome=True) is None
    assert agenda_day(again, sees_outcome=False) is None
    assert agenda_day(again, sees_outcome=True) == date(2018, 10, 30)
