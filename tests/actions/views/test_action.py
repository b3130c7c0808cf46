"""The page of one action: where it stands, at once; and what its lead writes down on the way."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actions.models import (
    ActionMilestone,
    ConsultationKind,
    ItemOutcome,
    MilestoneNews,
    MilestoneState,
    ProgressReport,
    Step,
    StepKind,
    Word,
)
from actions.services import progress
from dutch.moments import format_date, format_typed_date
from municipalities.models import Role
from tests.factories.actions import (
    NOW,
    ActionFactory,
    MilestoneFactory,
    PlanFactory,
    ThemeFactory,
    answered,
    college_said,
    consulted,
    news,
    took_step,
    writer,
)
from tests.factories.decisions import coordinator
from tests.factories.people import MunicipalityFactory, person

pytestmark = pytest.mark.django_db


def signed_in(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def lead(action):
    return signed_in(writer(action))


def reader(action, role=Role.OFFICIAL):
    region = action.theme.profile.region
    return signed_in(person(role, MunicipalityFactory(region=region)))


def text_of(response):
    """Return the page with one blank for any, and none inside the brackets of a tag."""
    return " ".join(response.content.decode().split()).replace("> ", ">").replace(" <", "<")


def page_of(action, client=None):
    return text_of((client or reader(action)).get(action.get_absolute_url()))


def post(action, name, *args, client=None, **fields):
    address = reverse(f"actions:{name}", args=[action.pk, *args])
    return (client or lead(action)).post(address, fields)


def test_the_page_says_at_once_where_the_action_stands_and_who_is_next():
    theme = ThemeFactory()
    waterstad = MunicipalityFactory(region=theme.profile.region, name="Waterstad")
    action = ActionFactory(theme=theme, title="Atelier", lead=waterstad)
    plan = PlanFactory(action=action, frozen=True)
    consulted(plan, outcome=ItemOutcome.BACK, reason="De dekking ontbreekt.")

    page = page_of(action)

    assert "<h1>1.1 Atelier</h1>" in page
    assert "stuurde versie 1 van het plan terug: De dekking ontbreekt." in page
    assert "Trekker Waterstad past het plan aan en stelt een nieuwe versie vast." in page
    assert plan.sha256 in page


def test_an_idea_says_what_is_missing():
    page = page_of(ActionFactory(lead=None))

    assert "De actie is een idee: er is nog geen plan van aanpak." in page
    assert "De trekker (nog niet aangewezen) schrijft het plan van aanpak." in page
    assert "nog geen mijlpalen" in page
    assert "Schrijf aan" not in page and "Leg een stap vast" not in page


def test_the_lead_and_the_coordinator_see_what_they_can_do():
    action = ActionFactory()
    PlanFactory(action=action)

    own, kept = (
        page_of(action, lead(action)),
        page_of(action, signed_in(coordinator(action.theme.profile.region))),
    )

    for page in (own, kept):
        assert "Schrijf aan concept 1 van het plan" in page and "Leg een stap vast" in page
    assert "Wijzig actie en trekker" in kept and "Wijzig actie en trekker" not in own


def test_the_road_says_what_is_behind_and_who_does_not_start():
    plan = PlanFactory(passed=True, others_may_start=True)
    college_said(plan, plan.action.lead, Word.DEFERRED)
    took_step(plan.action)

    page = page_of(plan.action)

    assert "akkoord op 18 februari 2019" in page and "akkoord op 4 maart 2019" in page
    assert f"Nog niet begonnen: {plan.action.lead} (het college hield het aan)." in page
    assert "loopt sinds 1 april 2019" in page


def test_a_running_action_shows_the_road_of_the_version_it_goes_by():
    plan = PlanFactory(passed=True)
    took_step(plan.action)
    PlanFactory(action=plan.action, frozen=True, frozen_at=NOW)

    page = page_of(plan.action)

    assert "vastgesteld op 4 februari 2019" in page
    assert "Versie 2 moet nog door beide overleggen." in page


def test_milestones_say_by_word_how_they_stand():
    action, today = ActionFactory(), timezone.localdate()
    MilestoneFactory(action=action, title="Opening", reached=True)
    MilestoneFactory(action=action, title="Feest", due_on=today - timedelta(days=1))
    MilestoneFactory(action=action, title="Vandaag", due_on=today)
    news(MilestoneFactory(action=action, title="Weg"), MilestoneState.DROPPED)
    moved = MilestoneFactory(action=action, title="Later")
    news(moved, MilestoneState.MOVED, on=today + timedelta(days=9))

    page = page_of(action)

    assert "1 van 4 mijlpalen gehaald (25 %)" in page
    assert page.count("<span>Te laat</span>") == 1
    assert "Gehaald op 1 april 2019" in page and "Vervallen" in page
    assert f"eerst {format_date(moved.due_on)}" in page


def test_the_history_tells_every_act():
    action = PlanFactory(passed=True).action
    progress.take_step(action, kind=StepKind.STARTED, on=NOW.date(), by=writer(action), at=NOW)

    assert "Actie 1.1: begonnen op 14 mei 2019." in page_of(action)


def test_an_action_of_another_region_is_not_found():
    client = reader(ActionFactory())

    assert client.get(ActionFactory().get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 14, 60])
def test_the_page_costs_the_same_for_any_number(count, django_assert_num_queries):
    action = PlanFactory(passed=True).action
    plan, region = action.plans.get(), action.theme.profile.region
    took_step(action)
    for _ in range(count):
        municipality = MunicipalityFactory(region=region)
        college_said(plan, municipality)
        answered(action, municipality)
        news(MilestoneFactory(action=action))
        ProgressReport.objects.create(
            action=action,
            on=NOW.date(),
            text="t",
            written_at=NOW,
            written_by=writer(action).user,
        )
    client = lead(action)
    page_of(action, client)

    with django_assert_num_queries(26):
        page = page_of(action, client)

    assert f"{count} van {count} mijlpa" in page


def test_an_action_starts_from_its_page():
    action = PlanFactory(passed=True).action

    answer = post(action, "take_step", kind="started", on="14-5-2019")

    assert answer.url == action.get_absolute_url()
    assert Step.objects.get().on == NOW.date()


def test_what_stands_in_the_way_of_starting_is_said_before_trying():
    plan = PlanFactory(passed=True, minimum_partners=2)
    college_said(plan, plan.action.lead)

    page = text_of(lead(plan.action).get(reverse("actions:take_step", args=[plan.action_id])))

    assert "Beginnen kan nog niet" in page
    assert "Een college moet nog besluiten" in page
    assert "0 van ten minste 2 gemeenten doen mee zonder voorbehoud." in page
    assert 'value="started"' not in page and 'value="stopped"' in page


def test_a_step_that_is_refused_keeps_what_was_typed():
    action = PlanFactory(passed=True).action
    tomorrow = format_typed_date(timezone.localdate() + timedelta(days=1))

    early = post(action, "take_step", kind="started", on=tomorrow)
    wrong = post(action, "take_step", kind="paused", on="14-5-2019", reason="Geen geld.")
    silent = post(action, "take_step", kind="stopped", on="14-5-2019")

    assert [each.status_code for each in (early, wrong, silent)] == [422, 422, 422]
    assert "De dag ligt in de toekomst." in text_of(early) and tomorrow in text_of(early)
    assert "Dit kan nu niet." in text_of(wrong) and "Geen geld." in text_of(wrong)
    assert "Schrijf op waarom." in text_of(silent)
    assert not Step.objects.exists()


def test_a_milestone_is_added_once():
    action = ActionFactory()

    first = post(action, "add_milestone", title="Opening", due_on="1-9-2030")
    again = post(action, "add_milestone", title="Opening", due_on="2-9-2030")

    assert (first.status_code, again.status_code) == (302, 422)
    assert "al een mijlpaal met deze naam" in text_of(again)
    assert ActionMilestone.objects.count() == 1


def test_a_milestone_is_told_of_and_its_page_keeps_the_history():
    milestone = MilestoneFactory(title="Opening")
    action = milestone.action

    moved = post(action, "milestone", milestone.pk, state="moved", on="1-9-2030", reason="De bouw.")
    silent = post(action, "milestone", milestone.pk, state="dropped", on="1-5-2019")
    page = text_of(lead(action).get(reverse("actions:milestone", args=[action.pk, milestone.pk])))

    assert (moved.status_code, silent.status_code) == (302, 422)
    assert "Schrijf op waarom." in text_of(silent)
    assert "<strong>Verplaatst</strong>, 1 september 2030: De bouw." in page
    assert MilestoneNews.objects.count() == 1


def test_progress_is_reported_with_a_day_that_is_not_to_come():
    action = ActionFactory()
    tomorrow = format_typed_date(timezone.localdate() + timedelta(days=1))

    early = post(action, "report_progress", on=tomorrow, text="Het gaat goed.")
    good = post(action, "report_progress", on="14-5-2019", text="Het gaat goed.")

    assert (early.status_code, good.status_code) == (422, 302)
    assert "Het gaat goed." in text_of(early)
    assert "Stand op 14 mei 2019" in page_of(action)


@pytest.mark.parametrize("name", ["take_step", "add_milestone", "report_progress"])
def test_another_municipality_does_not_find_what_is_for_the_lead(name):
    action = ActionFactory()
    address = reverse(f"actions:{name}", args=[action.pk])

    answers = [
        reader(action).get(address),
        reader(action, Role.CLERK).get(address),
        lead(action).get(address),
        signed_in(coordinator(action.theme.profile.region)).get(address),
    ]

    assert [each.status_code for each in answers] == [404, 403, 200, 200]


def test_a_milestone_of_another_action_is_not_found():
    milestone, action = MilestoneFactory(), ActionFactory()

    assert post(action, "milestone", milestone.pk, state="reached").status_code == 404


def test_an_administrative_consultation_alone_passes_nothing_on_the_page():
    plan = PlanFactory(frozen=True)
    consulted(plan, ConsultationKind.ADMINISTRATIVE)

    assert "zet het plan op de agenda van het ambtelijk overleg" in page_of(plan.action)
