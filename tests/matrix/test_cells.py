"""
Every address × role × whose thing × its state × method × with and without htmx.

Who is refused learns nothing (the same bytes as for what does not exist) and changes nothing.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import product, starmap

import pytest
from django.http import HttpResponse

from tests.matrix.addresses import Address, addresses
from tests.matrix.answers import ask, fingerprint, image, taken_back, url_of
from tests.matrix.rows import DOOR, METHODS, ROWS, Expected, Row, expected, is_turned_away
from tests.matrix.things import State
from tests.matrix.world import MISSING, Target, Whose

pytestmark = [pytest.mark.matrix, pytest.mark.django_db]

OURS = addresses()
WHOLE = os.environ.get("MATRIX") == "whole"


@dataclass(frozen=True)
class Cell:
    """One question: a method, with or without htmx, about one thing."""

    target: Target
    method: str
    htmx: bool

    def __str__(self) -> str:
        return f"{self.method}{' by htmx' if self.htmx else ''} of {self.target}"


def cells_of(targets: list[Target], *, row: Row, is_turned_away: bool) -> Iterator[Cell]:
    """
    Yield the cells on which an answer can depend, or all of them when `MATRIX=whole`.

    Of the own thing every method is asked. Who is turned away is so before anything is looked up,
    so that one state of each other thing tells; so it is with a method the address does not take.
    """
    taken = row.methods.split()
    for target in targets:
        is_main = target.state is State.PUBLIC
        is_own = is_main and target.whose is Whose.OWN
        if WHOLE:
            yield from starmap(partial(Cell, target), product(METHODS, (False, True)))
        elif is_main or not is_turned_away:
            yield from (
                Cell(target, method, htmx=False) for method in (METHODS if is_own else taken)
            )
        if not WHOLE and (is_own or (is_main and not is_turned_away)):
            yield from (Cell(target, method, htmx=True) for method in taken)


@dataclass
class Asking:
    """One person at one address, and what that person gets for what does not exist."""

    address: Address
    session: str
    nowhere: dict[tuple[str, bool], object] = field(default_factory=dict)

    def faults(self, cell: Cell, right: Expected) -> str:
        """Return what is wrong with the answer; what somebody may do is taken back afterwards."""
        if right.is_admitted:
            with taken_back():
                answer = self.ask(cell)
        else:
            answer = self.ask(cell)
        if answer.status_code not in right.statuses:
            return f"{answer.status_code}, not {set(right.statuses)}"
        if right is DOOR:
            sent_to = answer.headers.get("HX-Redirect" if cell.htmx else "Location", "")
            return "" if sent_to.startswith("/accounts/login/") else f"sent to {sent_to!r}"
        if not right.is_admitted and not self.is_like_nothing(cell, answer):
            return "not the bytes of what does not exist"
        return ""

    def ask(self, cell: Cell) -> HttpResponse:
        url = url_of(self.address, cell.target)
        return ask(url, cell.method, session=self.session, htmx=cell.htmx)

    def is_like_nothing(self, cell: Cell, answer: HttpResponse) -> bool:
        """Tell whether the answer is that to what does not exist, which comes first."""
        asked, seen = (cell.method, cell.htmx), image(answer)
        if cell.target is MISSING:
            self.nowhere[asked] = seen
        return self.nowhere.get(asked, seen) == seen


def test_every_address_has_a_row():
    assert set(OURS) == set(ROWS)


def test_every_row_is_what_the_view_asks():
    asked = {name: address.access for name, address in OURS.items()}

    assert asked == {name: row.access for name, row in ROWS.items()}


@pytest.mark.parametrize("name", ROWS)
def test_every_cell(world, name, record_property):
    address, wrong, looked_at = OURS[name], [], 0
    before = fingerprint()

    for actor in world.actors:
        asking = Asking(address, world.sessions[actor.name])
        targets = list(world.targets(address.parameters, actor))
        turned_away = is_turned_away(address, actor)
        for cell in cells_of(targets, row=ROWS[name], is_turned_away=turned_away):
            right = expected(address, actor, cell.target, cell.method)
            if faults := asking.faults(cell, right):
                wrong.append(f"{actor.name}, {cell}: {faults}")
            looked_at += 1
        if wrong:
            break  # one person's are enough to see what is wrong

    assert wrong == []
    assert fingerprint() == before
    record_property("cells", looked_at)
