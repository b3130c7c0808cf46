"""The plan for each reader: the same words for every outcome they may not know."""

from datetime import UTC, date, datetime, timedelta

import pytest

from decisions.models import Outcome, Placing, Proposal, Route
from decisions.rules.lights import Colour
from decisions.selectors.planning import planning_page
from decisions.selectors.timeline import Bar, timeline
from municipalities.models import CollegeCalendar, Role
from tests.factories.decisions import (
    NOW,
    OFFERED_AT,
    ProposalFactory,
    concept,
    coordinator,
    decide,
    travelled,
    with_municipalities,
)
from tests.factories.people import MembershipFactory, MunicipalityFactory, ProvinceFactory, person

pytestmark = pytest.mark.django_db

AT = datetime(2018, 10, 10, 10, tzinfo=UTC)


def plan(proposal, viewer=None, *, now=AT):
    found = Proposal.objects.select_related("profile__region", "embargo").get(pk=proposal.pk)
    return planning_page(found, viewer=viewer or coordinator(found.profile.region), now=now)


def an_official_elsewhere(proposal):
    """Return somebody of the region who may not see outcomes of the municipalities."""
    province = ProvinceFactory(region=proposal.profile.region)
    return MembershipFactory(role=Role.PROVINCE, organisation=province)


def keep(municipality, **fields):
    secretary = person(Role.SECRETARY, municipality)
    CollegeCalendar.objects.create(
        municipality=municipality, kept_at=OFFERED_AT, kept_by=secretary.user, **fields
    )


def place(road, on, *, at=OFFERED_AT):
    secretary = person(Role.SECRETARY, road.municipality)
    Placing.objects.create(
        ratification=road, on=on, route=Route.MEETING, placed_at=at, placed_by=secretary.user
    )


def test_the_text_is_due_when_the_slowest_municipality_wants_its_papers():
    proposal = with_municipalities(3)
    slow = proposal.ratifications.last().municipality
    keep(slow, papers_due_days=14)

    page = plan(proposal)

    assert (page.text_due.on, page.text_due.because_of) == (date(2018, 10, 16), [slow.name])
    assert not page.is_past and plan(proposal, now=NOW).is_past
    assert len(page.unkept) == 2


def test_before_the_offer_the_plan_is_about_the_whole_region():
    proposal = ProposalFactory()
    concept(proposal)
    MunicipalityFactory.create_batch(2, region=proposal.profile.region)
    MunicipalityFactory()  # elsewhere

    page = plan(proposal)

    assert len(page.rows) == 3  # with the one that employs the coordinator
    assert page.text_due.on == date(2018, 10, 23)
    assert {row.light.why.split(";")[0] for row in page.rows} == {
        "Het voorstel is nog niet aangeboden"
    }


def test_each_municipality_has_its_light():
    proposal = with_municipalities(3)
    first, second, third = proposal.ratifications.order_by("municipality__name")
    keep(first.municipality, papers_due_days=25)
    place(second, date(2018, 10, 30))
    travelled(third, outcome=Outcome.AGREED, informed=True)

    page = plan(proposal)

    assert [row.light.colour for row in page.rows] == [Colour.RED, Colour.GREEN, Colour.GREEN]
    assert page.counts == [(Colour.RED, 1), (Colour.AMBER, 0), (Colour.GREEN, 2)]
    assert [row.agenda_on for row in page.rows] == [None, date(2018, 10, 30), None]


def shown(proposal, viewer):
    """Return everything about the municipalities that this reader is shown."""
    page = plan(proposal, viewer)
    return [
        (row.light, row.agenda_on, row.chance, line.colour, [(m.kind, m.text) for m in line.marks])
        for row, line in zip(page.rows, page.timeline.lines, strict=True)
    ], page.counts


