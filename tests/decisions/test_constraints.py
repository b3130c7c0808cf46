"""What the database refuses by itself, whoever asks."""

from datetime import date, timedelta

import pytest
from django.db import Error, transaction

from decisions.models import CouncilLetter, Decision, Offer, Outcome, Revocation, Section
from municipalities.models import Role
from tests.factories.decisions import (
    NOW,
    RECORDED_AT,
    ProposalFactory,
    a_road,
    authorise,
    concept,
    decide,
    frozen,
    offered,
    revoke,
    send_letter,
)
from tests.factories.people import MembershipFactory, person

pytestmark = pytest.mark.django_db

YES = Outcome.AGREED


def refuses(name):
    return pytest.raises(Error, match=name)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"evidence": ""}, "decision_has_evidence"),
        ({"decided_on": date(2018, 10, 10)}, "decision_taken_before_recording"),
        ({"outcome": YES, "next_on": date(2018, 12, 1)}, "only_deferred_returns"),
        ({"organ": "mayor", "outcome": Outcome.DEFERRED}, "mayor_agrees_or_declines"),
        ({"confirmed_at": RECORDED_AT - timedelta(hours=1)}, "decision_confirmed_after_recording"),
        ({"confirmed_by": None}, "decision_confirmed_by_someone"),
        ({"version_sha256": "0" * 64}, "version that was offered"),
        ({"decided_on": date(2018, 9, 16)}, "version that was offered"),
        ({"recorded_at": RECORDED_AT - timedelta(days=60)}, r"offered|decision_taken"),
    ],
)
def test_a_decision_that_cannot_be(fields, constraint):
    with refuses(constraint):
        decide(a_road(), **fields)


def test_the_last_evening_counts_by_the_clock_of_amsterdam():
    late = RECORDED_AT.replace(hour=22, minute=30)

    assert decide(a_road(), decided_on=date(2018, 10, 10), recorded_at=late)


def test_nobody_confirms_what_they_recorded():
    road = a_road()
    secretary = person(Role.SECRETARY, road.municipality).user

    with refuses("decision_confirmed_by_second_person"):
        decide(road, confirmed_by=secretary)


@pytest.mark.parametrize("field", ["recorded_by", "confirmed_by"])
def test_people_of_another_municipality_cannot_decide(field):
    road = a_road()

    with refuses("own people only"):
        decide(road, **{field: MembershipFactory().user})


def test_somebody_who_left_cannot_decide():
    road = a_road()
    gone = MembershipFactory(organisation=road.municipality, valid_until=date(2018, 10, 8))

    with refuses("own people only"):
        decide(road, recorded_by=gone.user)


def test_somebody_who_is_yet_to_come_cannot_decide():
    road = a_road()
    future = MembershipFactory(organisation=road.municipality, valid_from=date(2018, 10, 10))

    with refuses("own people only"):
        decide(road, recorded_by=future.user)


def test_a_decision_on_a_version_of_another_proposal_is_refused():
    with refuses("version that was offered"):
        decide(a_road(), version=offered())


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": Outcome.DECLINED},
        {"decided_on": date(2018, 10, 1)},
        {"evidence": "anders"},
        {"confirmed_at": NOW},
        {"confirmed_at": None, "confirmed_by": None},
    ],
)
def test_a_confirmed_decision_never_changes(change):
    decision = decide(a_road())

    with refuses("append-only"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(**change)


def test_confirming_cannot_change_anything_else():
    decision = decide(a_road(), confirmed=False)
    official = person(Role.OFFICIAL, decision.ratification.municipality).user

    with refuses("append-only"):
        Decision.objects.filter(pk=decision.pk).update(
            confirmed_at=NOW, confirmed_by=official, outcome=Outcome.DECLINED
        )


@pytest.mark.parametrize("make", [decide, lambda road: revoke(decide(road))])
def test_what_was_decided_is_never_removed(make):
    made = make(a_road())

    with refuses("Cannot (update or )?delete"):
        made.delete()


@pytest.mark.parametrize(
    ("make", "change"),
    [
        (lambda road: revoke(decide(road)), {"reason": "Anders."}),
        (lambda road: send_letter(decide(road)), {"reference": "R-2"}),
        (lambda road: authorise(decide(road, organ="mayor")), {"legal_basis": "59a"}),
    ],
)
def test_what_followed_never_changes(make, change):
    made = make(a_road())

    with refuses("Cannot update"):
        type(made).objects.filter(pk=made.pk).update(**change)


def test_only_the_confirmed_item_of_the_mayor_gives_an_authorisation():
    road = a_road()

    for decision in (decide(road), decide(road, organ="mayor", confirmed=False)):
        with refuses("confirmed item of the mayor"), transaction.atomic():
            authorise(decision)


def test_a_council_letter_follows_on_a_confirmed_decision_of_the_college():
    road = a_road()

    for decision in (decide(road, confirmed=False), decide(road, organ="mayor")):
        with refuses("confirmed decision of the college"), transaction.atomic():
            send_letter(decision)


def test_strangers_cannot_revoke_or_inform():
    decision = decide(a_road())
    stranger = MembershipFactory().user

    with refuses("own people only"), transaction.atomic():
        Revocation.objects.create(
            decision=decision, reason="X", revoked_at=NOW, revoked_by=stranger
        )
    with refuses("own people only"), transaction.atomic():
        CouncilLetter.objects.create(
            decision=decision, sent_on=NOW.date(), reference="R", sent_at=NOW, sent_by=stranger
        )


@pytest.mark.parametrize("make", [concept, frozen])
def test_only_a_frozen_version_of_the_same_proposal_is_offered(make):
    road = a_road()
    version = make(road.proposal if make is concept else ProposalFactory())

    with refuses("frozen version of the same proposal"):
        Offer.objects.create(
            ratification=road,
            version=version,
            offered_at=NOW,
            offered_by=MembershipFactory().user,
        )


def test_one_concept_at_a_time():
    proposal = ProposalFactory()
    concept(proposal)

    with refuses("one_concept_at_a_time"):
        concept(proposal)


@pytest.mark.parametrize(
    ("kind", "audience", "constraint"),
    [
        ("process", "public", "process_information_stays_inside"),
        ("process", "parties", "process_information_stays_inside"),
        ("costs", "own", "own_section_has_its_owner"),
    ],
)
def test_internal_text_has_an_owner_and_stays_inside(kind, audience, constraint):
    version = concept(ProposalFactory())

    with refuses(constraint):
        Section.objects.create(
            version=version, kind=kind, audience=audience, heading="", position=1
        )
