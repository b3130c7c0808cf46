"""What follows from a decision on the share: nothing about a minister, a mayor or a signature."""

import pytest

from decisions.models import FollowUp, Organ, Outcome
from decisions.rules.consequences import consequences
from tests.factories.further import CLOSES_AT, DECIDED_AT

EVERY = [
    *((outcome, "") for outcome in Outcome),
    *((Outcome.CHANGED, follow_up) for follow_up in FollowUp),
]


def said(outcome, follow_up="", **fields):
    return " ".join(
        consequences(
            outcome,
            organ=Organ.COLLEGE,
            closes_at=CLOSES_AT,
            follow_up=follow_up,
            is_further=True,
            **fields,
        )
    )


@pytest.mark.parametrize(("outcome", "follow_up"), EVERY)
def test_nothing_of_the_offer_to_the_minister(outcome, follow_up):
    text = said(outcome, follow_up).lower()

    assert "raadsbrief" in text
    for word in ("minister", "burgemeester", "teken", "biedt", "embargo", "profiel", "proeftuin"):
        assert word not in text


TELLING = {
    "agreed": (Outcome.AGREED, "", "levert de bijdrage die in het dictum staat"),
    "declined": (Outcome.DECLINED, "", "levert niet meer dan zij aan capaciteit heeft opgegeven"),
    "noted": (Outcome.NOTED, "", "Kennisnemen is geen instemmen."),
    "deferred": (Outcome.DEFERRED, "", "Er is nog geen nieuwe datum."),
    "declined as changed": (Outcome.CHANGED, FollowUp.DECLINED, "telt als niet ingestemd"),
    "wish": (Outcome.CHANGED, FollowUp.SIDE_DECISION, "levert de bijdrage"),
    "new version": (Outcome.CHANGED, FollowUp.NEW_VERSION, "alle betrokken colleges opnieuw"),
    "no choice yet": (Outcome.CHANGED, "", "Kies hieronder"),
}


@pytest.mark.parametrize(("outcome", "follow_up", "sentence"), TELLING.values(), ids=TELLING)
def test_what_follows(outcome, follow_up, sentence):
    assert sentence in said(outcome, follow_up)


def test_a_deferral_names_the_day_on_which_it_returns():
    assert "terug op 2 april 2019" in said(Outcome.DEFERRED, next_on=DECIDED_AT.date())
