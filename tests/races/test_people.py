"""People of one region change at the same moment: one after the other, or refused."""

from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from municipalities.models import Invitation, Membership, Role, User
from municipalities.services import end_role, institutions, invitations
from municipalities.services.turns import take_turn
from tests.factories.people import (
    InvitationFactory,
    MembershipFactory,
    MunicipalityFactory,
    UserFactory,
)
from tests.municipalities.services.test_institutions import facts
from tests.races.racing import at_once, done
from trail.services import record

pytestmark = [pytest.mark.races, pytest.mark.slow]


def invite(place, by, role=Role.SECRETARY, email="nieuw@almelo.example"):
    return partial(
        invitations.invite,
        email=email,
        name="Nieuw",
        organisation=place,
        role=role,
        by=by,
        at=timezone.now(),
    )


def offer(place, **others):
    return InvitationFactory(organisation=place, invited_at=timezone.now(), **others)


def accept(invitation, user):
    return partial(invitations.accept, invitation, user=user, at=timezone.now())


def join(invitation):
    return partial(
        invitations.accept_as_new, invitation, name="N", password="x" * 12, at=timezone.now()
    )


def end(role, by):
    return partial(end_role, role, until=None, reason="weg", by=by, at=timezone.now())


def administrators(count):
    place = MunicipalityFactory()
    return place, MembershipFactory.create_batch(count, organisation=place, role="administrator")


def test_who_has_a_turn_does_not_hold_up_an_act_elsewhere():
    place, (administrator,) = administrators(1)

    def record_elsewhere():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            record(act="invited", sentence="Zin.", of=place, by=administrator, at=timezone.now())

    with transaction.atomic():
        take_turn(place)
        endings = at_once(record_elsewhere)

    assert len(done(endings)) == 1


def test_the_same_offer_is_made_once(rounds):
    for _ in rounds:
        place, (first, second) = administrators(2)

        endings = at_once(invite(place, first), invite(place, second))

        assert len(done(endings)) == Invitation.objects.filter(organisation=place).count() == 1


def test_a_region_brings_in_one_administrator(rounds):
    for _ in rounds:
        place = MunicipalityFactory()
        by = MembershipFactory(role=Role.COORDINATOR, organisation=place)
        acts = [invite(place, by, Role.ADMINISTRATOR, f"{n}@almelo.example") for n in "ab"]

        assert len(done(at_once(*acts))) == 1


def test_an_offer_is_accepted_or_withdrawn(rounds):
    for _ in rounds:
        place, (administrator,) = administrators(1)
        invitation = offer(place)
        user = UserFactory(email=invitation.email)
        withdraw = partial(invitations.withdraw, invitation, by=administrator, at=timezone.now())

        endings = at_once(accept(invitation, user), withdraw)

        invitation.refresh_from_db()
        assert len(done(endings)) == 1
        assert (invitation.accepted_at is None) != (invitation.withdrawn_at is None)
        assert Membership.objects.filter(user=user).exists() == bool(invitation.accepted_at)


def test_an_offer_is_accepted_once(rounds):
    for _ in rounds:
        invitation = offer(MunicipalityFactory())
        user = UserFactory(email=invitation.email)

        endings = at_once(accept(invitation, user), accept(invitation, user))

        assert len(done(endings)) == Membership.objects.filter(user=user).count() == 1


def test_one_address_becomes_one_person_in_two_regions(rounds):
    for number in rounds:
        email = f"beide.{number}@almelo.example"
        offers = [offer(MunicipalityFactory(), email=email) for _ in range(2)]

        endings = at_once(*(join(each) for each in offers))

        assert len(done(endings)) == User.objects.filter(email=email).count() == 1
        assert Membership.objects.filter(user__email=email).count() == 1


def test_an_offer_counts_only_if_it_came_before_the_end_of_who_made_it(rounds):
    for _ in rounds:
        place, (inviter, other) = administrators(2)
        invitation = offer(place, invited_by=inviter.user)
        user = UserFactory(email=invitation.email)

        endings = at_once(accept(invitation, user), end(inviter, other))

        assert len(done(endings)) in {1, 2}
        assert Membership.objects.filter(user=user).count() == len(done(endings)) - 1


def test_two_administrators_do_not_both_leave(rounds):
    for _ in rounds:
        place, (first, second) = administrators(2)

        endings = at_once(end(first, first), end(second, second))

        today = timezone.localdate()
        assert len(done(endings)) == 1
        assert Membership.objects.current(today).filter(organisation=place).count() == 1


def test_an_institution_registers_once(rounds):
    for number in rounds:
        seat = MunicipalityFactory()
        said = facts(seat, kvk=f"{number:08}")
        acts = [
            partial(institutions.register, said, user=UserFactory(), at=timezone.now())
            for _ in range(2)
        ]

        assert len(done(at_once(*acts))) == 1
