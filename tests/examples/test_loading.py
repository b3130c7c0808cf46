from datetime import date, time

import pytest
from django.contrib.auth import authenticate
from django.db import connection

from actions.models import Action
from decisions.models import Proposal
from decisions.rules.blockers import may_sign
from decisions.rules.coalition import Position, standing
from decisions.rules.road import road_at
from decisions.rules.stages import Stage, stage, waits_for
from dutch.moments import local_date, moment_at, parse_moment
from examples.facts import NoSuchExample
from examples.loading import AlreadyLoaded, NotInDemo, load
from municipalities.models import Membership, Municipality, Region, User
from profiles.models import Profile
from trail.models import Entry
from trail.rules import broken_links

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

TODAY = date(2026, 11, 24)
AFTERWARDS = parse_moment("1 november 2018 om 10.00 uur")


def roads(proposal, *, at):
    return {
        ratification.municipality.name: road_at(ratification, at=at)
        for ratification in proposal.ratifications.with_facts()
    }


def rows():
    """How many rows every table holds."""
    with connection.cursor() as cursor:
        counted = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608  # our own tables
            counted[table] = cursor.fetchone()[0]
    return counted


def test_finished_stand_is_2018_as_it_was():
    proposal = load(region="twente", stand="afgerond", today=TODAY)

    found = roads(proposal, at=AFTERWARDS)
    assert len(found) == 14
    assert {stage(road) for road in found.values()} == {Stage.SIGNED}
    assert {standing(road).position for road in found.values()} == {Position.OFFERS}
    assert all(may_sign(road) and waits_for(road) == [] for road in found.values())
    assert len({road.signature.signed_by_id for road in found.values()}) == 14


def test_finished_stand_tells_what_is_invented_and_fills_the_profile():
    load(region="twente", stand="afgerond", today=TODAY)

    profile = Profile.objects.get()
    assert profile.example_note.startswith("Voorbeeldgegevens: Twente 2018. Bekend is dat")
    assert profile.period == "2021–2024"
    assert profile.deadline == date(2018, 11, 1)
    assert [theme.title for theme in profile.themes.all()] == [
        "Tijd en Ruimte",
        "Traditie en Innovatie",
        "Grenzeloos Twente",
    ]
    assert (profile.chapters.count(), profile.milestones.count()) == (8, 10)
    assert Action.objects.filter(theme__profile=profile, lead__isnull=False).count() == 14
    texts = [chapter.text for chapter in profile.chapters.all()]
    assert not [text for text in texts if "{" in text]


def test_trail_of_the_finished_stand_is_whole_and_in_the_order_of_time():
    load(region="twente", stand="afgerond", today=TODAY)

    entries = list(Entry.objects.order_by("number"))
    moments = [entry.at for entry in entries]
    assert broken_links(entries) == []
    assert moments == sorted(moments)
    assert moments[-1] < moment_at(date(2019, 5, 1), time())


def test_loading_again_changes_nothing():
    load(region="twente", stand="afgerond", today=TODAY)
    before = rows()

    with pytest.raises(AlreadyLoaded, match="Twente, stand “afgerond”, is al geladen"):
        load(region="twente", stand="afgerond", today=TODAY)

    assert rows() == before


def test_halfway_every_municipality_stands_elsewhere():
    proposal = load(region="twente", stand="halverwege", today=TODAY)

    found = roads(proposal, at=moment_at(TODAY, parse_moment("1-1-2026 9:00").time()))
    places = {
        (stage(road), tuple(waits_for(road)), road.college and road.college.outcome, road.revoked)
        for road in found.values()
    }
    assert len(found) == len(places) == 14
    assert {stage(road) for road in found.values()} == set(Stage) - {
        Stage.NOT_OFFERED,
        Stage.PORTFOLIO,  # who has that has it on the agenda too
    }
    assert {standing(road).position for road in found.values()} == {
        Position.OFFERS,
        Position.OPEN,
        Position.OUT,
    }


def test_halfway_has_its_own_dates_and_says_so():
    proposal = load(region="twente", stand="halverwege", today=TODAY)

    profile = proposal.profile
    deferred = proposal.ratifications.get(municipality__name="Dinkelland").decisions.get()
    assert local_date(proposal.closes_at) == profile.deadline == date(2026, 12, 3)
    assert "422 weken verschoven" in profile.example_note
    assert "sluiting op 3 december 2026" in profile.example_note
    assert profile.period == "2029–2032"
    assert deferred.next_on > local_date(proposal.closes_at)
    assert deferred.decided_on.isoweekday() == 1
    assert "3 december 2026" in proposal.versions.get().sections.get(kind="execution").text


def test_both_stands_lie_side_by_side_with_the_same_people():
    load(region="twente", stand="afgerond", today=TODAY)
    people = User.objects.count()

    load(region="twente", stand="halverwege", today=TODAY)

    assert (Region.objects.count(), Municipality.objects.count()) == (1, 14)
    assert User.objects.count() == Membership.objects.count() == people == 76
    assert Proposal.objects.of_profile().count() == Profile.objects.count() == 2


def test_everybody_signs_in_with_the_demo_password():
    load(region="twente", stand="halverwege", today=TODAY)

    for email in ["griffie.wierden@voorbeeld.example", "coordinator.hengelo@voorbeeld.example"]:
        assert User.objects.get(email=email).check_password("verbeelding in twente")
    assert authenticate(None, email=email, password="verbeelding in twente")


def test_outside_demo_mode_nothing_is_loaded(settings):
    settings.DEMO = False

    with pytest.raises(NotInDemo, match="kan alleen in de demostand"):
        load(region="twente", stand="afgerond", today=TODAY)

    assert not Region.objects.exists()
    assert not User.objects.exists()


def test_unknown_region_leaves_nothing_behind():
    with pytest.raises(NoSuchExample):
        load(region="drenthe", stand="afgerond", today=TODAY)

    assert not Region.objects.exists()
