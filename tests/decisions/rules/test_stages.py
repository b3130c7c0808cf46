"""How far a municipality is, and who must act: one table."""

from datetime import date

import pytest

from decisions.models import FollowUp, Outcome
from decisions.rules.road import road_at
from decisions.rules.stages import StepState, for_others, since, stage, steps, waits_for
from tests.factories.decisions import (
    AUTHORISED_AT,
    CONFIRMED_AT,
    LETTER_AT,
    NOW,
    OFFERED_AT,
    RECORDED_AT,
    SIGNED_AT,
    a_road,
    offered,
    travelled,
)

pytestmark = pytest.mark.django_db

YES, NO = Outcome.AGREED, Outcome.DECLINED
LETTER = "griffie of bestuurssecretaris: raadsbrief verzenden"
MAYOR = "burgemeester of bestuurssecretaris: beslispunt van de burgemeester vastleggen"
RECORD = "bestuurssecretaris of ambtenaar: collegebesluit vastleggen"
AGREE = "wethouder: akkoord geven op de tekst"
PLACE = "bestuurssecretaris of ambtenaar: op de agenda plaatsen"
RECEIVE = "bestuurssecretaris of ambtenaar: ontvangst bevestigen"
MANDATE = "burgemeester: machtiging vastleggen"
READY = {"outcome": YES, "mayor": YES, "authorised": True, "informed": True}

TABLE = [
    ({}, "ontvangen", [RECEIVE, AGREE, PLACE]),
    ({"acknowledged": True}, "in behandeling", [AGREE, PLACE]),
    ({"agreed": True}, "portefeuillehouder akkoord", [RECEIVE, PLACE]),
    ({"acknowledged": True, "placed": True}, "op de agenda", [AGREE, RECORD]),
    ({"acknowledged": True, "agreed": True, "placed": True}, "op de agenda", [RECORD]),
    (
        {"outcome": YES, "confirmed": False},
        "besluit vastgelegd",
        ["tweede persoon: collegebesluit bevestigen"],
    ),
    ({"outcome": YES}, "besluit bevestigd", [LETTER, MAYOR]),
    ({"outcome": YES, "informed": True}, "raad geïnformeerd", [MAYOR]),
    (
        {"outcome": YES, "mayor": YES, "mayor_confirmed": False},
        "besluit bevestigd",
        [LETTER, "tweede persoon: besluit van de burgemeester bevestigen"],
    ),
    ({"outcome": YES, "mayor": YES}, "burgemeester besloten", [LETTER, MANDATE]),
    (READY, "gemachtigd", ["wethouder: tekenen"]),
    (READY | {"signed": True}, "getekend", []),
    (READY | {"signed": True, "revoked": True}, "ontvangen", [RECEIVE, AGREE, PLACE]),
    ({"outcome": NO}, "besluit bevestigd", [LETTER]),
    (
        {"outcome": Outcome.CHANGED, "follow_up": FollowUp.NEW_VERSION, "informed": True},
        "raad geïnformeerd",
        ["coördinator en gemeente: overleggen over de gewijzigde tekst"],
    ),
    ({"outcome": Outcome.CHANGED, "informed": True}, "raad geïnformeerd", []),
    (
        {"outcome": Outcome.CHANGED, "follow_up": FollowUp.SIDE_DECISION, "informed": True},
        "raad geïnformeerd",
        [MAYOR],
    ),
    ({"outcome": Outcome.DEFERRED}, "besluit bevestigd", ["college: opnieuw behandelen", LETTER]),
    ({"outcome": NO, "informed": True}, "raad geïnformeerd", []),
    (
        {"outcome": Outcome.DEFERRED, "next_on": date(2018, 10, 30), "informed": True},
        "raad geïnformeerd",
        ["college: opnieuw behandelen"],
    ),
]


@pytest.mark.parametrize(("facts", "name", "waits"), TABLE)
def test_stage_and_who_must_act(facts, name, waits):
    road = road_at(a_road(**facts), at=NOW)

    assert (stage(road), waits_for(road)) == (name, waits)


@pytest.mark.parametrize(("facts", "name", "waits"), TABLE)
def test_for_others_no_stage_goes_beyond_the_decision(facts, name, waits):
    told = stage(for_others(road_at(a_road(**facts), at=NOW)))

    early = {
        *("ontvangen", "in behandeling", "portefeuillehouder akkoord", "op de agenda"),
        "besluit vastgelegd",
    }
    assert told == (name if name in early else "besluit bevestigd")


@pytest.mark.parametrize(
    ("facts", "moment"),
    [
        ({}, OFFERED_AT),
        ({"acknowledged": True}, RECORDED_AT),
        ({"outcome": YES, "confirmed": False}, RECORDED_AT),
        ({"outcome": YES}, CONFIRMED_AT),
        ({"outcome": YES, "informed": True}, LETTER_AT),
        (READY, AUTHORISED_AT),
        (READY | {"signed": True}, SIGNED_AT),
    ],
)
def test_stage_holds_since_its_own_moment(facts, moment):
    assert since(road_at(a_road(**facts), at=NOW)) == moment


def test_before_the_offer_the_coordinator_must_act():
    road = road_at(a_road(), at=OFFERED_AT.replace(hour=1))

    assert (stage(road), waits_for(road)) == ("nog niet aangeboden", ["coördinator: aanbieden"])


def test_a_new_version_asks_for_a_new_decision():
    road = a_road(**READY)
    offered(road.proposal, [("1", "college", "Anders.")], at=NOW)

    assert waits_for(road_at(travelled(road), at=NOW)) == [
        "bestuurssecretaris: besluit op de nieuwe versie vastleggen"
    ]


def test_steps_say_who_and_when():
    road = road_at(a_road(acknowledged=True, outcome=YES), at=NOW)

    taken = [(step.title, step.state, bool(step.by and step.at)) for step in steps(road)]

    done, current, still = StepState.DONE, StepState.CURRENT, StepState.OPEN
    assert taken == [
        ("Voorstel ontvangen", done, True),
        ("Portefeuillehouder akkoord", StepState.LEFT_OUT, False),
        ("Op de agenda", StepState.LEFT_OUT, False),
        ("College besloten", done, True),
        ("Collegebesluit bevestigd", done, True),
        ("Raad geïnformeerd", current, False),
        ("Burgemeester besloten", still, False),
        ("Besluit burgemeester bevestigd", still, False),
        ("Wethouder gemachtigd", still, False),
        ("Getekend", still, False),
    ]


def test_what_happened_outside_says_when_it_was_recorded():
    road = road_at(a_road(outcome=YES), at=NOW)

    decided = steps(road)[3]

    assert decided.at == road.college.decided_on
    assert decided.by == f"vastgelegd door {road.college.recorded_by} op 9 oktober 2018"


def test_what_was_left_out_before_the_college_does_not_hold_the_road_up():
    states = [step.state for step in steps(road_at(a_road(outcome=YES), at=NOW))]

    assert states[:3] == [StepState.LEFT_OUT] * 3
    assert states.index(StepState.CURRENT) == 5


def test_before_the_college_each_step_waits_its_turn():
    road = road_at(a_road(acknowledged=True, placed=True), at=NOW)

    done, current, still = StepState.DONE, StepState.CURRENT, StepState.OPEN
    assert [step.state for step in steps(road)][:4] == [done, current, done, still]


def test_after_a_no_the_road_ends_with_the_council():
    states = [step.state for step in steps(road_at(a_road(outcome=NO, informed=True), at=NOW))]

    assert states[6:] == [StepState.SKIPPED] * 4
    assert StepState.CURRENT not in states
