"""The trail: numbered and chained by the database, recomputed by us, changed by nobody."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import Error, connection, transaction

from municipalities.models import Role
from tests.factories.people import MembershipFactory
from trail.models import Entry
from trail.rules import entry_hash
from trail.selectors import faults, history_of
from trail.services import record

pytestmark = pytest.mark.django_db

AT = datetime(2018, 10, 9, 14, 0, 0, 123456, tzinfo=UTC)


def three_acts():
    member = MembershipFactory(role=Role.SECRETARY)
    for number in (1, 2, 3):
        record(
            act="tested",
            sentence=f"Handeling {number}: één ‘geteste’ zin.",
            of=member.organisation,
            by=member,
            at=AT,
            facts={"number": number, "day": AT.date()},
            sha256="a" * 64,
        )
    _run("SET CONSTRAINTS ALL IMMEDIATE")
    return member


def test_entries_are_numbered_and_chained():
    three_acts()

    first, second, third = Entry.objects.order_by("number")
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert first.previous_hash == ""
    assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)
    assert faults() == []


def test_an_entry_says_who_for_whom_in_which_capacity():
    member = three_acts()

    line = history_of(member.organisation)[0]

    assert (line.who, line.on_behalf_of) == (str(member.user), member.organisation.name)
    assert (line.capacity, line.number, line.at) == ("Bestuurssecretaris", 3, AT)


def test_history_is_of_the_object_alone():
    three_acts()

    assert history_of(MembershipFactory().organisation) == []


def test_what_the_portal_does_itself_has_no_person():
    member = MembershipFactory()

    record(act="tested", sentence="Vanzelf.", of=member.organisation, by=None, at=AT)

    assert history_of(member.organisation)[0].who == "Het portaal"


@pytest.mark.parametrize(
    "change",
    [
        lambda: Entry.objects.update(sentence="Anders."),
        lambda: Entry.objects.first().delete(),
        lambda: _run("TRUNCATE trail_entry"),
    ],
)
def test_nobody_changes_the_trail(change):
    three_acts()

    with pytest.raises(Error, match=r"append-only|Cannot (update|delete)"), transaction.atomic():
        change()


@pytest.mark.parametrize(
    ("tamper", "fault"),
    [
        ("UPDATE trail_entry SET sentence = 'Anders.' WHERE number = 2", "Nummer 2 is gewijzigd."),
        ("UPDATE trail_entry SET by_id = NULL WHERE number = 2", "Nummer 2 is gewijzigd."),
        ("UPDATE trail_entry SET at = at + interval '1 second'", "Nummer 1 is gewijzigd."),
        ("UPDATE trail_entry SET facts = '{}' WHERE number = 3", "Nummer 3 is gewijzigd."),
        ("DELETE FROM trail_entry WHERE number = 2", "Vóór nummer 3 ontbreken gebeurtenissen."),
        (
            "UPDATE trail_entry SET number = 5 WHERE number = 3",
            "Vóór nummer 5 ontbreken gebeurtenissen.",
        ),
    ],
)
def test_a_database_administrator_is_found_out(tamper, fault):
    three_acts()
    _run("ALTER TABLE trail_entry DISABLE TRIGGER USER")
    _run(tamper)
    _run("ALTER TABLE trail_entry ENABLE TRIGGER USER")

    assert fault in faults()
    with pytest.raises(CommandError, match=fault.split(maxsplit=1)[0]):
        call_command("verify_trail")


def test_a_changed_row_with_a_fresh_hash_breaks_the_next_link():
    three_acts()
    _run("ALTER TABLE trail_entry DISABLE TRIGGER USER")
    second = Entry.objects.get(number=2)
    second.sentence = "Anders."
    second.hash = entry_hash(second)
    second.save()
    _run("ALTER TABLE trail_entry ENABLE TRIGGER USER")

    assert faults() == ["Nummer 3 sluit niet aan op de vorige gebeurtenis."]


def test_a_whole_chain_is_said_to_be_whole(capsys):
    three_acts()

    call_command("verify_trail")

    assert "De keten van 3 gebeurtenissen is heel." in capsys.readouterr().out


def _run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
