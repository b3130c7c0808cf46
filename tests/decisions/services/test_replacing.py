"""A new version: begun with a reason, agreed to by a second person, and only then offered."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from decisions import services
from decisions.models import ProposalVersion, Replacement
from decisions.rules.blockers import Blocker
from decisions.rules.road import road_at
from decisions.selectors.differences import changes_of
from municipalities.models import Role
from notices.models import Notice
from tests.factories.decisions import (
    LATER,
    NOW,
    OFFERED_AT,
    ProposalFactory,
    a_road,
    concept,
    coordinator,
    decide,
    frozen,
    offered,
    second_coordinator,
)
from tests.factories.people import person
from trail.models import Entry

pytestmark = pytest.mark.django_db


def begin(proposal, *, reason="Een bedrag klopte niet.", by=None):
    by = by or coordinator(proposal.profile.region)
    return services.begin_version(proposal, reason=reason, by=by, at=NOW)


def freeze(version):
    by = coordinator(version.proposal.profile.region)
    return services.freeze(version, by=by, at=NOW + timedelta(minutes=1))


def agree(version, *, by=None, seen=None):
    by = by or second_coordinator(version.proposal.profile.region)
    services.agree_to_replace(
        version, seen_sha256=seen or version.sha256, by=by, at=NOW + timedelta(minutes=2)
    )


def offer(version):
    by = coordinator(version.proposal.profile.region)
    services.offer_to_all(version, by=by, at=NOW + timedelta(minutes=3))


def refused(act, *args, **named):
    with pytest.raises(services.Refused) as refusal:
        act(*args, **named)
    return refusal.value.blockers


def rewrite(version, text):
    version.items.filter(number="1").update(text=text)


def test_a_new_version_keeps_text_and_keys():
    last = offered()

    version = begin(last.proposal)

    fields = ("key", "number", "organ", "text", "position")
    assert list(version.items.values_list(*fields)) == list(last.items.values_list(*fields))
    assert not version.items.exclude(sha256="").exists()
    assert version.number == 2
    assert Entry.objects.get(act="began_version").object_sha256 == last.sha256


def test_old_items_without_a_key_get_one():
    last = frozen(ProposalFactory())
    concept_version = begin(last.proposal, reason="")

    assert all(item.key for item in concept_version.items.all())


def test_a_version_that_was_offered_is_replaced_by_two_people():
    last = offered()
    version = begin(last.proposal)
    rewrite(version, "Kennis te nemen van het verbeterde profiel.")
    assert refused(agree, version, seen="") == [Blocker.NOT_FROZEN]
    version = freeze(version)

    assert refused(offer, version) == [Blocker.REPLACEMENT]
    agree(version)
    offer(version)

    replacement = Replacement.objects.get(version=version)
    assert replacement.asked_by != replacement.agreed_by
    assert version.offers.exists()


@pytest.mark.parametrize(
    ("who", "seen", "blocker"),
    [
        (coordinator, None, Blocker.FROZEN_YOURSELF),
        (second_coordinator, "0" * 64, Blocker.TEXT_CHANGED),
    ],
)
def test_the_second_person_is_another_who_read_this_text(who, seen, blocker):
    version = freeze(begin(offered().proposal))
    by = who(version.proposal.profile.region)

    assert refused(agree, version, by=by, seen=seen) == [blocker]


def test_who_froze_what_another_began_does_not_agree_to_it_alone():
    version = begin(offered().proposal)
    rewrite(version, "Van een iemand alleen.")
    second = second_coordinator(version.proposal.profile.region)
    version = services.freeze(version, by=second, at=NOW + timedelta(minutes=1))

    assert refused(agree, version, by=second) == [Blocker.FROZEN_YOURSELF]
    agree(version, by=coordinator(version.proposal.profile.region))
    assert not ProposalVersion.objects.get(pk=version.pk).lacks_second_person


def test_the_database_knows_that_two_people_are_two():
    version = freeze(begin(offered().proposal))

    with pytest.raises(IntegrityError, match="agreed_to_frozen_text"):
        Replacement.objects.filter(version=version).update(
            agreed_at=NOW, agreed_by=version.frozen_by
        )


def test_nobody_agrees_twice_nor_without_the_role():
    version = freeze(begin(offered().proposal))
    official = person(Role.OFFICIAL, coordinator(version.proposal.profile.region).organisation)

    assert refused(agree, version, by=official) == [Blocker.NO_ROLE]
    agree(version)
    assert refused(agree, version) == [Blocker.AGREED]


def test_freezing_asks_the_others_and_not_who_froze():
    version = begin(offered().proposal)
    second = second_coordinator(version.proposal.profile.region)

    freeze(version)

    told = Notice.objects.filter(event=f"replacement:{version.pk}")
    assert {notice.recipient for notice in told} == {second.user}


def test_a_version_that_nobody_had_needs_no_second_person():
    version = freeze(begin(frozen(ProposalFactory()).proposal, reason=""))

    assert not version.lacks_second_person
    assert not Replacement.objects.exists()


@pytest.mark.parametrize(
    ("make", "reason", "blocker"),
    [
        (lambda: concept(ProposalFactory()), "Zomaar.", Blocker.CONCEPT_EXISTS),
        (offered, "", Blocker.NEEDS_REASON),
    ],
)
def test_beginning_is_refused(make, reason, blocker):
    assert refused(begin, make().proposal, reason=reason) == [blocker]


def test_earlier_decisions_are_on_a_replaced_version():
    road = a_road()
    decide(road)
    version = begin(road.proposal)
    rewrite(version, "Anders.")
    version = freeze(version)
    agree(version)

    offer(version)

    found = road_at(type(road).objects.with_facts().get(pk=road.pk), at=LATER)
    assert found.college is not None
    assert not found.is_on_this_version


def test_what_changed_is_told_by_key():
    last = offered(at=OFFERED_AT)
    version = begin(last.proposal)
    rewrite(version, "Kennis te nemen van het verbeterde profiel.")

    items, _ = changes_of(last, version, viewer=coordinator(last.proposal.profile.region))

    assert [change.what for change in items] == ["gewijzigd", *["ongewijzigd"] * 3]
    assert items[0].lines == ["Kennis te nemen van het {+verbeterde+} profiel."]
