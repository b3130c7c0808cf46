"""Who offers the profile, for every kind of road: one table."""

from datetime import date, timedelta

import pytest

from decisions.models import Outcome
from decisions.rules.coalition import Position, standing
from decisions.rules.road import road_at
from tests.factories.decisions import (
    CLOSES_AT,
    CONFIRMED_AT,
    DECIDED_ON,
    LATER,
    LETTER_AT,
    NOW,
    OFFERED_AT,
    RECORDED_AT,
    a_road,
    decide,
    offered,
    travelled,
)

pytestmark = pytest.mark.django_db

AGREED, OPEN, OUT = Position.OFFERS, Position.OPEN, Position.OUT

TABLE = [
    ({}, OPEN, "Het college heeft nog niet besloten."),
    (
        {"outcome": Outcome.AGREED},
        AGREED,
        "Het college stemde op 9 oktober 2018 in met versie 1, bevestigd op 9 oktober 2018.",
    ),
    (
        {"outcome": Outcome.AGREED, "confirmed": False},
        OPEN,
        "Het besluit is vastgelegd, maar nog niet door een tweede persoon bevestigd.",
    ),
    (
        {"outcome": Outcome.AGREED, "revoked": True},
        OPEN,
        "Het besluit van 9 oktober 2018 is op 9 oktober 2018 ingetrokken.",
    ),
    (
        {"outcome": Outcome.AGREED, "confirmed": False, "revoked": True},
        OPEN,
        "De vastlegging van het besluit van 9 oktober 2018 is op 9 oktober 2018 ingetrokken.",
    ),
    (
        {"outcome": Outcome.DECLINED},
        OUT,
        "Het college stemde op 9 oktober 2018 niet in met versie 1.",
    ),
    (
        {"outcome": Outcome.CHANGED},
        OUT,
        "Het college stelde versie 1 op 9 oktober 2018 gewijzigd vast; dat telt als niet "
        "ingestemd.",
    ),
    (
        {"outcome": Outcome.NOTED},
        OUT,
        "Het college nam het voorstel op 9 oktober 2018 voor kennisgeving aan.",
    ),
    (
        {"outcome": Outcome.DEFERRED},
        OPEN,
        "Het college hield het voorstel op 9 oktober 2018 aan, zonder nieuwe datum.",
    ),
    (
        {"outcome": Outcome.DEFERRED, "next_on": date(2018, 10, 30)},
        OPEN,
        "Het college hield het voorstel op 9 oktober 2018 aan tot 30 oktober 2018.",
    ),
    (
        {"outcome": Outcome.DEFERRED, "next_on": date(2018, 11, 6)},
        OPEN,
        "Het college hield het voorstel op 9 oktober 2018 aan tot 6 november 2018, na de sluiting.",
    ),
]


@pytest.mark.parametrize(("facts", "position", "sentence"), TABLE)
def test_every_road_has_a_position_and_one_sentence(facts, position, sentence):
    result = standing(road_at(a_road(**facts), at=NOW))

    assert (result.position, result.explanation) == (position, sentence)


@pytest.mark.parametrize(("facts", "position", "sentence"), TABLE)
def test_after_closing_nothing_is_open(facts, position, sentence):
    result = standing(road_at(a_road(**facts), at=LATER))

    assert result.position is (AGREED if position is AGREED else OUT)
    assert result.explanation.startswith(sentence.rstrip("."))


@pytest.mark.parametrize(
    ("at", "position"),
    [
        (OFFERED_AT - timedelta(seconds=1), OPEN),
        (RECORDED_AT, OPEN),
        (CONFIRMED_AT - timedelta(microseconds=1), OPEN),
        (CONFIRMED_AT, AGREED),
        (LETTER_AT - timedelta(microseconds=1), AGREED),
        (LETTER_AT, OPEN),
    ],
)
def test_standing_is_that_of_the_moment(at, position):
    road = a_road(outcome=Outcome.AGREED, revoked=True)

    assert standing(road_at(road, at=at)).position is position


def test_before_the_offer_the_sentence_says_so():
    road = road_at(a_road(), at=OFFERED_AT - timedelta(seconds=1))

    assert standing(road).explanation == "Het voorstel is nog niet aangeboden."


@pytest.mark.parametrize(
    ("decided_on", "recorded_at", "offers"),
    [
        (date(2018, 10, 31), LATER, True),
        (date(2018, 11, 1), CLOSES_AT, True),
        (date(2018, 11, 1), CLOSES_AT + timedelta(microseconds=1), False),
        (date(2018, 11, 2), LATER, False),
    ],
)
def test_a_decision_counts_when_taken_before_closing(decided_on, recorded_at, offers):
    road = a_road()
    decide(road, decided_on=decided_on, recorded_at=recorded_at)

    result = standing(road_at(travelled(road), at=LATER + timedelta(days=1)))

    assert result.offers is offers
    assert (", na de sluiting op" in result.explanation) is not offers
    assert ("vastgelegd na de sluiting" in result.explanation) is (offers and recorded_at == LATER)


def test_a_replaced_version_needs_ratification():
    road = a_road(outcome=Outcome.AGREED)
    proposal = road.proposal
    items = [("1", "college", "Kennis te nemen van het gewijzigde profiel.")]
    offered(proposal, items, at=NOW - timedelta(days=1))

    before = standing(road_at(travelled(road), at=NOW - timedelta(days=2)))
    after = standing(road_at(travelled(road), at=NOW))

    assert before.offers
    assert after.position is OPEN
    assert after.explanation.endswith("op een vervangen versie; bekrachtiging is nodig.")


def test_a_revised_decision_counts_from_its_confirmation():
    road = a_road(outcome=Outcome.AGREED)
    decide(road, outcome=Outcome.DECLINED, recorded_at=NOW, decided_on=DECIDED_ON)

    meanwhile = standing(road_at(travelled(road), at=NOW))
    after = standing(road_at(travelled(road), at=NOW + timedelta(hours=1)))

    assert meanwhile.position is AGREED
    assert after.position is OUT
