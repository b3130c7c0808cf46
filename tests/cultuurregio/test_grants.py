"""The web logs in with a role that owns nothing: what it may do, and what even its SQL cannot."""

import os
from itertools import compress

import pgtrigger
import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import Error, connection
from psycopg.errors import InsufficientPrivilege
from psycopg.sql import SQL, Identifier

from cultuurregio.grants import changeable_columns, is_removable
from decisions.models import Decision, Offer, Organ, Outcome, Signature
from municipalities.models import Role
from submissions.models import Part, Submission
from tests.factories.decisions import NOW, a_road, decide, offered, sign
from tests.factories.submissions import write_profile
from tests.races import acts
from trail.models import Entry
from trail.selectors import faults_in_chain

MODELS = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
KEPT = [model for model in MODELS if not is_removable(model)]
FILLED_ONCE = [model for model in KEPT if changeable_columns(model)]
FIXED = [
    (model, field.column)
    for model in KEPT
    for field in model._meta.concrete_fields
    if field.column not in changeable_columns(model)
]
TRIGGERS = sorted(trigger.get_pgid(model) for model, trigger in pgtrigger.registered())
FUNCTIONS = [*TRIGGERS, "public._pgtrigger_should_ignore(name)"]


def label(model):
    return model._meta.label


@pytest.fixture(scope="session")
def role(django_db_setup, django_db_blocker):
    """A role of this test process, granted by the command; roles are of the whole server."""
    name = f"portal_{os.getpid()}"
    with django_db_blocker.unblock():
        run(f"CREATE ROLE {name} LOGIN PASSWORD 'portal'")
        call_command("grant_portal", name)
        yield name
        run(f"DROP OWNED BY {name}; DROP ROLE {name}")
        connection.close()


@pytest.fixture
def portal(role, transactional_db):
    """Let Django itself log in with the role, as in the web."""
    owner = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    log_in(USER=role, PASSWORD="portal")
    yield role
    log_in(**owner)


def log_in(**account):
    connection.close()
    connection.settings_dict.update(account)


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else None


@pytest.fixture
def inject(role, db):
    """Run SQL that was smuggled in, on a connection of the role itself; nothing of it stays."""
    account = {"user": role, "password": "portal"}
    known = {
        key: value
        for key, value in (connection.get_connection_params() | account).items()
        if key in {"dbname", "host", "port", "user", "password"}
    }
    with psycopg.connect(**known) as session:
        yield session.execute
        session.rollback()


def test_the_portal_can_do_its_work(portal, settings, tmp_path):
    settings.STORAGES = {**settings.STORAGES, "default": files_in(tmp_path)}
    version = offered()
    write_profile(version.proposal.profile)
    road = version.proposal.ratifications.get()

    acts.acknowledge(road, Role.OFFICIAL)()
    acts.record(road, Role.SECRETARY)()
    acts.confirm(acts.of_college(road))()
    acts.letter(road, Role.CLERK)()
    mayors = decide(road, organ=Organ.MAYOR, confirmed=False)
    acts.confirm(mayors, Role.ALDERMAN)()
    acts.authorise(road)()
    acts.sign(road)()
    acts.freeze_bundle(version)()
    call_command("work_off")

    assert run("SELECT current_user") == [(portal,)]
    assert Signature.objects.get().ratification == road
    assert Submission.objects.get().rendered_at and Part.objects.exists()
    assert Entry.objects.count() > 8 and faults_in_chain() == []


def files_in(folder):
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(folder)},
    }


def test_there_is_something_to_guard():
    """The lists below are computed; empty ones would prove nothing."""
    assert {Entry, Signature, Part} <= set(KEPT) - set(FILLED_ONCE)
    assert {model: changeable_columns(model) for model in (Decision, Offer, Submission)} == {
        Decision: {"confirmed_at", "confirmed_by_id"},
        Offer: {"acknowledged_at", "acknowledged_by_id"},
        Submission: {"bundle_sha256", "page_count", "rendered_at"},
    }


@pytest.mark.parametrize("model", KEPT, ids=label)
@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM {table}",
        "TRUNCATE {table} CASCADE",
        "UPDATE {table} SET {pk} = {pk}",
        "ALTER TABLE {table} DISABLE TRIGGER USER",
        "ALTER TABLE {table} DISABLE TRIGGER ALL",
        "ALTER TABLE {table} OWNER TO CURRENT_USER",
        "ALTER TABLE {table} ADD COLUMN note text",
        "CREATE RULE quiet AS ON INSERT TO {table} DO INSTEAD NOTHING",
        "DROP TABLE {table} CASCADE",
        "LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE",
    ],
)
def test_what_is_kept_cannot_be_undone(inject, model, attack):
    table, pk = Identifier(model._meta.db_table), Identifier(model._meta.pk.column)

    with pytest.raises(InsufficientPrivilege):
        inject(SQL(attack).format(table=table, pk=pk))


def test_a_role_cannot_grant_itself_anything(inject):
    inject("GRANT UPDATE ON trail_entry TO CURRENT_USER")  # PostgreSQL only warns

    with pytest.raises(InsufficientPrivilege):
        inject("UPDATE trail_entry SET sentence = 'Anders.'")


