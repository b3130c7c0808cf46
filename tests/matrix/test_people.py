"""What single questions cannot ask: roles that end, several roles, and what is inside."""

import pytest
from django.test import Client
from django.urls import reverse

from decisions.models import Outcome
from decisions.selectors.board import HIDDEN
from municipalities.access import GRANTS, Permission
from municipalities.models import Role
from notices.models import Notice
from submissions.models import Submission
from tests.factories.decisions import concept, coordinator, travelled
from tests.factories.people import MembershipFactory
from tests.matrix.answers import ask, image
from tests.matrix.things import NOBODY, PDF, State

pytestmark = [pytest.mark.matrix, pytest.mark.django_db]

BUNDLE_READERS = {role for role in Role if Permission.READ_BUNDLE in GRANTS[role]}


def as_role(world, role, method, name, *args):
    actor = next(actor for actor in world.actors if actor.role is role)
    return ask(reverse(name, args=args), method, session=world.sessions[actor.name])


def page(world, role, name, *args):
    return as_role(world, role, "GET", name, *args).content.decode()


def signed_in(membership):
    client = Client()
    client.force_login(membership.user)
    return client


@pytest.mark.parametrize("state", [State.DECIDED, State.PUBLIC, State.CLOSED])
def test_the_file_is_for_those_of_the_region_who_may_read_it(world, state):
    bundle = Submission.objects.get(version__proposal=world.proposals[state])

    answers = {r: as_role(world, r, "GET", "submissions:bundle", bundle.pk) for r in Role}

    assert {r for r, answer in answers.items() if answer.content == PDF} == BUNDLE_READERS
    assert not any(PDF in answers[r].content for r in Role if r not in BUNDLE_READERS)


def test_a_role_that_ends_works_at_the_next_request(world):
    secretary = world.members[Role.SECRETARY]
    board = reverse("decisions:board", args=[world.proposals[State.PUBLIC].pk])
    client = signed_in(secretary)
    assert client.get(board).status_code == 200

    type(secretary).objects.filter(pk=secretary.pk).update(valid_until="2018-12-31")

    assert client.get(board).status_code == 403


def test_nobody_acts_in_the_membership_of_another(world):
    client = signed_in(world.members[Role.CLERK])

    response = client.post(
        reverse("municipalities:act_for"), {"membership": coordinator(world.region).pk}
    )

    assert response.status_code == 404


def test_a_person_with_two_roles_acts_in_the_chosen_one(world):
    clerk = world.members[Role.CLERK]
    second = MembershipFactory(user=clerk.user, organisation=world.own, role=Role.SECRETARY)
    client = signed_in(clerk)
    road = [world.proposals[State.EMBARGO].pk, world.own.code]

    client.post(reverse("municipalities:act_for"), {"membership": second.pk})

    assert client.post(reverse("decisions:acknowledge", args=road)).status_code == 302
    assert "(Bestuurssecretaris)" in client.get(reverse("decisions:overview")).content.decode()


@pytest.mark.embargo
def test_during_the_embargo_the_page_of_the_board_holds_no_outcome_of_another(world):
    proposal = world.proposals[State.EMBARGO]
    travelled(proposal.ratifications.get(municipality=world.other), outcome=Outcome.DECLINED)
    travelled(proposal.ratifications.get(municipality=world.own), outcome=Outcome.AGREED)

    shown = page(world, Role.SECRETARY, "decisions:board", proposal.pk)

    assert HIDDEN in shown
    assert "niet in met versie" not in shown
    assert "Biedt niet mee aan" not in shown


def test_reading_a_notice_changes_only_the_own_one(world):
    actor = next(actor for actor in world.actors if actor.role is Role.CLERK)
    own = world.notices[actor.name]

    as_role(world, Role.CLERK, "GET", "municipalities:notice", own.pk)

    assert list(Notice.objects.filter(read_at__isnull=False)) == [own]


def test_the_first_page_lists_only_what_the_reader_may_know(world):
    concepts = {str(world.proposals[State.CONCEPT])}
    shown = {str(proposal) for proposal in world.proposals.values()} - concepts
    elsewhere = {str(p) for p in world.proposals_elsewhere.values()}

    pages = {r: page(world, r, "decisions:overview") for r in Role if Permission.READ in GRANTS[r]}

    for role, text in pages.items():
        writes = Permission.FREEZE_PROPOSAL in GRANTS[role]
        assert {title for title in shown | concepts | elsewhere if title in text} == (
            shown | concepts if writes else shown
        )


@pytest.mark.parametrize("name", ["decisions:confirm", "decisions:revoke"])
def test_the_decision_of_another_is_not_found_under_the_own_address(world, name):
    proposal = world.proposals[State.PUBLIC]
    theirs = proposal.ratifications.get(municipality=world.other).decisions.get()

    answer = as_role(world, Role.SECRETARY, "POST", name, proposal.pk, world.own.code, theirs.pk)

    assert answer.status_code == 404
    theirs.refresh_from_db()
    assert theirs.confirmed_at is None and not hasattr(theirs, "revocation")


@pytest.mark.parametrize("name", ["decisions:ratification", "decisions:acknowledge"])
def test_the_own_road_is_not_found_under_a_proposal_that_is_not_there(world, name):
    method = "POST" if name == "decisions:acknowledge" else "GET"
    nowhere = as_role(world, Role.SECRETARY, method, name, NOBODY, "GM9999")

    under_none = as_role(world, Role.SECRETARY, method, name, NOBODY, world.own.code)
    under_concept = as_role(
        world, Role.SECRETARY, method, name, world.proposals[State.CONCEPT].pk, world.own.code
    )

    assert image(under_none) == image(under_concept) == image(nowhere)


def test_the_next_concept_is_for_those_who_write_it(world):
    proposal = world.proposals[State.PUBLIC]
    concept(proposal, [("1", "college", "Nog niet vastgesteld.")])

    found = {
        role
        for role in Role
        if as_role(world, role, "GET", "decisions:version", proposal.pk, 2).status_code == 200
    }

    assert found == {Role.COORDINATOR}
    assert "Nog niet vastgesteld." not in page(
        world, Role.SECRETARY, "decisions:proposal", proposal.pk
    )
