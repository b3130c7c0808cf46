from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from cultuurregio.grants import privileges_by_table, statements

# What no grant can hold back: more than an ordinary account, or tables of its own.
FITNESS = """
    SELECT rolsuper OR rolcreaterole OR rolreplication
        OR EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid)
        OR EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid)
    FROM pg_roles WHERE rolname = %s
"""


class Command(BaseCommand):
    help = "Grant the database role of the web just what it needs; run by the owner of the tables."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", help="role that web, worker and beat log in with")
        parser.add_argument("--migrate", action="store_true", help="migrate first")

    def handle(self, *_args: Any, role: str, migrate: bool, **options: Any) -> None:
        _require_ordinary(role)
        if migrate:
            call_command("migrate", interactive=False, verbosity=options["verbosity"])
        _require_tables()
        database = connection.settings_dict["NAME"]
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements(role=role, database=database):
                cursor.execute(statement)
        self.stdout.write(f"De databaserol {role} mag wat het portaal nodig heeft, en meer niet.")


def _require_tables() -> None:
    """:raises CommandError: when a table is still to be made."""
    if privileges_by_table().keys() - connection.introspection.table_names():
        raise CommandError("Niet alle tabellen zijn er: voer eerst migrate uit, of geef --migrate.")


def _require_ordinary(role: str) -> None:
    """:raises CommandError: when the role is not there, or may more than what it is granted."""
    with connection.cursor() as cursor:
        cursor.execute(FITNESS, [role])
        found = cursor.fetchone()
    if found is None:
        raise CommandError(
            f"De databaserol {role} bestaat niet. Maak haar eerst, als beheerder van de database: "
            f"CREATE ROLE {role} LOGIN PASSWORD '…';"
        )
    if found[0]:
        raise CommandError(
            f"De databaserol {role} is zelf beheerder, eigenaar van tabellen of lid van een andere "
            "rol. Kies een rol die alleen mag inloggen."
        )
