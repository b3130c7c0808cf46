"""The calendars of the example: each college its own, and a plan with every colour in it."""

from datetime import date, timedelta

import pytest

from decisions.rules.lights import Colour
from decisions.selectors.planning import planning_page
from dutch.moments import local, local_date, moment_at
from examples.facts import example_of
from examples.loading import load
from municipalities.models import CollegeCalendar, Membership, Recess, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

TODAY = date(2026, 11, 24)
NAMES = {municipality.name for municipality in example_of("twente").region.municipalities}


def test_calendars_are_kept_once_by_own_people_and_each_stand_adds_its_recesses():
    halfway = load(region="twente", stand="halverwege", today=TODAY)
    load(region="twente", stand="afgerond", today=TODAY)

    kept = CollegeCalendar.objects.select_related("municipality", "kept_by")
    assert sorted(each.municipality.name for each in kept) == sorted(NAMES - {"Wierden"})
    assert len({(each.papers_due_days, each.conform_days) for each in kept}) > 4
    for each in kept:
        assert each.kept_by.memberships.get().organisation_id == each.municipality_id
    shift = local_date(halfway.closes_at) - date(2018, 11, 1)
    days = {recess.first_on for recess in Recess.objects.all()}
    assert days == {date(2018, 10, 20), date(2018, 10, 20) + shift}


def test_halfway_the_plan_shows_every_colour_on_any_day_it_is_loaded():
    proposal = load(region="twente", stand="halverwege", today=TODAY)
    coordinator = Membership.objects.with_organisation().filter(role=Role.COORDINATOR).first()

    for days in (12, 9, 6):
        day = local_date(proposal.closes_at) - timedelta(days=days)
        now = moment_at(day, local(proposal.closes_at).time())
        page = planning_page(proposal, viewer=coordinator, now=now)

        assert [colour for colour, count in page.counts if count] == list(Colour)
        assert page.text_due.because_of == ["Enschede"]