@pytest.mark.parametrize(("model", "column"), FIXED, ids=str)
def test_what_stands_cannot_be_changed(inject, model, column):
    table, column = Identifier(model._meta.db_table), Identifier(column)

    with pytest.raises(InsufficientPrivilege):
        inject(SQL("UPDATE {table} SET {column} = {column}").format(table=table, column=column))


@pytest.mark.parametrize("model", FILLED_ONCE, ids=label)
def test_what_may_be_filled_later_can_be(inject, model):
    filling = SQL(", ").join(
        SQL("{column} = {column}").format(column=Identifier(column))
        for column in changeable_columns(model)
    )

    inject(SQL("UPDATE {} SET ").format(Identifier(model._meta.db_table)) + filling)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_triggers_cannot_be_emptied(inject, function):
    with pytest.raises(InsufficientPrivilege):
        inject(f"DROP FUNCTION {function} CASCADE")


@pytest.mark.parametrize(
    "attack",
    [
        "SET session_replication_role = replica",
        "SET ROLE {owner}",
        "SET SESSION AUTHORIZATION {owner}",
        "ALTER ROLE CURRENT_USER SUPERUSER",
        "CREATE ROLE another",
        "CREATE TABLE another (id int)",
        "CREATE TEMPORARY TABLE trail_entry (number bigint, hash text)",
        "CREATE SCHEMA another",
        "CREATE FUNCTION hashtext(text) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE EXTENSION dblink",
        "UPDATE django_migrations SET name = name",
        "DELETE FROM django_migrations",
        "SELECT setval(pg_get_serial_sequence('trail_entry', 'id'), 1)",
        "COPY trail_entry TO PROGRAM 'true'",
    ],
)
def test_the_role_cannot_become_more_than_it_is(inject, attack):
    owner = Identifier(connection.settings_dict["USER"])

    with pytest.raises(InsufficientPrivilege):
        inject(SQL(attack).format(owner=owner))


def test_a_trigger_cannot_be_told_to_look_away(portal):
    """Without the command, a session that sets this variable walks past every trigger."""
    road = a_road(outcome=Outcome.AGREED)
    run(f"SET pgtrigger.ignore = '{{{','.join(TRIGGERS)}}}'")

    with pytest.raises(Error, match="cannot be changed"):
        road.decisions.update(confirmed_at=NOW)
    with pytest.raises(Error, match="signed_after_college_and_mayor"):
        sign(road, None)


def test_the_chain_cannot_be_told_to_look_away(portal):
    offered()
    run(f"SET pgtrigger.ignore = '{{{','.join(TRIGGERS)}}}'")
    forged = Entry.objects.first()

    forged.pk, forged.number, forged.hash = None, 99, "f"
    forged.save()

    assert Entry.objects.get(pk=forged.pk).number == Entry.objects.count()
    assert faults_in_chain() == []


def test_the_grants_are_these_and_no_others(role, db):
    """Ask the database, table by table; a table of no model has none."""
    tables = {model._meta.db_table: usual(model) for model in MODELS}

    held = {table: rights(role, table) for table in connection.introspection.table_names()}

    assert held == tables | {"django_migrations": ["SELECT"]}


def usual(model):
    return ["SELECT", "INSERT", *([] if model in KEPT else ["UPDATE", "DELETE"])]


def rights(role, table):
    every = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"]
    asked = ", ".join(f"has_table_privilege('{role}', '{table}', '{right}')" for right in every)
    return list(compress(every, run(f"SELECT {asked}")[0]))


def test_granting_again_takes_away_what_was_added(role, db):
    run(f"GRANT ALL ON trail_entry TO {role}")
    run(f"GRANT UPDATE (reason) ON decisions_revocation TO {role}")
    run(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO {role}")

    call_command("grant_portal", role)
    run("CREATE TABLE later (id int)")

    assert rights(role, "trail_entry") == ["SELECT", "INSERT"]
    assert rights(role, "later") == []
    assert run(f"SELECT has_any_column_privilege('{role}', 'decisions_revocation', 'UPDATE')") == [
        (False,)
    ]


def test_before_the_tables_are_there_is_one_sentence(role, db):
    run("DROP TABLE submissions_part CASCADE")

    with pytest.raises(CommandError, match="voer eerst migrate uit"):
        call_command("grant_portal", role)


def test_migrates_first_when_asked(role, db, capsys):
    call_command("grant_portal", role, migrate=True)

    assert "No migrations to apply." in capsys.readouterr().out


def test_a_role_that_is_not_there_is_one_sentence(db):
    with pytest.raises(CommandError, match=r"De databaserol nobody_yet bestaat niet\. Maak haar"):
        call_command("grant_portal", "nobody_yet")


@pytest.mark.parametrize(
    "too_much",
    [
        "ALTER ROLE {role} SUPERUSER",
        "GRANT pg_write_all_data TO {role}",
        "ALTER TABLE trail_entry OWNER TO {role}",
    ],
)
def test_a_role_that_no_grant_can_hold_is_refused(role, db, too_much):
    run(too_much.format(role=role))

    with pytest.raises(CommandError, match="die alleen mag inloggen"):
        call_command("grant_portal", role)
