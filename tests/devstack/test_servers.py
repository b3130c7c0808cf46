"""Real PostgreSQL and Valkey: started, found again, killed, stopped."""

import os
import signal
import socket

import psycopg
import pytest
import redis

from devstack.postgres import Postgres
from devstack.valkey import Valkey
from tests.devstack.conftest import processes_of, servers_running

pytestmark = pytest.mark.faults


@pytest.fixture
def start(place):
    """Start servers, and stop them all afterwards."""
    servers = []

    def started(kind, *, lasting=True):
        servers.append(kind(place, lasting))
        servers[-1].start()
        return servers[-1]

    yield started
    for server in reversed(servers):
        server.stop()


@pytest.fixture
def postgres(start):
    return start(Postgres)


@pytest.fixture
def valkey(start):
    return start(Valkey)


def query(server, sql):
    with psycopg.connect(server.url, autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchone()[0] if cursor.description else None


def remember(server):
    query(server, "CREATE TABLE kept AS SELECT 14 AS municipalities")


@pytest.mark.parametrize("kind", [Postgres, Valkey])
@pytest.mark.parametrize("lasting", [True, False])
def test_nothing_is_left_after_a_stop(place, start, kind, lasting):
    server = start(kind, lasting=lasting)
    busy = servers_running(place)

    server.stop()

    assert busy == [server.name]
    assert servers_running(place) == []
    assert processes_of(place) == []


def test_postgres_is_a_real_one_with_dutch_and_utf8(postgres):
    assert query(postgres, "SHOW server_version_num").startswith("18")
    assert query(postgres, "SHOW server_encoding") == "UTF8"
    assert query(postgres, "SELECT lower('ÉÉN')") == "één"
    assert query(postgres, "SELECT to_tsvector('dutch', 'vergunningen')::text") == "'vergunn':1"
    assert query(postgres, "SHOW fsync") == "on"
    assert query(postgres, "SHOW listen_addresses") == ""


def test_data_survive_a_stop(start, postgres):
    remember(postgres)

    postgres.stop()
    again = start(Postgres)

    assert query(again, "SELECT municipalities FROM kept") == 14


@pytest.mark.parametrize("kind", [Postgres, Valkey])
def test_a_second_start_finds_the_running_server_and_may_stop_it(start, kind):
    first = start(kind)

    second = start(kind)
    answered = second.answers()
    second.stop()

    assert second.process is None
    assert second.url == first.url
    assert answered
    assert not first.is_running()
    assert first.process.wait() == 0


def test_committed_rows_survive_a_killed_postmaster(start, postgres):
    remember(postgres)

    os.kill(postgres.process.pid, signal.SIGKILL)  # not reaped: a zombie, as in a container
    again = start(Postgres)

    assert query(again, "SELECT municipalities FROM kept") == 14
    assert again.process.pid != postgres.process.pid


def test_committed_rows_survive_when_every_process_is_killed(start, postgres):
    remember(postgres)

    os.killpg(postgres.process.pid, signal.SIGKILL)
    again = start(Postgres)

    assert query(again, "SELECT municipalities FROM kept") == 14


def test_a_half_made_cluster_is_made_again(place, start):
    half = place.server_home("postgres") / "data.part" / "base"
    half.mkdir(parents=True)

    server = start(Postgres)

    assert query(server, "SELECT 1") == 1


def test_keys_survive_a_killed_valkey(start, valkey):
    redis.Redis.from_url(valkey.url).set("kept", "14")

    os.kill(valkey.process.pid, signal.SIGKILL)
    again = start(Valkey)

    assert redis.Redis.from_url(again.url).get("kept") == b"14"


def test_valkey_wants_the_password(valkey):
    without = redis.Redis.from_url(valkey.url.replace(valkey.place.secret("valkey_password"), "x"))

    with pytest.raises(redis.AuthenticationError):
        without.ping()


def test_valkey_takes_another_port_when_its_own_is_taken(valkey):
    port = int(valkey.url.rsplit(":", 1)[1].removesuffix("/0"))
    valkey.stop()

    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen()
        valkey.start()

    assert valkey.answers()
    assert f":{port}/" not in valkey.url
