"""The mayor empowers, the council is told, the alderman signs."""

from datetime import timedelta

import pytest

from decisions import services
from decisions.models import LegalBasis, Outcome
from decisions.rules.blockers import Blocker
from municipalities.models import Role
from tests.factories.decisions import DECIDED_ON, NOW, SIGNED_AT, a_road
from tests.factories.people import MembershipFactory, person
from trail.models import Entry

pytestmark = pytest.mark.django_db

YES = Outcome.AGREED


def authorise(road, *, signer=None, by=None):
    return services.authorise(
        road,
        person=signer or person(Role.ALDERMAN, road.municipality).user,
        legal_basis=LegalBasis.SIGNING,
        valid_from=DECIDED_ON,
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


def test_signing_too_early_changes_nothing():
    road = a_road(outcome=YES)
    sha256 = road.offers.get().version.sha256

    with pytest.raises(services.Refused, match="De burgemeester heeft"):
        services.sign(
            road, seen_sha256=sha256, by=person(Role.ALDERMAN, road.municipality), at=SIGNED_AT
        )

    assert not road.signatures.exists()
    assert not Entry.objects.filter(act="signed").exists()
