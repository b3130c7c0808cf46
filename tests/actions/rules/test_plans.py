"""The plan of approach: its hash, what it asks together, and what it waits for."""

import hashlib
import json
from decimal import Decimal

import pytest

from actions.models import ContributionKind, Need, Plan, Unit
from actions.rules.plans import (
    Changed,
    Happened,
    Line,
    PartyTotal,
    PlanBlocker,
    blockers_to_begin,
    blockers_to_freeze,
    canonical_plan,
    differences,
    plan_sha256,
    said_amount,
    seen_need,
    seen_plan,
    totals,
)
from municipalities.models import Organisation
from tests.factories.actions import FROZEN_AT

ALMELO, BORNE = Organisation(pk=1, name="Almelo"), Organisation(pk=2, name="Borne")
SAME, GONE, NEW = Happened
NBSP = "\N{NO-BREAK SPACE}"


def plan(**changes):
    fields = {
        "number": 1,
        "goals": "Meer makers.",
        "result": "Een programma.",
        "dependencies": "",
        "minimum_partners": 3,
        "others_may_start": True,
    }
    return Plan(**fields | changes)


def need(party=ALMELO, amount="0.5", **changes):
    fields = {
        "year": 2021,
        "kind": ContributionKind.PEOPLE,
        "unit": Unit.FTE,
        "amount": None if amount is None else Decimal(amount),
        "description": "",
    }
    return Need(party=party, **fields | changes)


def euro(party=ALMELO, amount="10000", **changes):
    return need(party, amount, kind=ContributionKind.BUDGET, unit=Unit.EURO, **changes)


def in_words(party=ALMELO, **changes):
    return need(party, None, unit=Unit.DESCRIPTION, description="Kennis.", **changes)


def test_anyone_can_recompute_the_hash_from_the_recipe():
    asked = [euro(BORNE), need()]

    recipe = canonical_plan(plan(), asked)

    assert plan_sha256(plan(), asked) == hashlib.sha256(recipe.encode()).hexdigest()
    assert json.loads(recipe) == {
        "goals": "Meer makers.",
        "result": "Een programma.",
        "dependencies": "",
        "minimum_partners": 3,
        "others_may_start": True,
        "needs": [
            {
                "amount": "0.50",
                "description": "",
                "kind": "people",
                "party": 1,
                "unit": "fte",
                "year": 2021,
            },
            {
                "amount": "10000.00",
                "description": "",
                "kind": "budget",
                "party": 2,
                "unit": "euro",
                "year": 2021,
            },
        ],
    }


def test_the_recipe_is_one_text_byte_for_byte():
    assert canonical_plan(plan(goals="Eén doel"), []) == (
        '{"dependencies":"","goals":"Eén doel","minimum_partners":3,"needs":[],'
        '"others_may_start":true,"result":"Een programma."}'
    )


def test_the_order_of_the_lines_and_the_zeros_of_an_amount_do_not_change_the_hash():
    one, other = [need(amount="0.5"), euro(BORNE)], [euro(BORNE), need(amount="0.50")]

    assert plan_sha256(plan(), one) == plan_sha256(plan(number=2), other)


@pytest.mark.parametrize(
    "changed",
    [
        (plan(goals="Minder makers."), [need()]),
        (plan(result="Een feest."), [need()]),
        (plan(dependencies="Het rijk."), [need()]),
        (plan(minimum_partners=None), [need()]),
        (plan(others_may_start=False), [need()]),
        (plan(), []),
        (plan(), [need(), need()]),
        (plan(), [need(BORNE)]),
        (plan(), [need(amount="0.51")]),
        (plan(), [need(year=2022)]),
        (plan(), [need(unit=Unit.HOURS)]),
        (plan(), [need(kind=ContributionKind.KNOWLEDGE)]),
        (plan(), [need(description="Een projectleider.")]),
    ],
)
def test_any_change_gives_another_hash(changed):
    assert plan_sha256(*changed) != plan_sha256(plan(), [need()])


def test_no_minimum_and_a_minimum_of_none_are_two_answers():
    assert seen_plan(plan(minimum_partners=0)) != seen_plan(plan(minimum_partners=None))
    assert seen_need(need(amount="0")) != seen_need(in_words())


