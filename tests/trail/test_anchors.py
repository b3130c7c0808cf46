"""Anchors: what the chain was on a day, known outside it."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import Error, transaction

from tests.factories.people import MembershipFactory
from tests.trail.tampering import RECOMPUTED, run, triggers_off
from tests.trail.world import anchored
from trail import store
from trail.models import Anchor, Entry
from trail.selectors import faults
from trail.services import anchor, record

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
DAY = date(2026, 11, 23)


def acts(count):
    member = MembershipFactory()
    for number in range(count):
        record(act="tested", sentence=f"Zin {number}.", of=member.organisation, by=member, at=AT)


def mailed(head, *, day=DAY):
    """Return an anchor as it stands in the mail."""
    return f"{day}:{head.number}:{head.hash}"


def rewrite(sql):
    """Change entries and make the chain whole again."""
    with triggers_off("trail_entry"):
        run(sql)
        run(RECOMPUTED)


def test_an_anchor_holds_the_head_of_the_chain(files):
    acts(3)
    head = Entry.objects.get(number=3)

    kept = anchored(at=AT)

    assert (kept.day, kept.number, kept.hash, kept.at) == (DAY, 3, head.hash, AT)
    assert json.loads((files / "anchors/2026-11-23.json").read_text()) == {
        "day": "2026-11-23",
        "number": 3,
        "hash": head.hash,
        "at": "2026-11-23T10:00:00.000000Z",
    }
    assert faults() == []


def test_anchoring_is_itself_an_act_of_the_portal():
    acts(1)

    kept = anchored(at=AT)

    entry = Entry.objects.latest("number")
    assert (entry.act, entry.by_id, entry.object_sha256) == ("anchored", None, kept.hash)


def test_a_chain_without_acts_has_an_anchor_too():
    kept = anchored(at=AT)

    assert (kept.number, kept.hash) == (0, "")
    assert faults() == []


def test_one_anchor_a_day_on_the_clock_of_amsterdam():
    acts(1)
    first = anchored(at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    acts(1)

    again = anchored(at=datetime(2026, 11, 23, 22, 59, tzinfo=UTC))
    next_day = anchored(at=datetime(2026, 11, 23, 23, 0, tzinfo=UTC))

    assert (again, again.number) == (first, 1)
    assert (next_day.day, next_day.number) == (date(2026, 11, 24), 3)
    assert faults() == []


def test_anchoring_again_restores_a_missing_file(files):
    acts(1)
    anchored(at=AT)
    (files / "anchors/2026-11-23.json").unlink()
    assert faults() == ["Bij het anker van 2026-11-23 ontbreekt het bestand."]

    anchored(at=AT + timedelta(hours=1))

    assert faults() == []


def test_a_file_that_says_something_else_is_never_overwritten(files):
    acts(1)
    anchored(at=AT)
    path = files / "anchors/2026-11-23.json"
    path.write_text("{}")

    with pytest.raises(store.AnchorDiffers, match="2026-11-23 bestaat al"):
        anchored(at=AT)

    assert path.read_text() == "{}"
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_nothing_is_written_when_the_act_is_undone(files):
    def undone():
        with transaction.atomic():
            anchor(at=AT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()

    assert not (files / "anchors").exists()
    assert not Anchor.objects.exists()


@pytest.mark.parametrize(
    "change", [lambda: Anchor.objects.update(number=9), lambda: Anchor.objects.all().delete()]
)
def test_nobody_changes_an_anchor(change):
    acts(1)
    anchored(at=AT)

    with pytest.raises(Error, match=r"Cannot (update|delete)"), transaction.atomic():
        change()


def test_a_tail_that_was_cut_off_is_found():
    acts(3)
    anchored(at=AT)
    with triggers_off("trail_entry"):
        run("DELETE FROM trail_entry WHERE number > 1")

    found = faults()

    for witness in ("Het anker in de database", "Het ankerbestand"):
        assert (
            f"{witness} van 23 november 2026 noemt nummer 3, maar de keten is korter: "
            "het einde is verwijderd."
        ) in found


def test_a_chain_that_was_wholly_recomputed_is_found():
    acts(3)
    anchored(at=AT)

    rewrite("UPDATE trail_entry SET sentence = 'Anders.' WHERE number = 2")

    assert faults() == [
        f"{witness} van 23 november 2026 noemt nummer 3 met een ander controlegetal: "
        "de keten is daarna herschreven."
        for witness in ("Het anker in de database", "Het ankerbestand")
    ]


def test_a_recomputed_chain_with_a_new_anchor_is_found_by_the_file():
    acts(3)
    anchored(at=AT)
    rewrite("UPDATE trail_entry SET sentence = 'Anders.' WHERE number = 2")

    with triggers_off("trail_anchor"):
        run("UPDATE trail_anchor SET hash = (SELECT hash FROM trail_entry WHERE number = 3)")

    assert "Het ankerbestand van 2026-11-23 zegt iets anders dan de database." in faults()


def test_an_anchor_from_the_mail_is_enough_when_row_and_file_were_made_anew(files):
    acts(3)
    secretary_kept = mailed(Entry.objects.get(number=3))
    anchored(at=AT)
    with triggers_off("trail_entry"), triggers_off("trail_anchor"):
        run("DELETE FROM trail_anchor")
        run("DELETE FROM trail_entry WHERE number > 3")
        run("UPDATE trail_entry SET sentence = 'Anders.' WHERE number = 2")
        run(RECOMPUTED)
    (files / "anchors/2026-11-23.json").unlink()
    anchored(at=AT)
    assert faults() == []

    with pytest.raises(CommandError) as told:
        call_command("verify_trail", "--anchor", secretary_kept)

    assert str(told.value) == (
        "Het bewaarde anker van 23 november 2026 noemt nummer 3 met een ander controlegetal: "
        "de keten is daarna herschreven."
    )


def test_a_true_anchor_from_the_mail_is_confirmed(capsys):
    acts(2)
    kept = anchored(at=AT)
    acts(2)

    call_command("verify_trail", "--anchor", mailed(kept))

    assert "De keten van 5 gebeurtenissen is heel." in capsys.readouterr().out


@pytest.mark.parametrize(
    "text", ["", "2026-11-23", "2026-11-23:x:ab", "23-11-2026:3:ab", "a:b:c:d"]
)
def test_an_anchor_that_cannot_be_read_is_refused(text):
    with pytest.raises(CommandError, match="Schrijf een anker als DAG:NUMMER:HASH"):
        call_command("verify_trail", "--anchor", text)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"number": "x", "hash": ""}', "\xff"])
def test_a_file_that_cannot_be_read_is_a_fault(files, content):
    acts(1)
    anchored(at=AT)
    (files / "anchors/2026-11-23.json").write_text(content, encoding="latin-1")

    assert faults() == ["Het ankerbestand van 2026-11-23 is onleesbaar."]


def test_an_anchor_that_was_removed_is_found_by_its_file_and_by_the_chain():
    acts(1)
    pk = anchored(at=AT).pk
    with triggers_off("trail_anchor"):
        run("DELETE FROM trail_anchor")

    assert faults() == [
        "Het anker van 2026-11-23 ontbreekt in de database; het bestand is er nog.",
        f"De rij {pk} van ‘anker van het logboek’ (trail.anchor:{pk}) ontbreekt.",
    ]


def test_other_files_in_the_folder_are_left_alone(files):
    anchored(at=AT)
    (files / "anchors/lees-mij.txt").write_text("Niet weggooien.")

    assert faults() == []
