"""Which servers a command gets, and when they stop."""

import os

import dj_email_url
import psycopg
import pytest

from devstack import CannotStart
from devstack.postgres import PORTAL
from devstack.stack import lasting_stack, throw_away_stack
from tests.devstack.conftest import free_port, servers_running

DATABASE_OF_THE_TESTS = os.environ["DATABASE_URL"]

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("bare_environment")]


@pytest.fixture
def database_given(monkeypatch):
    """Use the database of the test run, so that only Valkey is ours to start."""
    monkeypatch.setenv("DATABASE_URL", DATABASE_OF_THE_TESTS)


def test_servers_run_for_as_long_as_they_are_used(place):
    with lasting_stack(place) as stack:
        inside = servers_running(place)

    assert inside == ["postgres", "valkey"]
    assert servers_running(place) == []
    assert stack.environment["VAR_DIR"] == str(place.root)
    assert stack.environment["DEMO"] == "true"


def test_portal_has_a_role_of_its_own_and_the_owner_migrates(place):
    with lasting_stack(place) as stack:
        urls = [each["DATABASE_URL"] for each in (stack.owner, stack.environment)]
        users = [user_at(url) for url in urls]

    assert users == ["postgres", PORTAL]
    assert stack.has_role
    assert stack.environment | {"DATABASE_URL": urls[0]} == stack.owner


def user_at(url):
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT current_user").fetchone()[0]


def test_mail_lands_in_a_folder_for_us_alone():
    with throw_away_stack() as stack:
        folder = dj_email_url.parse(stack.environment["EMAIL_URL"])["EMAIL_FILE_PATH"]

        assert folder == str(stack.place.mail)
        assert stack.place.mail.stat().st_mode & 0o777 == 0o700


def test_who_leaves_last_stops_them(place, database_given):
    with lasting_stack(place) as first:
        with lasting_stack(place) as second:
            pass
        still = servers_running(place)

    assert still == ["valkey"]
    assert first.environment["REDIS_URL"] == second.environment["REDIS_URL"]
    assert servers_running(place) == []


def test_servers_in_the_environment_come_first(place, monkeypatch):
    with throw_away_stack() as given:
        for name in ("DATABASE_URL", "REDIS_URL"):
            monkeypatch.setenv(name, given.environment[name])

        with lasting_stack(place) as stack:
            inside = servers_running(place)

        assert inside == []
        assert stack.servers == []
        assert not stack.has_role
        assert stack.environment["DATABASE_URL"] == given.environment["DATABASE_URL"]
        assert stack.environment["REDIS_URL"] == given.environment["REDIS_URL"]


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("DATABASE_URL", "postgresql://portal:geheim@127.0.0.1:{port}/portal"),
        ("DATABASE_URL", "not an address: geheim"),
        ("REDIS_URL", "redis://:geheim@127.0.0.1:{port}/0"),
        ("REDIS_URL", "not an address: geheim"),
    ],
)
def test_a_wrong_address_is_one_sentence_without_the_password(place, monkeypatch, name, url):
    monkeypatch.setenv(name, url.format(port=free_port()))

    with pytest.raises(CannotStart) as refusal, lasting_stack(place):
        pass

    assert str(refusal.value).startswith(f"{name} is set, but no server answers at ")
    assert "geheim" not in str(refusal.value)
    assert servers_running(place) == []


def test_what_died_is_started_again(place, database_given):
    with lasting_stack(place) as stack:
        stack.servers[0].stop()

        assert stack.keep_up() == ["valkey"]
        assert stack.servers[0].answers()
        assert stack.keep_up() == []


def test_throw_away_servers_are_not_the_lasting_ones_and_leave_nothing(place):
    with lasting_stack(place) as lasting, throw_away_stack() as thrown:
        assert not set(lasting.environment.values()) & {
            thrown.environment["DATABASE_URL"],
            thrown.environment["REDIS_URL"],
        }

    assert not thrown.place.root.exists()