def test_sums_are_exact_per_party_per_year_and_in_all():
    asked = [
        euro(amount="0.10"),
        euro(amount="0.20"),
        euro(BORNE, "9999999999.99"),
        euro(amount="5", year=2022),
        need(amount="0.25"),
        need(amount="0.50", year=2022),
        in_words(BORNE),
        in_words(BORNE),
    ]

    found = totals(asked)

    assert found.years == ["2021", "2022"]
    assert found.parties == [
        PartyTotal(
            "Almelo",
            [
                ("2021", f"0,25{NBSP}fte en €{NBSP}0,30"),
                ("2022", f"0,5{NBSP}fte en €{NBSP}5"),
            ],
            f"0,75{NBSP}fte en €{NBSP}5,30",
        ),
        PartyTotal(
            "Borne",
            [("2021", f"€{NBSP}9.999.999.999,99 en 2 omschrijvingen"), ("2022", "")],
            f"€{NBSP}9.999.999.999,99 en 2 omschrijvingen",
        ),
    ]
    assert found.per_year == [
        ("2021", f"0,25{NBSP}fte, €{NBSP}10.000.000.000,29 en 2 omschrijvingen"),
        ("2022", f"0,5{NBSP}fte en €{NBSP}5"),
    ]
    assert found.all == f"0,75{NBSP}fte, €{NBSP}10.000.000.005,29 en 2 omschrijvingen"


def test_nothing_asked_and_zero_asked_are_two_things():
    assert totals([]).all == ""
    assert totals([euro(amount="0")]).all == f"€{NBSP}0"


@pytest.mark.parametrize(
    ("unit", "amount", "said"),
    [
        (Unit.FTE, "1", f"1{NBSP}fte"),
        (Unit.FTE, "10", f"10{NBSP}fte"),
        (Unit.FTE, "0.05", f"0,05{NBSP}fte"),
        (Unit.HOURS, "1350", f"1.350{NBSP}uren"),
        (Unit.EURO, "12.5", f"€{NBSP}12,50"),
    ],
)
def test_amounts_are_said_the_dutch_way(unit, amount, said):
    assert said_amount(unit, Decimal(amount)) == said


@pytest.mark.parametrize(
    ("changes", "circumstances", "blockers"),
    [
        ({}, {}, []),
        ({"goals": ""}, {}, [PlanBlocker.NO_GOALS]),
        ({"result": ""}, {}, [PlanBlocker.NO_RESULT]),
        ({"goals": "", "result": ""}, {}, [PlanBlocker.NO_GOALS, PlanBlocker.NO_RESULT]),
        ({}, {"has_lead": False}, [PlanBlocker.NO_LEAD]),
        ({}, {"is_ended": True}, [PlanBlocker.ENDED]),
        ({}, {"last_sha256": plan_sha256(plan(), [need()])}, [PlanBlocker.NOTHING_NEW]),
    ],
)
def test_what_stands_between_a_concept_and_its_freezing(changes, circumstances, blockers):
    around = {"last_sha256": "", "has_lead": True, "is_ended": False} | circumstances

    assert blockers_to_freeze(plan(**changes), [need()], **around) == blockers


@pytest.mark.parametrize(
    ("plans", "is_ended", "blockers"),
    [
        ([], False, []),
        ([plan(frozen_at=FROZEN_AT)], False, []),
        ([plan(frozen_at=FROZEN_AT), plan()], False, [PlanBlocker.HAS_CONCEPT]),
        ([], True, [PlanBlocker.ENDED]),
    ],
)
def test_there_is_one_concept_at_a_time(plans, is_ended, blockers):
    assert blockers_to_begin(plans, is_ended=is_ended) == blockers


def test_the_difference_names_each_field_and_each_party_that_changed():
    before, after = plan(), plan(goals="Meer publiek.", minimum_partners=0, others_may_start=False)

    found = differences(
        before, [need(), euro(), need(BORNE)], after, [euro(), need(amount="1"), in_words(BORNE)]
    )

    assert found == [
        Changed("doelen", [Line(GONE, "Meer makers."), Line(NEW, "Meer publiek.")]),
        Changed("minimaal aantal gemeenten", [Line(GONE, "3"), Line(NEW, "0")]),
        Changed("anderen mogen al beginnen", [Line(GONE, "ja"), Line(NEW, "nee")]),
        Changed(
            "gevraagd van Almelo",
            [
                Line(SAME, f"Budget in 2021: €{NBSP}10.000"),
                Line(GONE, f"Menskracht in 2021: 0,5{NBSP}fte"),
                Line(NEW, f"Menskracht in 2021: 1{NBSP}fte"),
            ],
        ),
        Changed(
            "gevraagd van Borne",
            [
                Line(GONE, f"Menskracht in 2021: 0,5{NBSP}fte"),
                Line(NEW, "Menskracht in 2021: Kennis."),
            ],
        ),
    ]


def test_a_text_that_came_or_went_whole_is_one_change():
    before, after = plan(dependencies="Het rijk.\n\nDe provincie."), plan(result="Een feest.")

    assert differences(before, [], after, []) == [
        Changed("beoogd resultaat", [Line(GONE, "Een programma."), Line(NEW, "Een feest.")]),
        Changed("afhankelijkheden", [Line(GONE, "Het rijk."), Line(GONE, "De provincie.")]),
    ]


def test_equal_plans_do_not_differ():
    assert differences(plan(), [need(), euro()], plan(number=2), [euro(), need()]) == []
