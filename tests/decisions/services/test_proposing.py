"""From a read document to fourteen colleges: import, freeze, offer, acknowledge, new version."""

from datetime import timedelta

import pytest
from django.db import Error, transaction

from decisions import services
from decisions.documents.contents import ReadItem, ReadProposal, ReadSection
from decisions.models import Audience, DictumItem, Organ, Ratification, Section, SectionKind
from decisions.rules.blockers import Blocker
from decisions.rules.identity import dictum_sha256, item_sha256
from municipalities.models import Role
from notices.models import Notice
from tests.factories.decisions import (
    CLOSES_AT,
    EMBARGO_AT,
    LATER,
    NOW,
    OFFERED_AT,
    ProfileFactory,
    ProposalFactory,
    a_road,
    concept,
    coordinator,
    frozen,
    offered,
)
from tests.factories.people import MembershipFactory, MunicipalityFactory, person
from trail.models import Entry

pytestmark = pytest.mark.django_db

READ = ReadProposal(
    title="",
    items=(
        ReadItem("1", Organ.COLLEGE, "Kennis te nemen."),
        ReadItem("2", Organ.MAYOR, "De burgemeester besluit: te machtigen."),
    ),
    sections=(
        ReadSection(SectionKind.INTRODUCTION, Audience.PARTIES, "Inleiding", "Er is een plan."),
        ReadSection(SectionKind.PROCESS, Audience.OWN, "Intern overleg", "Geen capaciteit."),
    ),
    near_copies=(),
)


def test_import_makes_a_concept_with_everything_that_was_read():
    profile = ProfileFactory()
    by = coordinator(profile.region)

    owner = MunicipalityFactory(region=profile.region)

    proposal = services.import_proposal(
        profile=profile, read=READ, closes_at=CLOSES_AT, owner=owner, by=by, at=NOW
    )

    version = proposal.versions.get()
    assert proposal.title == profile.title
    assert version.frozen_at is None
    assert list(version.items.values_list("number", "organ", "text")) == [
        ("1", "college", "Kennis te nemen."),
        ("2", "mayor", "De burgemeester besluit: te machtigen."),
    ]
    assert list(version.sections.values_list("heading", "organisation")) == [
        ("Inleiding", None),
        ("Intern overleg", owner.pk),
    ]


def test_own_sections_are_only_for_the_own_organisation():
    profile = ProfileFactory()
    own_people = MembershipFactory(organisation__region=profile.region)
    by = coordinator(profile.region)
    services.import_proposal(
        profile=profile,
        read=READ,
        closes_at=CLOSES_AT,
        owner=own_people.organisation,
        by=by,
        at=NOW,
    )

    own, others = (
        set(Section.objects.readable_by(reader).values_list("heading", flat=True))
        for reader in (own_people, by)
    )

    assert own == {"Inleiding", "Intern overleg"}
    assert others == {"Inleiding"}


def test_freezing_hashes_every_item_and_the_whole():
    version = frozen(ProposalFactory())

    items = list(version.items.all())
    assert [item.sha256 for item in items] == [
        item_sha256(organ=item.organ, number=item.number, text=item.text) for item in items
    ]
    assert version.sha256 == dictum_sha256(item.sha256 for item in items)
    assert version.profile_version.number == 1
    assert Entry.objects.get(act="froze_proposal").object_sha256 == version.sha256


@pytest.mark.parametrize(
    ("items", "blocker"),
    [([], Blocker.NO_ITEMS), ([("1", Organ.MAYOR, "Te machtigen.")], Blocker.NO_COLLEGE_ITEM)],
)
def test_freezing_needs_an_item_of_the_college(items, blocker):
    proposal = ProposalFactory()

    with pytest.raises(services.Refused) as refusal:
        frozen(proposal, items)

    assert refusal.value.blockers == [blocker]


def test_freezing_twice_is_refused():
    version = frozen(ProposalFactory())

    with pytest.raises(services.Refused, match="al vastgesteld"):
        services.freeze(version, by=coordinator(version.proposal.profile.region), at=NOW)


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v.items.update(text="Anders."),
        lambda v: v.items.first().delete(),
        lambda v: v.sections.create(kind="costs", audience="public", heading="", position=9),
        lambda v: DictumItem.objects.create(
            version=v, number="9", organ="college", text="Erbij.", position=9
        ),
        lambda v: type(v).objects.filter(pk=v.pk).update(number=7),
        lambda v: type(v).objects.filter(pk=v.pk).update(frozen_at=None, frozen_by=None),
    ],
)
def test_the_database_keeps_a_frozen_version_as_it_is(change):
    version = frozen(ProposalFactory())

    with pytest.raises(Error, match=r"frozen|Cannot update"), transaction.atomic():
        change(version)


