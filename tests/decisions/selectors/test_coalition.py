"""The page of the coalition: any moment, any reader, the same cost; counted from the trail."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from decisions.models import Outcome
from decisions.rules.coalition import Course, Position
from decisions.rules.recount import Act, is_told, recount
from decisions.selectors.coalition import coalition_page
from municipalities.models import Role
from tests.decisions.test_coalition import decides, revokes
from tests.factories.decisions import (
    CLOSES_AT,
    EMBARGO_AT,
    LATER,
    NOW,
    OFFERED_AT,
    coordinator,
    travelled,
    with_municipalities,
)
from tests.factories.people import person

pytestmark = pytest.mark.django_db

OFFERS, OPEN, OUT = Position
AGREED = {"outcome": Outcome.AGREED, "mayor": Outcome.AGREED, "authorised": True, "signed": True}


def a_coalition():
    """Return a proposal before three colleges: one agreed, one declined, one still open."""
    proposal = with_municipalities(3)
    first, second, third = proposal.ratifications.order_by("pk")
    decides(first)
    decides(second, Outcome.DECLINED)
    return proposal, [first.municipality, second.municipality, third.municipality]


def page_of(proposal, viewer, *, at=NOW, now=NOW):
    page = coalition_page(proposal, at=at, viewer=viewer, now=now)
    return page, {party.name: party for party in page.parties}


def test_the_coordinator_sees_who_offers_with_the_sentence():
    proposal, (agreed, declined, _) = a_coalition()

    page, told = page_of(proposal, coordinator(proposal.profile.region))

    assert [(each, count) for each, count, _ in page.offering] == [(OFFERS, 1), (OPEN, 1), (OUT, 1)]
    assert told[agreed.name].standing.explanation.startswith("Het college stemde op 9 oktober 2018")
    assert told[agreed.name].continuation.course is Course.NOT_YET
    assert told[declined.name].not_signing == []
    assert (page.recount.acts, page.recount.differing, page.recount.untold) == (7, [], [])


def test_after_the_closing_it_tells_who_goes_on():
    proposal, _ = a_coalition()

    page, _ = page_of(proposal, coordinator(proposal.profile.region), at=LATER, now=LATER)

    assert [(each, count) for each, count, _ in page.going_on] == [
        (Course.CONTINUES, 1),
        (Course.MAY_JOIN, 2),
        (Course.NOT_YET, 0),
    ]


@pytest.mark.embargo
@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.SECRETARY, Role.CLERK, Role.MAYOR])
def test_during_the_embargo_others_see_only_their_own(role):
    proposal, (agreed, declined, own) = a_coalition()

    page, told = page_of(proposal, person(role, own))

    assert (page.offering, page.going_on, page.recount) == ([], [], None)
    for name in (agreed.name, declined.name):
        party = told[name]
        assert (party.standing, party.continuation, party.position) == (None, None, None)
        assert (party.is_signed, party.not_signing, party.url) == (False, [], "")
    assert told[own.name].standing.position is OPEN


@pytest.mark.embargo
def test_asking_for_a_later_moment_does_not_lift_the_embargo():
    proposal, (agreed, _, own) = a_coalition()
    official = person(Role.OFFICIAL, own)

    _, before = page_of(proposal, official, at=CLOSES_AT, now=EMBARGO_AT - timedelta(days=1))
    _, after = page_of(proposal, official, at=NOW, now=CLOSES_AT)

    assert before[agreed.name].standing is None
    assert after[agreed.name].standing.offers


def test_the_page_says_that_nothing_is_added_by_hand_and_of_which_moment_it_is(client):
    proposal, (agreed, _, own) = a_coalition()
    client.force_login(person(Role.OFFICIAL, own).user)

    shown = client.get(reverse("decisions:coalition", args=[proposal.pk])).content.decode()
    during = client.get(
        reverse("decisions:coalition", args=[proposal.pk]),
        {"op_date": "20-10-2018", "op_time": "12.00"},
    ).content.decode()

    assert f"{agreed.name}" in shown
    assert "er is geen knop die een gemeente toevoegt" in shown.lower()
    assert "20 oktober 2018" in during


def test_a_signed_municipality_says_so_and_none_waits_for_it():
    proposal = with_municipalities(1)
    travelled(proposal.ratifications.get(), **AGREED)

    page, _ = page_of(proposal, coordinator(proposal.profile.region))

    assert [(p.is_signed, p.not_signing) for p in page.parties] == [(True, [])]


@pytest.mark.parametrize("municipalities", [1, 14, 60])
def test_the_page_costs_the_same_for_any_number(municipalities, django_assert_num_queries):
    proposal = with_municipalities(municipalities)
    for road in proposal.ratifications.all():
        travelled(road, **AGREED)
    viewer = coordinator(proposal.profile.region)

    with django_assert_num_queries(9):
        page = coalition_page(proposal, at=NOW, viewer=viewer, now=NOW)

    assert len(page.parties) == municipalities


def test_rows_beside_the_trail_are_found_by_page_and_command():
    proposal, (_, _, untold) = a_coalition()
    road = proposal.ratifications.get(municipality=untold)
    call_command("verify_coalition")

    travelled(road, outcome=Outcome.AGREED)

    page, _ = page_of(proposal, coordinator(proposal.profile.region))
    assert page.recount.differing == [untold.name]
    with pytest.raises(CommandError, match=f"{untold.name}: de stand op 1 november 2018"):
        call_command("verify_coalition")


def test_command_says_that_all_is_well(capsys):
    proposal, (agreed, *_) = a_coalition()
    revokes(
        proposal.ratifications.get(municipality=agreed).decisions.get(),
        at=NOW + timedelta(hours=1),
    )

    call_command("verify_coalition")

    assert capsys.readouterr().out == "De coalities van 1 voorstellen volgen uit het logboek.\n"


def told(act, hours, **facts):
    facts = {"decision": 1, "organ": "college", "follow_up": "", **facts} if facts else {}
    return Act(OFFERED_AT + timedelta(hours=hours), act, "a" * 64, facts)


RECORDED = told("recorded_decision", 1, outcome="agreed", decided_on="2018-10-09")
TOLD = [
    ([], OPEN),
    ([told("offered_proposal", 0)], OPEN),
    ([RECORDED], OPEN),
    ([RECORDED, told("confirmed_decision", 2, outcome="agreed")], OPEN),
    (
        [told("offered_proposal", 0), RECORDED, told("confirmed_decision", 2, outcome="agreed")],
        OFFERS,
    ),
    (
        [told("offered_proposal", 0), RECORDED, told("revoked_decision", 2, outcome="agreed")],
        OPEN,
    ),
    ([told("offered_proposal", 0), told("confirmed_decision", 2, outcome="agreed")], OPEN),
]


@pytest.mark.parametrize(("acts", "position"), TOLD)
def test_the_trail_alone_tells_the_position(acts, position):
    assert recount(acts, closes_at=CLOSES_AT, at=NOW) == (position, Course.NOT_YET)


def test_an_old_entry_without_the_day_is_not_counted_again():
    old = told("recorded_decision", 1, outcome="agreed")

    assert (is_told([RECORDED]), is_told([RECORDED, old])) == (True, False)
