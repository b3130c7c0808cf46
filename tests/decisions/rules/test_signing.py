"""When a municipality can sign: one table for the Python rule and the database together."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from decisions.models import Outcome, Ratification, Signature
from decisions.rules.blockers import Blocker, blockers_to_be_signed, blockers_to_sign, may_sign
from decisions.rules.road import road_at
from municipalities.models import Role
from tests.factories.decisions import (
    SIGNED_AT,
    a_road,
    authorise,
    decide,
    offered,
    revoke,
    sign,
    travelled,
)
from tests.factories.people import MembershipFactory, person

pytestmark = pytest.mark.django_db

YES = Outcome.AGREED
READY = {"outcome": YES, "mayor": YES, "authorised": True}
COLLEGE, MAYOR, AUTHORISATION = Blocker.COLLEGE, Blocker.MAYOR, Blocker.AUTHORISATION

TABLE = [
    (READY, []),
    ({}, [COLLEGE, MAYOR, AUTHORISATION]),
    ({"outcome": YES}, [MAYOR, AUTHORISATION]),
    ({"outcome": YES, "mayor": YES}, [AUTHORISATION]),
    ({"mayor": YES, "authorised": True}, [COLLEGE]),
    (READY | {"confirmed": False}, [COLLEGE]),
    (READY | {"revoked": True}, [COLLEGE]),
    (READY | {"outcome": Outcome.DECLINED}, [COLLEGE]),
    (READY | {"outcome": Outcome.CHANGED}, [COLLEGE]),
    (READY | {"outcome": Outcome.DEFERRED}, [COLLEGE]),
    (READY | {"outcome": Outcome.NOTED}, [COLLEGE]),
    (READY | {"authorised_until": date(2018, 10, 9)}, []),
    ({"outcome": YES, "mayor": Outcome.DECLINED}, [MAYOR, AUTHORISATION]),
    ({"outcome": YES, "mayor": YES, "mayor_confirmed": False}, [MAYOR, AUTHORISATION]),
]


@pytest.mark.parametrize(("facts", "blockers"), TABLE)
def test_rule_names_what_is_missing(facts, blockers):
    assert blockers_to_be_signed(road_at(a_road(**facts), at=SIGNED_AT)) == blockers


@pytest.mark.parametrize(("facts", "blockers"), TABLE)
def test_database_agrees_with_the_rule(facts, blockers):
    road = a_road(**facts)
    authorisation = _authorisation(road)

    if blockers:
        with pytest.raises(IntegrityError, match="signed_after_college_and_mayor"):
            sign(road, authorisation)
    else:
        assert sign(road, authorisation)


@pytest.mark.parametrize(("facts", "blockers"), TABLE)
def test_covering_letter_names_exactly_those_who_can_sign(facts, blockers):
    assert may_sign(road_at(a_road(**facts), at=SIGNED_AT)) is not bool(blockers)


def test_expired_authorisation_blocks_in_rule_and_database():
    road = a_road(**READY | {"authorised": False})
    authorisation = authorise(road.decisions.get(organ="mayor"), until=date(2018, 10, 9))
    next_day = SIGNED_AT.replace(day=10)

    assert blockers_to_be_signed(road_at(travelled(road), at=next_day)) == [AUTHORISATION]
    with pytest.raises(IntegrityError, match="signed_after"):
        Signature.objects.create(
            ratification=road,
            version=road.offers.get().version,
            decision=road.decisions.get(organ="college"),
            authorisation=authorisation,
            signed_at=next_day,
            signed_by=authorisation.person,
        )


def test_another_person_than_the_authorised_one_is_refused():
    road = a_road(**READY)
    other = MembershipFactory(organisation=road.municipality, role=Role.ALDERMAN)
    sha256 = road.offers.get().version.sha256

    blockers = blockers_to_sign(road_at(road, at=SIGNED_AT), by=other, seen_sha256=sha256)

    assert blockers == [Blocker.OTHER_PERSON]
    with pytest.raises(IntegrityError, match="signed_after"), transaction.atomic():
        Signature.objects.create(
            ratification=road,
            version=road.offers.get().version,
            decision=road.decisions.get(organ="college"),
            authorisation=_authorisation(road),
            signed_at=SIGNED_AT,
            signed_by=other.user,
        )


def test_another_text_than_on_the_screen_is_refused():
    road = a_road(**READY)
    alderman = person(Role.ALDERMAN, road.municipality)

    blockers = blockers_to_sign(road_at(road, at=SIGNED_AT), by=alderman, seen_sha256="0" * 64)

    assert blockers == [Blocker.TEXT_CHANGED]


def test_a_revised_no_blocks_in_rule_and_database():
    road = a_road(**READY)
    decide(road, outcome=Outcome.DECLINED)

    assert blockers_to_be_signed(road_at(travelled(road), at=SIGNED_AT)) == [COLLEGE]
    with pytest.raises(IntegrityError, match="signed_after"):
        sign(road, _authorisation(road))


def test_a_late_yes_blocks_in_rule_and_database():
    road = a_road(**READY | {"outcome": None})
    late = SIGNED_AT.replace(month=11, day=5)
    decide(road, decided_on=date(2018, 11, 5), recorded_at=late.replace(hour=1))

    assert blockers_to_be_signed(road_at(travelled(road), at=late)) == [Blocker.LATE]
    with pytest.raises(IntegrityError, match="signed_after"):
        Signature.objects.create(
            ratification=road,
            version=road.offers.get().version,
            decision=road.decisions.get(organ="college"),
            authorisation=_authorisation(road),
            signed_at=late,
            signed_by=_authorisation(road).person,
        )


def test_after_a_new_version_college_and_mayor_decide_again():
    road = a_road(**READY)
    offered(road.proposal, [("1", "college", "Anders.")], at=SIGNED_AT)

    assert blockers_to_be_signed(road_at(travelled(road), at=SIGNED_AT)) == [COLLEGE, MAYOR]
    with pytest.raises(IntegrityError, match="signed_after"):
        sign(road, _authorisation(road))


def test_a_revoked_mayor_item_blocks_in_rule_and_database():
    road = a_road(**READY)
    authorisation = _authorisation(road)
    revoke(road.decisions.get(organ="mayor"))

    assert MAYOR in blockers_to_be_signed(road_at(travelled(road), at=SIGNED_AT))
    with pytest.raises(IntegrityError, match="signed_after"):
        sign(road, authorisation)


def test_a_signature_is_set_once():
    road = a_road(**READY | {"signed": True})

    assert blockers_to_be_signed(road_at(road, at=SIGNED_AT)) == [Blocker.SIGNED]
    with pytest.raises(IntegrityError, match="signed_once"):
        sign(road, _authorisation(road))


def _authorisation(road: Ratification):
    items = [d for d in road.decisions.all() if d.organ == "mayor"]
    return next((a for d in items for a in d.authorisations.all()), None)
