"""What is opened under embargo is remembered, the first time on a day."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from decisions.services import note_reading
from municipalities.models import Role
from tests.factories.decisions import EMBARGO_AT, NOW, concept, offered
from tests.factories.people import MembershipFactory, person
from trail.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.embargo]

DAY = timedelta(days=1)


@pytest.fixture
def version():
    return offered(embargo_at=EMBARGO_AT)


@pytest.fixture
def reader(version):
    return person(Role.OFFICIAL, version.proposal.ratifications.first().municipality)


def read(version, by, *, at=NOW, sha256=None):
    note_reading(
        version,
        sentence="Geopend",
        sha256=version.sha256 if sha256 is None else sha256,
        by=by,
        at=at,
    )


def readings():
    return Entry.objects.filter(act="read")


def test_the_first_time_is_in_the_trail(version, reader):
    read(version, reader)

    entry = readings().get()
    assert (entry.by, entry.at, entry.sentence) == (reader.user, NOW, "Geopend")
    assert (entry.object_id, entry.object_sha256) == (str(version.pk), version.sha256)
    assert (entry.organisation_id, entry.capacity) == (reader.organisation_id, "Ambtenaar")


def test_the_second_time_on_a_day_is_not(version, reader):
    read(version, reader)

    read(version, reader, at=NOW + timedelta(hours=11))  # a quarter to midnight in Amsterdam

    assert readings().count() == 1


@pytest.mark.parametrize(
    "differently",
    [
        lambda version, reader: read(version, reader, at=NOW + timedelta(hours=12)),
        lambda version, _: read(version, MembershipFactory()),
        lambda version, reader: read(version, reader, sha256="b" * 64),
        lambda _, reader: read(offered(embargo_at=EMBARGO_AT), reader),
    ],
    ids=["the next day", "somebody else", "a bundle of it", "another version"],
)
def test_another_day_person_or_thing_is_told_apart(version, reader, differently):
    read(version, reader)

    differently(version, reader)

    assert readings().count() == 2


def test_after_the_embargo_nobody_is_followed(version, reader):
    last = version.proposal.closes_at  # not before the embargo, and nobody has decided

    read(version, reader, at=last - timedelta(microseconds=1))
    read(version, reader, at=last + DAY)

    assert readings().count() == 1


def test_a_concept_is_read_by_its_writers_only_and_not_kept(version, reader):
    read(concept(version.proposal), reader)

    assert not readings().exists()


@pytest.mark.parametrize(("before", "queries"), [(0, 2), (1, 1)])
def test_it_costs_two_queries_at_most(version, reader, before, queries, django_assert_num_queries):
    for _ in range(before):
        read(version, reader)

    with django_assert_num_queries(queries):
        read(version, reader)


def current(version):
    """Let the embargo hold today: pages know no other moment."""
    assert version.proposal.closes_at < timezone.now()
    return offered(embargo_at=timezone.now() + DAY)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"If-None-Match": "*", "If-Modified-Since": "Sat, 01 Jan 2050 00:00:00 GMT"},
        {"Range": "bytes=0-0"},
        {"HX-Request": "true"},
    ],
    ids=["plain", "conditional", "range", "htmx"],
)
@pytest.mark.parametrize("name", ["proposal", "version"])
def test_opening_the_page_is_kept_however_it_is_asked(client, version, name, headers):
    version = current(version)
    reader = person(Role.OFFICIAL, version.proposal.ratifications.first().municipality)
    client.force_login(reader.user)
    number = [version.number] if name == "version" else []

    answer = client.get(
        reverse(f"decisions:{name}", args=[version.proposal_id, *number]), headers=headers
    )

    assert answer.status_code == 200
    entry = readings().get()
    assert entry.sentence == "Collegevoorstel versie 1 geopend"
    assert entry.origin == "127.0.0.0/24"


@pytest.mark.parametrize(("role", "count"), [(Role.SECRETARY, 1), (Role.CLERK, 0)])
def test_the_text_beside_an_act_is_kept_for_whom_it_shows(client, version, role, count):
    version = current(version)
    road = version.proposal.ratifications.first()
    client.force_login(person(role, road.municipality).user)

    page = client.get(road.get_absolute_url()).content.decode()

    assert page.count("De tekst waarover het gaat") == count
    assert readings().filter(sentence__contains="bij de besluitvorming").count() == count


def test_a_comparison_that_quotes_the_text_is_kept(client, version):
    version = current(version)
    road = version.proposal.ratifications.first()
    client.force_login(person(Role.CLERK, road.municipality).user)
    file = SimpleUploadedFile("a.txt", b"Het college besluit:\n1. Iets heel anders.")
    papers = reverse("decisions:papers", args=[road.proposal_id, road.municipality.code])

    page = client.post(papers, {"file": file}).content.decode()

    assert "wijkt af van het dictum" in page
    entry = readings().get()
    assert entry.sentence == "Dictum van versie 1 vergeleken met een eigen document"


def test_asking_for_the_head_alone_shows_nothing_and_keeps_nothing(client, version):
    client.force_login(
        person(Role.OFFICIAL, version.proposal.ratifications.first().municipality).user
    )

    answer = client.head(reverse("decisions:proposal", args=[version.proposal_id]))

    assert (answer.status_code, readings().count()) == (405, 0)


def test_the_page_costs_at_most_two_queries_more(client, version):
    version = current(version)
    client.force_login(
        person(Role.OFFICIAL, version.proposal.ratifications.first().municipality).user
    )
    address = reverse("decisions:proposal", args=[version.proposal_id])

    with CaptureQueriesContext(connection) as seen:
        client.get(address)

    about = [query for query in seen.captured_queries if "trail_entry" in query["sql"]]
    assert len([query for query in about if "'read'" in query["sql"]]) == 2
