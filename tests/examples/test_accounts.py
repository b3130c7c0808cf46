from datetime import date

import pytest

from examples.accounts import Choice, by_party, by_role, demo_accounts, tour_through
from examples.facts import example_of
from examples.parties import parties_of
from municipalities.models import Role
from municipalities.services import add_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def parties():
    return parties_of(example_of("twente"))


@pytest.fixture
def real_person(parties):
    """Somebody with an address of their own, who must never be signed in to by a click."""
    return add_person(
        email="ambtenaar@almelo.example",
        name="Ambtenaar",
        organisation=parties.organisations["Almelo"],
        role=Role.OFFICIAL,
        since=date(2018, 1, 1),
    )


def test_only_accounts_of_the_example_are_shown(parties, real_person):
    shown = set(demo_accounts())

    assert len(shown) == 76
    assert real_person not in shown


def test_closed_account_is_not_shown(parties):
    closed = parties.people["Wierden", "clerk"].user
    closed.is_active = False
    closed.save()

    assert closed.pk not in set(demo_accounts().values_list("user", flat=True))


def test_by_party_the_region_comes_first(parties):
    groups = by_party(demo_accounts())

    assert [group.title for group in groups[:3]] == ["Cultuurregio Twente", "Almelo", "Borne"]
    assert len(groups) == 16
    assert [choice.label for choice in groups[1].choices] == [
        "Beheerder",
        "Ambtenaar cultuur",
        "Bestuurssecretaris",
        "Wethouder cultuur",
        "Burgemeester",
        "Griffie",
    ]
    assert groups[1].choices[1] == Choice(
        "Ambtenaar cultuur", "Almelo", "ambtenaar.almelo@voorbeeld.example"
    )
    assert [choice.label for choice in groups[0].choices] == [
        "Regiocoördinator (Enschede)",
        "Regiocoördinator (Hengelo)",
        "Controleur",
    ]


def test_by_role_all_aldermen_stand_together(parties):
    groups = {group.title: group.choices for group in by_role(demo_accounts())}

    assert [len(choices) for choices in groups.values()] == [2, 14, 14, 14, 14, 14, 1, 1, 2]
    assert [choice.label for choice in groups["Wethouder cultuur"]] == [
        municipality.name for municipality in example_of("twente").region.municipalities
    ]


def test_tour_leaves_out_who_is_not_there(parties):
    everybody = tour_through(demo_accounts())
    without_clerks = tour_through(demo_accounts().exclude(role=Role.CLERK))

    assert len(everybody) == 10
    assert everybody[0].account.role == Role.COORDINATOR
    assert Role.CLERK in {stop.account.role for stop in everybody}
    assert [stop.text for stop in without_clerks] == [
        stop.text for stop in everybody if stop.account.role != Role.CLERK
    ]
