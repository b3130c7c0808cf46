"""Two people of two municipalities lift the embargo early, or extend it."""

from datetime import timedelta

import pytest
from django.db import Error, transaction

from decisions import services
from decisions.models import EmbargoChange, Instruction, Proposal
from decisions.rules.blockers import Blocker
from decisions.rules.embargo import Moments, moments_at
from municipalities.models import Role
from notices.models import Notice
from tests.factories.decisions import CLOSES_AT, EMBARGO_AT, NOW, decide, with_municipalities
from tests.factories.embargo import REASON
from tests.factories.people import MembershipFactory, MunicipalityFactory, person
from trail.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.embargo]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = Moments(EMBARGO_AT + DAY, CLOSES_AT + 2 * DAY)


@pytest.fixture
def proposal():
    return with_municipalities(3)


def alderman(proposal, number=0, role=Role.ALDERMAN):
    return person(role, proposal.ratifications.order_by("pk")[number].municipality)


def ask(proposal, *, by=None, at=NOW, until=None):
    by = by or alderman(proposal)
    return services.ask_to_move_embargo(proposal, until=until, reason=REASON, by=by, at=at)


def agree(change, *, by=None, at=NOW + HOUR):
    return services.agree_to_move_embargo(
        change, by=by or alderman(change.proposal, 1, Role.MAYOR), at=at
    )


def is_public(proposal, at):
    return Proposal.objects.public(at).filter(pk=proposal.pk).exists()


def refused(act, *args, **options):
    with pytest.raises(services.Refused) as refusal, transaction.atomic():
        act(*args, **options)
    return refusal.value.blockers


def test_a_request_waits_for_another_municipality(proposal):
    change = ask(proposal)

    assert not is_public(proposal, NOW + DAY)
    assert change.asked_for == proposal.ratifications.order_by("pk")[0].municipality
    assert Entry.objects.get(act="asked_to_move_embargo").by == change.asked_by


def test_those_who_can_agree_are_told_without_a_fact(proposal):
    other = alderman(proposal, 1)
    MembershipFactory(role=Role.ALDERMAN, organisation=alderman(proposal).organisation)

    ask(proposal)

    notice = Notice.objects.get()
    assert notice.recipient == other.user
    assert proposal.title not in notice.subject


def test_two_municipalities_lift_it_from_that_moment(proposal):
    change = agree(ask(proposal))

    assert not is_public(proposal, change.agreed_at - timedelta(microseconds=1))
    assert is_public(proposal, change.agreed_at)
    assert Entry.objects.filter(act="moved_embargo").count() == 1


def test_two_municipalities_extend_it(proposal):
    agree(ask(proposal, until=LATER))

    assert moments_at(Proposal.objects.get(pk=proposal.pk), at=NOW + DAY) == LATER
    for road in proposal.ratifications.all():
        decide(road)
    assert not is_public(proposal, EMBARGO_AT)
    assert is_public(proposal, EMBARGO_AT + DAY)


@pytest.mark.parametrize(
    ("until", "words"),
    [(None, "opgeheven op 20 oktober 2018"), (LATER, "pas vanaf 1 november 2018")],
)
def test_every_municipality_gets_a_new_instruction(proposal, until, words):
    secretary = alderman(proposal, 2, Role.SECRETARY)

    agree(ask(proposal, until=until))

    for road in proposal.ratifications.all():
        assert words in road.instructions.last().text
        assert road.instructions.last().acknowledged_at is None
    assert Instruction.objects.count() == 2 * 3
    assert "publicatie-instructie" in secretary.user.notices.get().subject


@pytest.mark.parametrize(
    ("until", "blockers"),
    [
        (Moments(EMBARGO_AT - DAY, CLOSES_AT + 2 * DAY), [Blocker.EMBARGO_NOT_LATER]),
        (Moments(EMBARGO_AT, CLOSES_AT + DAY), [Blocker.EMBARGO_NOT_LATER]),
        (
            Moments(CLOSES_AT + 3 * DAY, CLOSES_AT + 2 * DAY),
            [Blocker.EMBARGO_BACKWARDS],
        ),
        (Moments(NOW - DAY, NOW), [Blocker.EMBARGO_PAST, Blocker.EMBARGO_NOT_LATER]),
    ],
    ids=["sooner", "the same", "backwards", "past"],
)
def test_it_is_only_extended_forward(proposal, until, blockers):
    assert refused(ask, proposal, until=until) == blockers


