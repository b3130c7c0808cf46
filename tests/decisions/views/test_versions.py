"""Two versions beside each other, and a new one by two people."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from decisions import services
from decisions.models import DictumItem, Organ, Replacement, Section
from municipalities.models import Role
from tests.factories.decisions import (
    DECIDED_ON,
    NOW,
    ProposalFactory,
    a_road,
    concept,
    coordinator,
    frozen,
    offered,
    second_coordinator,
)
from tests.factories.people import person
from trail.models import Entry

pytestmark = pytest.mark.django_db


def signed_in(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def writer(proposal):
    return signed_in(coordinator(proposal.profile.region))


def reader(proposal):
    return signed_in(person(Role.CLERK, coordinator(proposal.profile.region).organisation))


def url(proposal, name, *args):
    return reverse(f"decisions:{name}", args=[proposal.pk, *args])


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def begin(proposal, reason="Een bedrag klopte niet."):
    by = coordinator(proposal.profile.region)
    return services.begin_version(proposal, reason=reason, by=by, at=NOW)


def summary(proposal, client=None):
    return (client or writer(proposal)).get(url(proposal, "difference")).context["page"].summary


def rewrite(version, number, text):
    DictumItem.objects.filter(version=version, number=number).update(text=text)


def test_the_difference_is_one_sentence_and_then_word_by_word():
    version = begin(offered().proposal)
    rewrite(version, "1", "Kennis te nemen van het hele profiel.")

    response = writer(version.proposal).get(url(version.proposal, "difference"))

    html = " ".join(response.content.decode().split())
    assert "1 beslispunt gewijzigd." in html
    assert re.search(r"<ins><span[^>]*> \[nieuw: </span>hele", html)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda _: None, "De teksten zijn gelijk."),
        (lambda v: v.items.filter(number="1").update(organ=Organ.MAYOR), "1 beslispunt gewijzigd."),
        (lambda v: v.items.filter(number="3").delete(), "1 beslispunt vervallen."),
        (
            lambda v: DictumItem.objects.create(
                version=v, number="4", organ="college", text="Meer.", position=9
            ),
            "1 beslispunt toegevoegd.",
        ),
        (
            lambda v: Section.objects.create(
                version=v, kind="argument", audience="public", text="Omdat.", position=1
            ),
            "1 onderdeel toegevoegd.",
        ),
        (lambda v: v.items.filter(number="3").update(number="2b"), "1 beslispunt vernummerd."),
    ],
)
def test_what_happened_is_counted(change, said):
    version = begin(offered().proposal)
    change(version)

    assert summary(version.proposal) == said


def test_moving_names_what_moved_and_what_got_another_number():
    version = begin(offered().proposal)
    keys = {i.number: i.key for i in version.items.all()}
    for position, (old, new) in enumerate([("3", "1"), ("1", "2"), ("2", "3"), ("2a", "3a")], 1):
        DictumItem.objects.filter(version=version, key=keys[old]).update(
            number=new, position=position
        )

    assert summary(version.proposal) == "1 beslispunt verplaatst, 3 beslispunten vernummerd."


def test_versions_without_keys_are_matched_by_number():
    version = begin(offered().proposal)
    DictumItem.objects.filter(version=version).update(key=None)
    rewrite(version, "1", "Anders.")

    assert summary(version.proposal) == "1 beslispunt gewijzigd."


@pytest.mark.parametrize("page", [("difference",), ("agree_to_replace", 2)])
def test_who_reads_two_versions_under_embargo_is_noted_for_both(page):
    last = offered(embargo_at=timezone.now() + timedelta(days=3))
    begun = begin(last.proposal)
    by = coordinator(last.proposal.profile.region)
    version = services.freeze(begun, by=by, at=NOW)

    for _ in range(2):
        writer(last.proposal).get(url(last.proposal, *page))

    noted = Entry.objects.filter(act="read", by=by.user)
    assert {entry.object_id for entry in noted} == {str(last.pk), str(version.pk)}
    assert noted.count() == 2


def test_a_concept_is_only_for_its_writers():
    version = begin(offered().proposal)
    rewrite(version, "1", "Nog geheim.")
    client = reader(version.proposal)

    assert "Nog geheim." not in text_of(client.get(url(version.proposal, "difference")))
    response = client.get(url(version.proposal, "difference"), {"van": 1, "naar": 2})
    assert response.status_code == 422
    assert "Nog geheim." not in text_of(response)


def test_of_one_version_there_is_nothing_to_compare():
    proposal = frozen(ProposalFactory()).proposal

    assert "Er is maar één versie" in text_of(reader(proposal).get(url(proposal, "difference")))


def test_a_new_version_is_begun_with_a_reason():
    proposal = offered().proposal

    refused = writer(proposal).post(url(proposal, "begin_version"), {"reason": ""})
    begun = writer(proposal).post(url(proposal, "begin_version"), {"reason": "Een fout."})

    assert refused.status_code == 422
    assert begun.url == url(proposal, "writing")
    assert Replacement.objects.get().reason == "Een fout."


def test_there_is_one_concept_at_a_time():
    proposal = concept(ProposalFactory()).proposal

    response = writer(proposal).post(url(proposal, "begin_version"), {"reason": "Nog een."})

    assert response.status_code == 422
    assert "Er is al een concept van een nieuwe versie." in text_of(response)


@pytest.fixture
def waiting():
    """A frozen version that waits for its second person."""
    version = begin(offered().proposal)
    rewrite(version, "1", "Kennis te nemen van het verbeterde profiel.")
    return services.freeze(version, by=coordinator(version.proposal.profile.region), at=NOW)


def test_the_second_person_reads_the_difference_and_agrees(waiting):
    proposal = waiting.proposal
    client = signed_in(second_coordinator(proposal.profile.region))
    page = client.get(url(proposal, "agree_to_replace", 2))
    assert "verbeterde" in text_of(page)

    response = client.post(url(proposal, "agree_to_replace", 2), page.context["form"].initial)

    assert response.url == url(proposal, "version", 2)
    assert Replacement.objects.get().agreed_at is not None


def test_who_began_it_cannot_agree(waiting):
    response = writer(waiting.proposal).post(
        url(waiting.proposal, "agree_to_replace", 2), {"seen_sha256": waiting.sha256}
    )

    assert response.status_code == 409
    assert "U stelde deze nieuwe versie zelf vast." in text_of(response)


def test_the_offer_waits_for_the_second_person(waiting):
    page = text_of(writer(waiting.proposal).get(url(waiting.proposal, "version", 2)))

    assert "Een tweede persoon moet instemmen met deze nieuwe versie." in page


def test_a_version_that_replaces_nothing_has_no_such_page():
    proposal = frozen(ProposalFactory()).proposal

    assert (
        writer(proposal).get(url(proposal, "agree_to_replace", 1)).url
        == f"/voorstellen/{proposal.pk}/"
    )


def test_earlier_decisions_are_flagged_on_their_road_and_on_the_board():
    road = a_road(outcome="agreed", decided_on=DECIDED_ON)
    offered(road.proposal, [("1", "college", "Anders.")], at=NOW)
    client = signed_in(person(Role.SECRETARY, road.municipality))

    page = client.get(url(road.proposal, "ratification", road.municipality.code))
    board = client.get(url(road.proposal, "board"))

    assert "Op vervangen versie, bekrachtiging nodig" in text_of(page)
    assert "op een vervangen versie; bekrachtiging is nodig" in text_of(board)
