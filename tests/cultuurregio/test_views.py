"""Where a weakness can be reported."""

from datetime import UTC, date, datetime, timedelta

import pytest
import yaml
from django.conf import settings as portal

from tests.architecture.tree import PROJECT

pytestmark = pytest.mark.django_db
ADDRESS = "/.well-known/security.txt"


@pytest.fixture
def contacts(settings):
    settings.SECURITY_CONTACT = ["veilig@regio.example", "https://regio.example/meld"]


@pytest.mark.usefixtures("contacts")
def test_security_txt_says_what_rfc_9116_asks(client):
    response = client.get(ADDRESS)

    lines = [line.split(": ", 1) for line in response.content.decode().splitlines()]
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert lines == [
        ["Contact", "mailto:veilig@regio.example"],
        ["Contact", "https://regio.example/meld"],
        ["Expires", f"{date(2027, 11, 23)}T00:00:00Z"],
        ["Preferred-Languages", "nl, en"],
        ["Canonical", f"http://testserver{ADDRESS}"],
        ["Policy", "http://testserver/zwakke-plek-melden/"],
    ]


@pytest.mark.usefixtures("contacts")
def test_it_expires_within_a_year_of_the_release(client):
    [line] = [s for s in client.get(ADDRESS).content.decode().split("\n") if "Expires" in s]

    expires = datetime.fromisoformat(line.removeprefix("Expires: "))
    released = datetime.combine(portal.RELEASED_ON, datetime.min.time(), UTC)
    assert timedelta(days=300) < expires - released <= timedelta(days=365)


def test_release_is_that_of_the_catalogue():
    described = yaml.safe_load((PROJECT / "publiccode.yml").read_text())

    assert described["releaseDate"] == portal.RELEASED_ON.isoformat()


@pytest.mark.usefixtures("contacts")
def test_policy_is_a_page_for_people(client):
    page = client.get("/zwakke-plek-melden/").content.decode()

    assert 'href="mailto:veilig@regio.example"' in page
    assert "geen aangifte" in page


@pytest.mark.parametrize("address", [ADDRESS, "/zwakke-plek-melden/"])
def test_without_somebody_who_reads_it_there_is_no_promise(client, settings, address):
    settings.SECURITY_CONTACT = []

    assert client.get(address).status_code == 404
