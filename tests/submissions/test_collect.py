"""What the database says at the freeze moment, as the contents of a bundle."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from actions.models import Answer
from decisions.models import Organ, Outcome
from decisions.rules.identity import dictum_sha256, item_sha256
from dutch.moments import local_date
from profiles.models import Ambition, Chapter, Milestone, Theme
from submissions.bundle import contents as bundle
from submissions.bundle.collect import collect
from submissions.bundle.contents import from_snapshot, to_snapshot
from tests.factories.actions import answered
from tests.factories.decisions import (
    CLOSES_AT,
    CONFIRMED_AT,
    DECIDED_ON,
    ITEMS,
    LATER,
    LETTER_AT,
    NOW,
    RECORDED_AT,
    SIGNED_AT,
    coordinator,
    decide,
    offered,
    revoke,
)
from tests.factories.submissions import AGREED, READY, SIGNED, a_round
from trail.models import Entry

pytestmark = pytest.mark.django_db


def collected(proposal, *, at=NOW, number=1):
    by = coordinator(proposal.profile.region)
    return collect(proposal.versions.last(), number=number, by=by, at=at)


def the_party(road, *, at=NOW):
    (party,) = collected(a_round(road), at=at).parties
    return party


ROADS = [
    ({}, (False, False)),
    (AGREED | {"confirmed": False}, (False, False)),
    (AGREED, (True, False)),
    (AGREED | {"mayor": Outcome.AGREED}, (True, False)),
    (AGREED | {"mayor": Outcome.AGREED, "mayor_confirmed": False}, (True, False)),
    (AGREED | {"mayor": Outcome.DECLINED}, (True, False)),
    (READY, (True, True)),
    (READY | {"authorised_until": NOW.date() - timedelta(days=1)}, (True, False)),
    (SIGNED, (True, True)),
    (READY | {"revoked": True}, (False, False)),
    ({"outcome": Outcome.DECLINED}, (False, False)),
    ({"outcome": Outcome.CHANGED}, (False, False)),
    ({"outcome": Outcome.NOTED}, (False, False)),
    ({"outcome": Outcome.DEFERRED}, (False, False)),
    ({"outcome": Outcome.DEFERRED, "next_on": date(2018, 11, 6)}, (False, False)),
]


@pytest.mark.parametrize(("road", "offers_and_signs"), ROADS)
def test_who_offers_and_who_may_sign(road, offers_and_signs):
    party = the_party(road)

    assert (party.offers, party.may_sign) == offers_and_signs


def test_a_signature_is_named_with_its_person_and_its_basis():
    proposal = a_round(SIGNED)

    (party,) = collected(proposal).parties

    signature = proposal.ratifications.get().signatures.get()
    assert party.signatory == signature.signed_by.name
    assert party.legal_basis == "Artikel 171, tweede lid, Gemeentewet"
    assert party.signed_at == SIGNED_AT


def test_who_is_ready_to_sign_is_named_without_a_moment():
    party = the_party(READY)

    assert party.signatory.startswith("Medewerker")
    assert party.signed_at is None


def test_who_signed_and_then_took_the_decision_back_is_not_named():
    proposal = a_round(SIGNED)
    revoke(proposal.ratifications.get().decisions.get(organ=Organ.COLLEGE), at=NOW)

    (party,) = collected(proposal).parties

    assert (party.signatory, party.legal_basis, party.signed_at) == ("", "", None)


def test_who_offers_without_signing_is_not_named_as_signatory():
    party = the_party(AGREED | {"mayor": Outcome.AGREED})

    assert (party.offers, party.signatory, party.legal_basis) == (True, "", "")


def test_a_decision_says_who_when_on_which_version_with_what_evidence():
    proposal = a_round(AGREED)
    decision = proposal.ratifications.get().decisions.get()

    (party,) = collected(proposal).parties

    (printed,) = party.decisions
    assert (printed.organ, printed.outcome, printed.decided_on) == (
        "college",
        "Ingestemd",
        DECIDED_ON,
    )
    assert printed.evidence == "besluitenlijst, punt 7"
    assert printed.version_sha256 == proposal.versions.get().sha256
    assert (printed.recorded_by, printed.recorded_at) == (decision.recorded_by.name, RECORDED_AT)
    assert (printed.confirmed_by, printed.confirmed_at) == (
        decision.confirmed_by.name,
        CONFIRMED_AT,
    )


def test_reference_and_address_of_the_evidence_stand_together():
    proposal = a_round({})
    decide(proposal.ratifications.get(), evidence="punt 7", evidence_url="https://voorbeeld.nl/7")

    (party,) = collected(proposal).parties

    assert party.decisions[0].evidence == "punt 7 https://voorbeeld.nl/7"


@pytest.mark.parametrize(
    ("road", "organs"),
    [
        ({}, []),
        (AGREED | {"confirmed": False}, []),
        (AGREED | {"revoked": True}, []),
        (AGREED | {"mayor": Outcome.AGREED, "mayor_confirmed": False}, ["college"]),
        (AGREED | {"confirmed": False, "mayor": Outcome.AGREED}, ["burgemeester"]),
        ({"outcome": Outcome.DECLINED}, ["college"]),
        (READY, ["college", "burgemeester"]),
    ],
)
def test_only_confirmed_decisions_are_printed(road, organs):
    assert [decision.organ for decision in the_party(road).decisions] == organs


@pytest.mark.parametrize(
    ("decided_on", "recorded_at", "offers"),
    [
        (date(2018, 10, 31), LATER, True),
        (date(2018, 11, 1), CLOSES_AT, True),
        (date(2018, 11, 1), CLOSES_AT + timedelta(microseconds=1), False),
        (date(2018, 11, 2), LATER, False),
    ],
)
def test_a_late_decision_is_printed_but_does_not_offer(decided_on, recorded_at, offers):
    proposal = a_round({})
    decide(proposal.ratifications.get(), decided_on=decided_on, recorded_at=recorded_at)

    (party,) = collected(proposal, at=LATER + timedelta(days=1)).parties

    assert party.offers is offers
    assert [decision.decided_on for decision in party.decisions] == [decided_on]
    assert ("na de sluiting op" in party.explanation) is not offers


@pytest.mark.parametrize(
    ("at", "offers", "printed"),
    [
        (RECORDED_AT, False, 0),
        (CONFIRMED_AT, True, 1),
        (LETTER_AT - timedelta(microseconds=1), True, 1),
        (LETTER_AT, False, 0),
    ],
)
def test_the_bundle_says_what_was_known_at_its_moment(at, offers, printed):
    party = the_party(AGREED | {"revoked": True}, at=at)

    assert (party.offers, len(party.decisions)) == (offers, printed)


def test_a_decision_on_a_replaced_version_does_not_offer():
    proposal = a_round(READY)
    offered(proposal, [("1", Organ.COLLEGE, "Anders.")], at=NOW - timedelta(days=1))

    (party,) = collected(proposal).parties

    assert (party.offers, party.may_sign) == (False, False)
    assert party.explanation.endswith("op een vervangen versie; bekrachtiging is nodig.")


def test_municipalities_stand_in_the_order_of_their_names():
    proposal = a_round(AGREED, AGREED, AGREED)
    names = ["Zuid", "Aa", "Midden"]
    for name, road in zip(names, proposal.ratifications.order_by("pk"), strict=True):
        road.municipality.name = name
        road.municipality.save()

    assert [party.name for party in collected(proposal).parties] == ["Aa", "Midden", "Zuid"]


def test_another_round_of_the_region_is_not_in_it():
    proposal, other = a_round(AGREED), a_round(AGREED)

    contents = collected(proposal)

    assert [party.code for party in contents.parties] == [
        proposal.ratifications.get().municipality.code
    ]
    assert other.title not in repr(contents)


def test_it_says_for_whom_by_whom_and_when():
    proposal = a_round(AGREED)

    contents = collected(proposal, number=3)

    assert (contents.number, contents.frozen_at, contents.closes_at) == (3, NOW, CLOSES_AT)
    assert contents.frozen_by == (f"Regiocoördinator, Cultuurregio {proposal.profile.region.name}")
    assert (contents.region, contents.title, contents.addressee, contents.period) == (
        proposal.profile.region.name,
        proposal.profile.title,
        "minister",
        "2021–2024",
    )


@pytest.mark.parametrize("note", ["", "Voorbeeldgegevens: dit is verzonnen."])
def test_example_data_say_so(note):
    proposal = a_round(AGREED)
    type(proposal.profile).objects.update(example_note=note)
    proposal.profile.refresh_from_db()

    assert collected(proposal).example_note == note


def test_the_profile_is_that_of_the_frozen_version():
    proposal = a_round(AGREED)
    title = proposal.profile.title
    change_everything_of(proposal.profile)

    contents = collected(type(proposal).objects.get(pk=proposal.pk))

    assert (contents.title, contents.addressee, contents.period) == (
        title,
        "minister",
        "2021–2024",
    )
    assert contents.chapters == (bundle.Chapter("Visie", "Ruimte voor makers."),)
    assert contents.themes == (
        bundle.Theme(
            1,
            "Plaats",
            "Hier begint het.",
            (bundle.Ambition("1.2", "Dichtbij", "In elk dorp."),),
        ),
    )
    assert contents.milestones == (bundle.Milestone("voorjaar 2019", "Advies"),)


def change_everything_of(profile):
    for model in (Chapter, Theme, Ambition):
        model.objects.update(title="Later", text="Later.")
    Milestone.objects.update(title="Later", shown_as="later")
    type(profile).objects.filter(pk=profile.pk).update(
        title="Later", addressee="een ander", first_year=2025, last_year=2028
    )


def test_the_dictum_carries_a_hash_per_item_and_in_total():
    proposal = a_round(AGREED)
    hashes = [item_sha256(organ=organ, number=number, text=text) for number, organ, text in ITEMS]

    dictum = collected(proposal).dictum

    assert [(item.number, item.organ, item.text) for item in dictum.items] == [
        (number, Organ(organ).label, text) for number, organ, text in ITEMS
    ]
    assert [item.sha256 for item in dictum.items] == hashes
    assert (dictum.sha256, dictum.version) == (dictum_sha256(hashes), 1)


def test_actions_are_those_of_the_own_profile_with_their_lead():
    proposal = a_round(AGREED)
    a_round(AGREED)
    lead = proposal.ratifications.get().municipality
    action = proposal.profile.themes.get().actions.get()
    action.lead = lead
    action.save()

    contents = collected(proposal)

    assert contents.actions == (bundle.Action("1.1", "Atelier", "Open.", "Plaats", lead.name),)
    assert contents.pilots == ()


def test_actions_say_who_stood_where_at_the_freeze():
    proposal = a_round(AGREED)
    home = proposal.ratifications.get().municipality
    action = proposal.profile.themes.get().actions.get()
    answered(
        action, home, at=NOW - timedelta(days=1), valid_from=local_date(NOW - timedelta(days=1))
    )
    answered(
        action,
        home,
        Answer.NO,
        at=NOW + timedelta(days=1),
        valid_from=local_date(NOW - timedelta(days=1)),
    )

    contents = collected(proposal, at=NOW)

    assert contents.actions[0].answers == (f"Doet mee: {home.name}",)


def test_a_snapshot_without_answers_keeps_its_bytes():
    contents = collected(a_round(AGREED))

    assert "answers" not in bundle.to_snapshot(contents)["actions"][0]


@pytest.mark.parametrize("municipalities", [1, 14, 60])
def test_collecting_costs_the_same_for_any_number(municipalities, django_assert_num_queries):
    proposal = a_round(*[READY] * municipalities)
    version = (
        type(proposal.versions.get())
        .objects.select_related("proposal__profile__region", "profile_version")
        .get(proposal=proposal)
    )
    by = coordinator(proposal.profile.region)

    with django_assert_num_queries(20):
        contents = collect(version, number=1, by=by, at=NOW)

    assert len(contents.parties) == municipalities


def test_it_carries_the_head_of_the_trail():
    proposal = a_round(AGREED)
    last = Entry.objects.latest("number")

    chain = collected(proposal).chain

    assert (chain.number, chain.sha256) == (last.number, last.hash)


def test_a_snapshot_of_before_keeps_its_bytes():
    snapshot = to_snapshot(replace(collected(a_round(AGREED)), chain=None))

    assert "chain" not in snapshot
    assert to_snapshot(from_snapshot(snapshot)) == snapshot
