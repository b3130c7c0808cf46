"""The pages of the trail: who reads which part of it, and what one can look for."""

import json
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from municipalities.models import Role
from tests.factories.people import MembershipFactory, person
from trail.models import Anchor
from trail.services import anchor, record

pytestmark = pytest.mark.django_db

AT = datetime(2018, 10, 9, 14, tzinfo=UTC)
OWN = ["trail", "trail_csv", "trail_json"]
REGIONAL = ["region_trail", "region_trail_csv", "region_trail_json"]


@pytest.fixture
def member():
    """Somebody of a municipality, who did one thing; so did the neighbour, and the coordinator."""
    member = MembershipFactory()
    member.origin = "192.0.2.0/24"
    home = member.organisation
    act("Eigen handeling.", by=member)
    act("Handeling van de buren.", by=MembershipFactory(organisation__region=home.region))
    act("Handeling voor de regio.", by=person(Role.COORDINATOR, home))
    act("Handeling in een andere regio.", by=MembershipFactory())
    return member


def act(sentence, *, by, at=AT, code="signed"):
    record(act=code, sentence=sentence, of=by.organisation, by=by, at=at, sha256="ab" * 32)


def read(client, member, name, **asked):
    client.force_login(member.user)
    answer = client.get(reverse(f"municipalities:{name}"), asked)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer, content.decode()


@pytest.mark.parametrize("name", OWN)
def test_people_read_the_trail_of_their_own_organisation_alone(client, member, name):
    answer, text = read(client, member, name)

    assert answer.status_code == 200
    assert "Eigen handeling." in text
    assert "buren" not in text
    assert "regio." not in text


@pytest.mark.parametrize("name", REGIONAL)
def test_people_of_a_municipality_do_not_read_the_trail_of_the_region(client, member, name):
    answer, _ = read(client, member, name)

    assert answer.status_code == 403


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.AUDITOR])
@pytest.mark.parametrize("name", REGIONAL)
def test_who_acts_for_the_region_reads_all_of_it_and_of_no_other(client, member, name, role):
    answer, text = read(client, person(role, member.organisation), name)

    assert answer.status_code == 200
    assert all(words in text for words in ("Eigen handeling.", "van de buren.", "voor de regio."))
    assert "in een andere regio" not in text


@pytest.mark.parametrize("name", OWN)
def test_who_acts_for_the_region_has_what_was_done_for_it_as_own_trail(client, member, name):
    _, text = read(client, person(Role.COORDINATOR, member.organisation), name)

    assert "Handeling voor de regio." in text
    assert "Eigen handeling." not in text
    assert "in een andere regio" not in text


def test_the_page_says_who_for_whom_what_on_what_and_from_where(client, member):
    _, text = read(client, member, "trail")

    assert "9 oktober 2018 om 16.00 uur" in text.replace("\xa0", " ").replace("&nbsp;", " ")
    assert f"{member.user}, namens {member.on_behalf_of} (Ambtenaar)" in text
    assert f"gemeente, kenmerk {member.organisation_id}" in text
    assert "ab" * 32 in text
    assert "192.0.2.0/24" in text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"vanaf": "10-10-2018"}, False),
        ({"vanaf": "9 oktober 2018", "tot": "9-10-2018"}, True),
        ({"tot": "8-10-2018"}, False),
        ({"handeling": "signed"}, True),
        ({"handeling": "retried"}, False),
    ],
)
@pytest.mark.parametrize("name", OWN)
def test_page_and_files_hold_what_is_asked_for(client, member, name, asked, found):
    answer, text = read(client, member, name, **asked)

    assert answer.status_code == 200
    assert ("Eigen handeling." in text) is found


def test_a_colleague_can_be_looked_for(client, member):
    colleague = MembershipFactory(organisation=member.organisation)
    act("Van de collega.", by=colleague)

    _, text = read(client, member, "trail", persoon=colleague.user_id)

    assert "Van de collega." in text
    assert "Eigen handeling." not in text


def test_a_stranger_cannot_be_looked_for(client, member):
    stranger = MembershipFactory().user

    answer, text = read(client, member, "trail", persoon=stranger.pk)

    assert answer.status_code == 422
    assert str(stranger) not in text


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"vanaf": "morgen"}, "Vul een datum in."),
        ({"vanaf": "9-10-2018", "tot": "8-10-2018"}, "Kies een dag op of na de eerste dag."),
    ],
)
def test_what_cannot_be_asked_is_said_beside_the_field(client, member, asked, sentence):
    answer, text = read(client, member, "trail", **asked)

    assert answer.status_code == 422
    assert sentence in text
    assert "Eigen handeling." not in text


def test_older_lines_are_on_the_next_page_of_what_is_asked(client, member):
    for number in range(60):
        act(f"Regel {number}.", by=member)

    _, first = read(client, member, "trail", handeling="signed")
    _, second = read(client, member, "trail", handeling="signed", voor=15)

    assert "?handeling=signed&amp;voor=15" in first
    assert "Eigen handeling." not in first
    assert "Eigen handeling." in second
    assert "Nieuwste regels" in second


def test_a_number_that_is_none_shows_nothing(client, member):
    assert read(client, member, "trail", voor="x")[0].status_code == 422


def test_the_page_shows_when_the_chain_was_last_kept(client, member):
    _, before = read(client, member, "trail")
    kept = anchor(at=AT)

    _, after = read(client, member, "trail")

    assert "nog niet vastgelegd buiten de database" in before
    assert f"tot en met nummer {kept.number}" in after
    assert Anchor.objects.get().hash in after


def test_nothing_happened_is_said(client):
    _, text = read(client, MembershipFactory(), "trail")

    assert "Er is nog niets gebeurd." in text


@pytest.mark.parametrize("count", [1, 60])
def test_the_page_costs_the_same_for_any_number(client, count, django_assert_max_num_queries):
    member = MembershipFactory()
    for number in range(count):
        act(f"Regel {number}.", by=member)
    client.force_login(member.user)

    with django_assert_max_num_queries(8):
        client.get(reverse("municipalities:trail"))


def test_the_files_are_downloads_with_the_right_type(client, member):
    table, _ = read(client, member, "trail_csv")
    data, text = read(client, member, "trail_json")

    assert table["Content-Type"] == "text/csv; charset=utf-8"
    assert table["Content-Disposition"] == 'attachment; filename="logboek.csv"'
    assert data["Content-Disposition"] == 'attachment; filename="logboek.json"'
    assert [row["sentence"] for row in json.loads(text)] == ["Eigen handeling."]
