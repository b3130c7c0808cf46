"""What follows from every outcome: one table, and the sentences that may never be missing."""

from datetime import UTC, date, datetime

import pytest

from decisions.models import FollowUp, Organ, Outcome
from decisions.rules import consequences as words
from decisions.rules.consequences import consequences

CLOSES_AT = datetime(2018, 11, 1, 8, tzinfo=UTC)


def of(outcome, organ=Organ.COLLEGE, **fields):
    return consequences(outcome, organ=organ, closes_at=CLOSES_AT, **fields)


CHOICES = [
    (Outcome.AGREED, {}),
    (Outcome.DECLINED, {}),
    (Outcome.NOTED, {}),
    (Outcome.DEFERRED, {}),
    (Outcome.DEFERRED, {"next_on": date(2018, 10, 30)}),
    (Outcome.DEFERRED, {"next_on": date(2018, 11, 6)}),
    (Outcome.CHANGED, {}),
    *((Outcome.CHANGED, {"follow_up": choice}) for choice in FollowUp),
]


@pytest.mark.parametrize(("outcome", "fields"), CHOICES)
def test_the_council_letter_is_due_on_every_outcome(outcome, fields):
    assert words.LETTER in of(outcome, **fields)


@pytest.mark.parametrize(("outcome", "fields"), CHOICES)
def test_only_who_adopts_the_dictum_offers_the_profile_and_makes_eligible(outcome, fields):
    adopts = outcome == Outcome.AGREED or fields.get("follow_up") == FollowUp.SIDE_DECISION
    said = of(outcome, **fields)

    assert ("dan biedt de gemeente mee aan." in " ".join(said)) is adopts
    assert (words.ELIGIBLE in said) is adopts


@pytest.mark.parametrize(
    ("outcome", "fields"),
    [
        (Outcome.DECLINED, {}),
        (Outcome.NOTED, {}),
        (Outcome.CHANGED, {"follow_up": FollowUp.DECLINED}),
    ],
)
def test_a_no_says_that_the_mayor_lapses_and_what_is_still_possible(outcome, fields):
    said = of(outcome, **fields)

    assert {words.NOT_OFFERED, words.MAYOR_LAPSES, words.JOINS_LATER, words.PARTNER_ONLY} <= {*said}


def test_a_day_after_the_closing_is_too_late_for_the_offer_and_not_for_later():
    said = of(Outcome.DEFERRED, next_on=date(2018, 11, 6))

    assert said[:3] == [
        "Het voorstel komt terug op 6 november 2018: dat is na de sluiting.",
        "De gemeente telt niet mee voor de aanbieding op 1 november 2018.",
        words.JOINS_LATER,
    ]


@pytest.mark.parametrize(
    ("next_on", "start"),
    [
        (None, "Er is nog geen nieuwe datum. Zet het voorstel opnieuw op de agenda."),
        (date(2018, 10, 30), "Het voorstel komt terug op 30 oktober 2018. Tot dan telt"),
    ],
)
def test_a_deferral_before_the_closing_can_still_count(next_on, start):
    said = of(Outcome.DEFERRED, next_on=next_on)

    assert said[0].startswith(start)
    assert words.JOINS_LATER not in said
    assert {words.HAD_OPPORTUNITY, words.MAYOR_WAITS} <= {*said}


def test_on_the_closing_day_itself_the_hour_matters():
    said = of(Outcome.DEFERRED, next_on=date(2018, 11, 1))

    assert said[0].endswith("Dat is de dag van de sluiting: leg het besluit dan meteen vast.")


def test_who_asks_a_new_version_hears_that_all_colleges_decide_again():
    said = " ".join(of(Outcome.CHANGED, follow_up=FollowUp.NEW_VERSION))

    assert "De coördinator krijgt bericht" in said
    assert "dan besluiten alle colleges opnieuw" in said
    assert "1 november 2018 om 09.00 uur, dan biedt u niet mee aan." in said


def test_a_change_without_a_choice_asks_for_one():
    assert "Kies hieronder hoe het verder gaat." in of(Outcome.CHANGED)[0]


@pytest.mark.parametrize(
    ("outcome", "start"),
    [
        (Outcome.AGREED, "De burgemeester kan nu iemand machtigen"),
        (Outcome.DECLINED, "Er wordt niemand gemachtigd"),
    ],
)
def test_what_the_mayor_decides_is_about_signing(outcome, start):
    said = of(outcome, Organ.MAYOR)

    assert said[0].startswith(start)
    assert words.LETTER not in said
