"""The mayor empowers, the council is told, the alderman signs."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from decisions import services
from decisions.models import Authorisation, LegalBasis, Outcome, Signature
from decisions.rules.blockers import Blocker, may_sign
from decisions.rules.road import road_at
from municipalities.models import Role
from tests.factories.decisions import (
    DECIDED_ON,
    NOW,
    SIGNED_AT,
    a_road,
    decide,
    revoke,
    sign,
    travelled,
    with_municipalities,
)
from tests.factories.people import MembershipFactory, person
from trail.models import Entry

pytestmark = pytest.mark.django_db

YES = Outcome.AGREED


def authorise(road, *, signer=None, by=None, valid_from=DECIDED_ON, valid_until=None):
    return services.authorise(
        road,
        person=signer or person(Role.ALDERMAN, road.municipality).user,
        legal_basis=LegalBasis.SIGNING,
        valid_from=valid_from,
        valid_until=valid_until,
        by=by or person(Role.MAYOR, road.municipality),
        at=NOW,
    )


def test_authorising_names_person_basis_and_who_recorded_it():
    road = a_road(outcome=YES, mayor=YES)

    authorisation = authorise(road)

    assert authorisation.person == person(Role.ALDERMAN, road.municipality).user
    assert authorisation.basis == "Artikel 59a Gemeentewet"
    assert authorisation.authorised_by == person(Role.MAYOR, road.municipality).user
    assert "gemachtigd om te tekenen" in Entry.objects.get(act="authorised").sentence


@pytest.mark.parametrize(
    ("facts", "blocker"),
    [
        ({"outcome": YES}, Blocker.MAYOR),
        ({"outcome": YES, "mayor": Outcome.DECLINED}, Blocker.MAYOR),
        ({"outcome": YES, "mayor": YES, "mayor_confirmed": False}, Blocker.MAYOR),
    ],
)
def test_authorising_waits_for_the_mayor(facts, blocker):
    with pytest.raises(services.Refused) as refusal:
        authorise(a_road(**facts))

    assert refusal.value.blockers == [blocker]


@pytest.mark.parametrize(
    ("days", "blocker"),
    [
        ({"valid_from": DECIDED_ON - timedelta(days=1)}, Blocker.BEFORE_MAYOR),
        ({"valid_until": NOW.date() - timedelta(days=1)}, Blocker.EXPIRED),
    ],
)
def test_an_authorisation_begins_after_the_mayor_and_has_not_ended(days, blocker):
    with pytest.raises(services.Refused) as refusal:
        authorise(a_road(outcome=YES, mayor=YES), **days)

    assert refusal.value.blockers == [blocker]


def test_only_those_who_may_sign_here_are_authorised():
    road = a_road(outcome=YES, mayor=YES)
    elsewhere = MembershipFactory(role=Role.ALDERMAN).user
    official = person(Role.OFFICIAL, road.municipality).user

    for signer in (elsewhere, official):
        with pytest.raises(services.Refused) as refusal:
            authorise(road, signer=signer)
        assert refusal.value.blockers == [Blocker.NO_SIGNATORY]


@pytest.mark.parametrize("outcome", Outcome)
def test_the_council_is_told_on_every_outcome(outcome):
    road = a_road(outcome=outcome)
    clerk = person(Role.CLERK, road.municipality)

    letter = services.record_council_letter(
        road, sent_on=DECIDED_ON, reference="R-1", by=clerk, at=NOW
    )

    assert (letter.decision, letter.sent_by) == (road.decisions.get(), clerk.user)


@pytest.mark.parametrize(
    ("facts", "sent_on", "blocker"),
    [
        ({}, DECIDED_ON, Blocker.NO_COLLEGE),
        ({"outcome": YES, "confirmed": False}, DECIDED_ON, Blocker.NO_COLLEGE),
        ({"outcome": YES, "informed": True}, DECIDED_ON, Blocker.LETTER_SENT),
        ({"outcome": YES}, NOW.date() + timedelta(days=1), Blocker.IN_FUTURE),
        ({"outcome": YES}, DECIDED_ON - timedelta(days=1), Blocker.BEFORE_COLLEGE),
    ],
)
def test_the_letter_is_refused(facts, sent_on, blocker):
    road = a_road(**facts)

    with pytest.raises(services.Refused) as refusal:
        services.record_council_letter(
            road,
            sent_on=sent_on,
            reference="R-1",
            by=person(Role.CLERK, road.municipality),
            at=NOW,
        )

    assert refusal.value.blockers == [blocker]


def test_signing_puts_the_authorised_person_under_the_version():
    road = a_road(outcome=YES, mayor=YES, authorised=True)
    alderman = person(Role.ALDERMAN, road.municipality)
    sha256 = road.offers.get().version.sha256

    signature = services.sign(road, seen_sha256=sha256, by=alderman, at=SIGNED_AT)

    assert (signature.signed_by, signature.signed_at) == (alderman.user, SIGNED_AT)
    assert signature.version.sha256 == sha256
    assert Entry.objects.get(act="signed").object_sha256 == sha256


def test_a_signature_outlives_the_authorisation_but_not_the_decisions():
    road = a_road(outcome=YES, mayor=YES, authorised=True, authorised_until=DECIDED_ON, signed=True)
    years_later = SIGNED_AT + timedelta(days=1000)

    signed = road_at(road, at=years_later)
    revoke(road.decisions.get(organ="college"), at=NOW)
    fallen = road_at(travelled(road), at=years_later)

    assert signed.signature and may_sign(signed)
    assert fallen.signature is None and not may_sign(fallen)


def test_after_a_revocation_the_alderman_signs_again():
    road = a_road(outcome=YES, mayor=YES, authorised=True, signed=True)
    alderman = person(Role.ALDERMAN, road.municipality)
    revoke(road.decisions.get(organ="college"), at=NOW)
    decide(road, recorded_at=NOW)
    sha256 = road.offers.get().version.sha256

    again = services.sign(road, seen_sha256=sha256, by=alderman, at=NOW + timedelta(hours=2))

    assert road_at(travelled(road), at=NOW + timedelta(hours=2)).signature == again


def test_nobody_signs_for_two_municipalities():
    first, second = with_municipalities(2).ratifications.order_by("pk")
    for road in (first, second):
        travelled(road, outcome=YES, mayor=YES, authorised=True)
    alderman = person(Role.ALDERMAN, first.municipality)
    MembershipFactory(user=alderman.user, organisation=second.municipality, role=Role.ALDERMAN)
    sign(first, Authorisation.objects.get(decision__ratification=first))
    for_second = Authorisation.objects.create(
        decision=second.decisions.get(organ="mayor"),
        person=alderman.user,
        legal_basis=LegalBasis.SIGNING,
        valid_from=DECIDED_ON,
        authorised_at=NOW,
        authorised_by=person(Role.MAYOR, second.municipality).user,
    )

    with pytest.raises(IntegrityError, match="person_signs_for_one_municipality"):
        Signature.objects.create(
            ratification=second,
            version=second.offers.get().version,
            decision=second.decisions.get(organ="college"),
            authorisation=for_second,
            signed_at=NOW,
            signed_by=alderman.user,
        )


def test_signing_too_early_changes_nothing():
    road = a_road(outcome=YES)
    sha256 = road.offers.get().version.sha256

    with pytest.raises(services.Refused, match="De burgemeester heeft"):
        services.sign(
            road, seen_sha256=sha256, by=person(Role.ALDERMAN, road.municipality), at=SIGNED_AT
        )

    assert not road.signatures.exists()
    assert not Entry.objects.filter(act="signed").exists()
