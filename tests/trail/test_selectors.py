"""Reading the trail of an organisation or region, and taking it along as a file."""

import csv
import hashlib
import io
import json
from datetime import UTC, date, datetime

import pytest

from municipalities.models import Role
from tests.factories.people import MembershipFactory, person
from trail.models import Entry
from trail.selectors import (
    Filters,
    csv_rows,
    entries_of,
    entries_of_region,
    filtered,
    json_pieces,
    page_of,
)
from trail.selectors.lines import about_of
from trail.services import record

pytestmark = pytest.mark.django_db

AT = datetime(2018, 10, 9, 14, tzinfo=UTC)


def acts(count, *, by=None, act="tested", at=AT, sentence="Zin."):
    member = by or MembershipFactory()
    for _ in range(count):
        record(act=act, sentence=sentence, of=member.organisation, by=member, at=at)
    return member


def numbers(entries):
    return sorted(entries.values_list("number", flat=True))


def test_an_organisation_reads_what_was_done_for_it_and_nothing_else():
    ours = acts(2)
    neighbour = MembershipFactory(organisation__region=ours.organisation.region)
    acts(1, by=neighbour)
    acts(1, by=person(Role.COORDINATOR, ours.organisation))
    acts(1)

    assert numbers(entries_of(ours.organisation_id)) == [1, 2]


def test_a_region_reads_what_was_done_in_it_and_nothing_else():
    ours = acts(1)
    neighbour = MembershipFactory(organisation__region=ours.organisation.region)
    acts(1, by=neighbour)
    acts(1)
    acts(1, by=person(Role.COORDINATOR, ours.organisation))

    assert numbers(entries_of_region(ours.region_id)) == [1, 2, 4]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, [1, 2, 3, 4]),
        ({"since": date(2018, 10, 10)}, [2, 3, 4]),
        ({"until": date(2018, 10, 9)}, [1]),
        ({"until": date(2018, 10, 10)}, [1, 2, 3]),
        ({"since": date(2018, 10, 10), "until": date(2018, 10, 10)}, [2, 3]),
        ({"act": "signed"}, [3]),
        ({"act": "no such act"}, []),
    ],
)
def test_filters_count_days_in_amsterdam(filters, found):
    member = acts(1, at=datetime(2018, 10, 9, 21, 59, tzinfo=UTC))
    acts(1, by=member, at=datetime(2018, 10, 9, 22, 0, tzinfo=UTC))
    acts(1, by=member, act="signed", at=datetime(2018, 10, 10, 21, 59, tzinfo=UTC))
    acts(1, by=member, at=datetime(2018, 10, 10, 22, 0, tzinfo=UTC))

    entries = entries_of(member.organisation_id)

    assert numbers(filtered(entries, Filters(**filters))) == found


def test_a_person_is_found_in_every_capacity():
    member = acts(1)
    acts(1, by=MembershipFactory(organisation=member.organisation))
    mayor = MembershipFactory(user=member.user, organisation=member.organisation, role=Role.MAYOR)
    acts(1, by=mayor)

    entries = entries_of(member.organisation_id)

    assert numbers(filtered(entries, Filters(person=member.user_id))) == [1, 3]


def test_pages_follow_each_other_without_gap_or_double():
    entries = entries_of(acts(105).organisation_id)

    first = page_of(entries)
    second = page_of(entries, before=first.older)
    last = page_of(entries, before=second.older)

    seen = [line.number for page in (first, second, last) for line in page.lines]
    assert seen == list(range(105, 0, -1))
    assert (len(first.lines), len(last.lines), last.older) == (50, 5, None)


def test_a_full_last_page_has_no_next():
    assert page_of(entries_of(acts(50).organisation_id)).older is None


def test_new_acts_do_not_move_the_next_page():
    member = acts(60)
    entries = entries_of(member.organisation_id)
    first = page_of(entries)
    acts(3, by=member)

    assert page_of(entries, before=first.older).lines[0].number == 10


@pytest.mark.parametrize("count", [1, 51, 120])
def test_a_page_costs_one_query(count, django_assert_num_queries):
    entries = entries_of(acts(count).organisation_id)

    with django_assert_num_queries(1):
        page_of(entries)


def test_a_line_says_on_what_and_from_where():
    member = MembershipFactory()
    member.origin = "192.0.2.0/24"
    record(act="tested", sentence="Zin.", of=member, by=member, at=AT, sha256="ab" * 32)

    line = page_of(entries_of(member.organisation_id)).lines[0]

    assert (line.about, line.origin) == (
        f"rol van een persoon, kenmerk {member.pk}",
        "192.0.2.0/24",
    )
    assert line.object_sha256 == "ab" * 32


def test_a_line_of_a_model_that_is_gone_keeps_its_word():
    member = acts(1)
    entry = Entry.objects.get()
    entry.object_type = "vanished.model"

    assert page_of(entries_of(member.organisation_id)).lines[0].about.startswith("gemeente, ")
    assert about_of(entry) == f"vanished.model, kenmerk {member.organisation_id}"


@pytest.mark.parametrize("start", ["=1+1", "+31", "-1", "@som", "\tx", "\rx"])
def test_no_cell_of_the_csv_is_a_formula(start):
    member = acts(1, sentence=f"{start} zin; met “één” puntkomma")

    text = "".join(csv_rows(entries_of(member.organisation_id)))

    heading, row = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    assert row[heading.index("handeling")] == f"'{start} zin; met “één” puntkomma"


def test_the_csv_opens_in_a_spreadsheet():
    member = acts(1)

    text = "".join(csv_rows(entries_of(member.organisation_id)))

    assert text.encode().startswith(b"\xef\xbb\xbfnummer;moment;door;")
    row = text.splitlines()[1].split(";")
    entry = Entry.objects.get()
    assert row[:4] == ["1", "2018-10-09T16:00:00+02:00", str(member.user), member.on_behalf_of]
    assert row[-2:] == [entry.previous_hash, entry.hash]


def test_the_json_is_enough_to_compute_the_hashes_again():
    member = MembershipFactory()
    member.origin = "192.0.2.0/24"
    acts(3, by=member)

    rows = json.loads("".join(json_pieces(entries_of(member.organisation_id))))

    assert [row["previous_hash"] for row in rows] == ["", rows[0]["hash"], rows[1]["hash"]]
    assert [_hash(row) for row in rows] == [row["hash"] for row in rows]


def test_the_json_of_nothing_is_an_empty_list():
    assert json.loads("".join(json_pieces(Entry.objects.all()))) == []


def test_an_export_reads_as_it_is_asked(django_assert_num_queries):
    entries = entries_of(acts(30).organisation_id)

    with django_assert_num_queries(0):
        pieces = json_pieces(entries)
    with django_assert_num_queries(1):
        assert len(list(pieces)) == 31


def _hash(row):
    """Recompute the hash as the documentation says, with nothing of the portal."""
    parts = [row["previous_hash"], str(row["number"]), row["at"], str(row["by"] or "")]
    parts += [row[name] for name in ("on_behalf_of", "capacity", "act", "sentence")]
    parts += [row[name] for name in ("object_type", "object_id", "object_sha256", "facts")]
    parts += [f"{n}={row[n]}" for n in ("organisation", "region", "origin") if row[n]]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
