from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from trail.rules import Head
from trail.selectors import chain_length, faults


class Command(BaseCommand):
    help = (
        "Recompute the chain of the trail, compare it with its anchors, and compare the facts with "
        "the trail; names everything that was changed, removed or inserted."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor",
            action="append",
            default=[],
            type=kept_anchor,
            metavar="DAY:NUMBER:HASH",
            help="an anchor from a mail, such as 2026-11-23:120:3f2a…; can be given more than once",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        with one_moment():
            found = faults(kept=options["anchor"])
            length = chain_length()
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write(f"De keten van {length} gebeurtenissen is heel.")


def kept_anchor(text: str) -> Head:
    """Read an anchor as it stands in the mail. :raises ArgumentTypeError: if it is none."""
    try:
        day, number, hashed = text.strip().split(":")
        return Head(date.fromisoformat(day), int(number), hashed.lower(), "Het bewaarde anker")
    except ValueError as fault:
        raise ArgumentTypeError("Schrijf een anker als DAG:NUMMER:HASH.") from fault


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as it was at one moment, so that an act during the reading is no fault."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