def test_others_see_the_same_plan_whatever_a_college_decided():
    seen = []
    for outcome in Outcome:
        proposal = with_municipalities(2)
        road = proposal.ratifications.order_by("municipality__name").first()
        next_on = date(2018, 11, 6) if outcome == Outcome.DEFERRED else None
        travelled(road, outcome=outcome, next_on=next_on, informed=outcome == Outcome.DECLINED)
        if outcome == Outcome.DEFERRED:
            place(road, date(2018, 11, 6), at=AT - timedelta(hours=1))
        seen.append((proposal, road))

    for_others = [shown(proposal, an_official_elsewhere(proposal)) for proposal, _ in seen]
    for_themselves = [
        shown(proposal, person(Role.OFFICIAL, road.municipality)) for proposal, road in seen
    ]
    for_the_coordinator = [shown(proposal, None) for proposal, _ in seen]

    assert all(each == for_others[0] for each in for_others)
    assert len({str(each) for each in for_themselves}) > 1
    assert len({str(each) for each in for_the_coordinator}) > 1


def test_after_the_embargo_everybody_sees_what_happened():
    proposal = with_municipalities(1, embargo_at=AT)
    decide(proposal.ratifications.get(), outcome=Outcome.DECLINED)

    page = plan(proposal, an_official_elsewhere(proposal), now=NOW)

    assert page.sees_outcomes
    assert page.rows[0].light.colour is Colour.RED  # the council letter


def test_only_the_own_road_can_be_opened():
    proposal = with_municipalities(2)
    own = proposal.ratifications.first()

    page = plan(proposal, person(Role.OFFICIAL, own.municipality))

    assert [row.url for row in page.rows if row.url] == [own.get_absolute_url()]
    assert [row.name for row in page.rows if row.is_own] == [own.municipality.name]


@pytest.mark.parametrize("municipalities", [1, 14, 60])
def test_the_plan_costs_the_same_for_any_number(municipalities, django_assert_num_queries):
    proposal = with_municipalities(municipalities)
    for road in proposal.ratifications.all():
        keep(road.municipality, papers_due_days=5)
        decide(road)
        place(road, date(2018, 10, 30))
    viewer = coordinator(proposal.profile.region)
    found = Proposal.objects.select_related("profile__region", "embargo").get(pk=proposal.pk)

    with django_assert_num_queries(QUERIES):
        assert len(planning_page(found, viewer=viewer, now=AT).rows) == municipalities


QUERIES = 9


def per_cent(x):
    return float(x.removesuffix("%"))


def test_the_picture_puts_days_in_their_order_and_within_its_edges():
    days = [date(2018, 10, 16), date(2018, 10, 30), date(2018, 11, 6)]
    picture = timeline(
        [Bar("Almelo", Colour.AMBER, *days), Bar("Borne", Colour.RED, None, None, None)],
        today=date(2018, 10, 10),
        closes_on=date(2018, 11, 1),
        text_due_on=date(2018, 10, 16),
    )

    [line, empty] = picture.lines
    places = [per_cent(mark.x) for mark in line.marks]
    assert [mark.kind for mark in line.marks] == ["papers", "last", "agenda"]
    assert places == sorted(places) and len(set(places)) == 3
    assert [line.start, line.end] == [line.marks[0].x, line.marks[-1].x]
    assert empty.marks == []
    everything = [*places, *(per_cent(m.x) for m in [*picture.ticks, *picture.days])]
    assert all(0 < x < 100 for x in everything)
    assert {day.kind for day in picture.days} == {"text", "today", "closing"}


def a_picture(weeks):
    """Return the picture so many weeks before the closing."""
    closes_on = date(2018, 11, 1)
    today = closes_on - timedelta(weeks=weeks)
    return timeline([], today=today, closes_on=closes_on, text_due_on=None)


@pytest.mark.parametrize("weeks", [1, 3, 8, 17])
def test_the_picture_has_a_few_mondays_along_the_top(weeks):
    picture = a_picture(weeks)

    assert 1 <= len(picture.ticks) <= 6
    assert [kind for kind, _ in picture.legend] == ["today", "papers", "last", "agenda", "closing"]


@pytest.mark.parametrize(
    ("weeks", "is_shown"), [(-400, False), (-2, True), (17, True), (18, False)]
)
def test_a_day_far_from_the_round_does_not_squeeze_the_picture(weeks, is_shown):
    picture = a_picture(weeks)

    assert ("today" in {day.kind for day in picture.days}) is is_shown
    assert ("today" in dict(picture.legend)) is is_shown
