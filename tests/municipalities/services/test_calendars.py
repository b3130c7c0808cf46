"""The calendar of a college: kept by its own people, with who and when."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from municipalities import services
from municipalities.models import CollegeCalendar, Municipality, Recess, Role, Weekday
from municipalities.rules import Blocker
from municipalities.rules.calendars import Calendar, calendar_of
from tests.factories.people import INVITED_AT, MembershipFactory, MunicipalityFactory, person
from trail.models import Entry

pytestmark = pytest.mark.django_db

AUTUMN = {"name": "Herfst", "first_on": date(2018, 10, 20), "last_on": date(2018, 10, 28)}
WEEKLY = {"weekday": Weekday.MONDAY, "papers_due_days": 10, "conform_days": 3}


@pytest.fixture
def secretary():
    return person(Role.SECRETARY, MunicipalityFactory())


def own(member):
    return Municipality.objects.with_calendar().get(pk=member.organisation_id)


def keep(member, **changes):
    by = changes.pop("by", member)
    return services.keep_calendar(own(member), **{**WEEKLY, **changes}, by=by, at=INVITED_AT)


def add(member, **changes):
    by = changes.pop("by", member)
    return services.add_recess(own(member), **{**AUTUMN, **changes}, by=by, at=INVITED_AT)


def test_nobody_has_to_say_anything_to_be_reckoned_with(secretary):
    assert calendar_of(own(secretary)) == Calendar(Weekday.TUESDAY, 7, None, (), is_kept=False)


def test_keeping_says_who_and_when_in_the_row_and_in_the_trail(secretary):
    kept = keep(secretary)

    assert (kept.kept_by, kept.kept_at) == (secretary.user, INVITED_AT)
    assert calendar_of(own(secretary)) == Calendar(Weekday.MONDAY, 10, 3)
    entry = Entry.objects.get(act="kept_calendar")
    assert entry.by_id == secretary.user_id
    assert "maandag, stukken 10 dagen ervoor, conformroute 3 dagen" in entry.sentence


def test_keeping_again_changes_the_row_and_adds_to_the_trail(secretary):
    keep(secretary)
    colleague = MembershipFactory(role=Role.OFFICIAL, organisation=secretary.organisation)

    keep(secretary, by=colleague, papers_due_days=5, conform_days=None)

    assert CollegeCalendar.objects.get().kept_by == colleague.user
    assert calendar_of(own(secretary)) == Calendar(Weekday.MONDAY, 5)
    assert Entry.objects.filter(act="kept_calendar").count() == 2


def test_recesses_are_added_and_taken_back_with_a_line_each(secretary):
    recess = add(secretary)
    assert calendar_of(own(secretary)).recesses == ((AUTUMN["first_on"], AUTUMN["last_on"]),)

    services.remove_recess(recess, by=secretary, at=INVITED_AT)

    assert not Recess.objects.exists()
    sentences = Entry.objects.filter(act="kept_calendar").values_list("sentence", flat=True)
    assert sorted(sentence.split(":")[0] for sentence in sentences) == [
        "Reces toegevoegd",
        "Reces verwijderd",
    ]


@pytest.mark.parametrize(
    ("first", "last", "fits"),
    [
        ((10, 10), (10, 19), True),
        ((10, 10), (10, 20), False),
        ((10, 22), (10, 23), False),
        ((10, 1), (11, 30), False),
        ((10, 28), (11, 3), False),
        ((10, 29), (11, 3), True),
    ],
)
def test_no_two_recesses_on_one_day(secretary, first, last, fits):
    """The service refuses with a sentence what the database would refuse without one."""
    add(secretary)
    days = {"first_on": date(2018, *first), "last_on": date(2018, *last)}

    if fits:
        assert add(secretary, **days)
    else:
        with pytest.raises(services.Refused) as refusal:
            add(secretary, **days)
        assert refusal.value.blockers == [Blocker.RECESS_OVERLAPS]
        with pytest.raises(IntegrityError, match="one_recess_at_a_time"), transaction.atomic():
            Recess.objects.create(municipality=own(secretary), name="x", **days)


def test_a_recess_of_another_municipality_is_no_obstacle(secretary):
    add(secretary)

    assert add(person(Role.OFFICIAL, MunicipalityFactory()))


@pytest.mark.parametrize(
    "fields",
    [{"papers_due_days": 61}, {"papers_due_days": 7, "conform_days": 61}],
    ids=["papers", "conform"],
)
def test_the_database_refuses_waits_of_more_than_two_months(secretary, fields):
    with pytest.raises(IntegrityError, match="no_longer_than_two_months"):
        CollegeCalendar.objects.create(
            municipality=own(secretary), kept_at=INVITED_AT, kept_by=secretary.user, **fields
        )


def test_the_database_refuses_a_recess_that_ends_before_it_begins(secretary):
    with pytest.raises(IntegrityError):
        Recess.objects.create(
            municipality=own(secretary), **{**AUTUMN, "last_on": date(2018, 10, 19)}
        )


@pytest.mark.parametrize(
    ("role", "is_own", "may"),
    [
        (Role.OFFICIAL, True, True),
        (Role.ADMINISTRATOR, True, True),
        (Role.SECRETARY, False, False),
        (Role.COORDINATOR, True, False),
        (Role.ALDERMAN, True, False),
    ],
)
def test_only_own_people_who_keep_it_change_anything(secretary, role, is_own, may):
    place = secretary.organisation if is_own else MunicipalityFactory()
    by = MembershipFactory(role=role, organisation=place)

    for act in (keep, add):
        if may:
            act(secretary, by=by)
        else:
            with pytest.raises(services.Refused) as refusal:
                act(secretary, by=by)
            assert refusal.value.blockers == [Blocker.NOT_YOUR_CALENDAR]
    assert Entry.objects.filter(act="kept_calendar").exists() == may