def test_only_the_last_moment_can_be_put_off(proposal):
    agree(ask(proposal, until=Moments(EMBARGO_AT, CLOSES_AT + 2 * DAY)))

    assert moments_at(proposal, at=NOW + DAY).not_before == EMBARGO_AT


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.ALDERMAN, Role.MAYOR}])
def test_only_who_decides_may_move_it(proposal, role):
    by = MembershipFactory(role=role, organisation=alderman(proposal).organisation)

    assert Blocker.NO_ROLE in refused(ask, proposal, by=by)


def test_a_neighbour_outside_the_proposal_may_not(proposal):
    by = person(Role.ALDERMAN, MunicipalityFactory(region=proposal.profile.region))

    assert refused(ask, proposal, by=by) == [Blocker.NOT_OFFERED]


def test_the_same_request_is_made_once(proposal):
    ask(proposal)

    assert refused(ask, proposal, by=alderman(proposal, 1)) == [Blocker.EMBARGO_ASKED]
    assert ask(proposal, until=LATER)


def test_who_asked_does_not_agree(proposal):
    change = ask(proposal)

    assert refused(agree, change, by=alderman(proposal)) == [Blocker.ASKED_YOURSELF]


def test_a_colleague_of_who_asked_does_not_agree(proposal):
    change = ask(proposal)

    assert refused(agree, change, by=alderman(proposal, 0, Role.MAYOR)) == [Blocker.ASKED_BY_YOURS]


def test_the_same_person_does_not_agree_for_another_municipality(proposal):
    change = ask(proposal)
    elsewhere = proposal.ratifications.order_by("pk")[1].municipality
    twice = MembershipFactory(user=change.asked_by, role=Role.MAYOR, organisation=elsewhere)

    assert refused(agree, change, by=twice) == [Blocker.ASKED_YOURSELF]
    with pytest.raises(Error, match="embargo_moved_by_two_municipalities"), transaction.atomic():
        EmbargoChange.objects.filter(pk=change.pk).update(
            agreed_at=NOW + HOUR, agreed_by=twice.user, agreed_for=elsewhere
        )


def test_agreeing_twice_is_refused(proposal):
    change = agree(ask(proposal, until=LATER))

    assert refused(agree, change, by=alderman(proposal, 2)) == [Blocker.EMBARGO_MOVED]


def test_what_was_asked_before_another_was_agreed_to_lapses(proposal):
    lift = ask(proposal)
    agree(ask(proposal, until=LATER))

    assert refused(agree, lift, at=NOW + DAY) == [Blocker.EMBARGO_OVERTAKEN]
    assert ask(proposal, at=NOW + DAY)


@pytest.mark.parametrize("until", [None, Moments(CLOSES_AT + 9 * DAY, CLOSES_AT + 9 * DAY)])
def test_what_is_public_stays_public(proposal, until):
    change = ask(proposal, until=until)
    moment = CLOSES_AT

    assert refused(agree, change, at=moment) == [Blocker.EMBARGO_ENDED]
    assert refused(ask, proposal, until=until, at=moment) == [Blocker.EMBARGO_ENDED]
    assert is_public(proposal, moment)


def test_before_the_offer_there_is_nothing_to_move(proposal):
    later = type(proposal).objects.create(
        profile=proposal.profile,
        title="Concept",
        closes_at=CLOSES_AT,
        created_at=NOW,
        created_by=proposal.created_by,
    )

    assert refused(ask, later, by=alderman(proposal)) == [Blocker.NO_EMBARGO]


@pytest.mark.parametrize(
    "change", [{"reason": "Anders."}, {"not_before": EMBARGO_AT}, {"agreed_for": None}]
)
def test_the_database_keeps_what_was_agreed(proposal, change):
    made = agree(ask(proposal, until=LATER))

    with pytest.raises(Error), transaction.atomic():
        EmbargoChange.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(Error), transaction.atomic():
        made.delete()