def test_offering_puts_it_to_every_college_of_the_region_and_no_other():
    proposal = ProposalFactory()
    MunicipalityFactory.create_batch(3, region=proposal.profile.region)
    MunicipalityFactory()
    by = coordinator(proposal.profile.region)

    version = offered(proposal)

    roads = Ratification.objects.filter(proposal=proposal)
    assert {road.municipality.region_id for road in roads} == {proposal.profile.region_id}
    assert version.offers.count() == roads.count() == 4
    assert proposal.embargo.not_before == EMBARGO_AT
    offers = Entry.objects.filter(act="offered_proposal")
    assert {entry.by for entry in offers} == {by.user}
    assert offers.count() == 1 + roads.count()


def test_offering_tells_those_who_take_it_into_the_procedure():
    proposal = ProposalFactory()
    coordinator(proposal.profile.region)
    municipality = MunicipalityFactory(region=proposal.profile.region)
    told = [person(role, municipality).user for role in (Role.OFFICIAL, Role.SECRETARY)]
    person(Role.CLERK, municipality)

    offered(proposal)

    assert {notice.recipient for notice in Notice.objects.all()} == set(told)
    assert Notice.objects.first().path == municipality.ratifications.get().get_absolute_url()


@pytest.mark.parametrize(
    ("make", "at", "blocker"),
    [
        (concept, OFFERED_AT, Blocker.NOT_FROZEN),
        (offered, NOW, Blocker.OFFERED),
        (frozen, CLOSES_AT, Blocker.CLOSED),
    ],
)
def test_offering_is_refused(make, at, blocker):
    version = make(ProposalFactory())

    with pytest.raises(services.Refused) as refusal:
        services.offer_to_all(
            version,
            not_before=EMBARGO_AT,
            ends_at_latest=LATER,
            by=coordinator(version.proposal.profile.region),
            at=at,
        )

    assert refusal.value.blockers == [blocker]


def test_a_later_version_goes_out_under_the_same_embargo():
    proposal = offered().proposal
    version = frozen(proposal, [("1", Organ.COLLEGE, "Anders.")], at=NOW)

    services.offer_to_all(
        version,
        not_before=NOW - timedelta(days=400),
        ends_at_latest=NOW - timedelta(days=399),
        by=coordinator(proposal.profile.region),
        at=NOW,
    )

    proposal.embargo.refresh_from_db()
    assert proposal.embargo.not_before == EMBARGO_AT


@pytest.mark.parametrize(
    ("not_before", "ends_at_latest", "blocker"),
    [
        (OFFERED_AT, LATER, Blocker.EMBARGO_PAST),
        (EMBARGO_AT, EMBARGO_AT - timedelta(seconds=1), Blocker.EMBARGO_BACKWARDS),
    ],
)
def test_an_embargo_lies_ahead(not_before, ends_at_latest, blocker):
    version = frozen(ProposalFactory())

    with pytest.raises(services.Refused) as refusal:
        services.offer_to_all(
            version,
            not_before=not_before,
            ends_at_latest=ends_at_latest,
            by=coordinator(version.proposal.profile.region),
            at=OFFERED_AT,
        )

    assert refusal.value.blockers == [blocker]
    assert not version.offers.exists()


@pytest.mark.parametrize("change", [{"not_before": OFFERED_AT}, {"ends_at_latest": LATER}])
def test_the_database_keeps_the_embargo(change):
    embargo = offered().proposal.embargo

    with pytest.raises(Error, match="Cannot update"):
        type(embargo).objects.filter(pk=embargo.pk).update(**change)


def test_acknowledging_says_who_and_when():
    road = a_road()
    official = person(Role.OFFICIAL, road.municipality)

    services.acknowledge(road, by=official, at=NOW)

    offer = road.offers.get()
    assert (offer.acknowledged_by, offer.acknowledged_at) == (official.user, NOW)
    with pytest.raises(services.Refused, match="al bevestigd"):
        services.acknowledge(road, by=official, at=NOW)


def test_the_first_offer_can_move_the_closing():
    version = frozen(ProposalFactory())
    by = coordinator(version.proposal.profile.region)

    services.offer_to_all(
        version,
        not_before=EMBARGO_AT,
        ends_at_latest=LATER,
        closes_at=LATER,
        by=by,
        at=OFFERED_AT,
    )

    version.proposal.refresh_from_db()
    assert version.proposal.closes_at == LATER
    assert Entry.objects.get(act="set_closing").by == by.user


def test_the_notice_of_an_offer_does_not_name_it():
    municipality = MunicipalityFactory()
    person(Role.SECRETARY, municipality)

    proposal = offered(ProposalFactory(profile__region=municipality.region)).proposal

    assert proposal.title not in Notice.objects.get().subject
