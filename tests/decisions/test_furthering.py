"""The further proposal that the portal makes by itself: of whom, once, and nothing slips."""

from datetime import timedelta

import pytest
from django.utils import timezone

from actions.models import Action, CollegeWord, Unit, Word
from actions.rules.facts import facts_of
from actions.rules.stages import waiting_colleges
from decisions import services
from decisions.models import Concern, DictumItem, Outcome, Proposal
from decisions.services import Refused
from decisions.tasks import further_hourly, raise_further, sweep
from jobs.models import Job
from jobs.services import enqueue
from jobs.tasks import work_off
from municipalities.models import Role
from notices.models import Notice
from tests.factories.actions import (
    ActionFactory,
    PlanFactory,
    answered,
    college_said,
    consulted,
    contributed,
    declared,
)
from tests.factories.further import (
    CLOSES_AT,
    OFFERED_AT,
    RAISED_AT,
    YEAR,
    decides,
    frozen,
    offered,
    passed_plan,
    places,
    raised,
    region_of,
    writer,
)
from tests.factories.people import person
from trail.models import Entry

pytestmark = pytest.mark.django_db

LATER = RAISED_AT + timedelta(days=2)


def names(proposal):
    return [row.municipality.name for row in proposal.standing_concerns]


def beyond(proposal):
    return {row.municipality.name: row.figures[0]["beyond"] for row in proposal.standing_concerns}


def dictum(proposal):
    return " ".join(proposal.versions.latest("number").items.values_list("text", flat=True))


def test_only_those_of_whom_too_much_is_asked():
    plan = passed_plan()
    declared(places(plan.action)["Delden"], 20)

    proposal = raise_further(plan, at=RAISED_AT)

    assert names(proposal) == ["Almelo", "Borne"]
    assert beyond(proposal) == {"Almelo": "100.00", "Borne": "50.00"}
    assert "Delden" not in dictum(proposal)
    assert proposal.plan == plan
    assert proposal.profile == plan.action.theme.profile
    assert proposal.created_by is None


def test_a_plan_that_did_not_pass_asks_nothing():
    action = region_of()
    plan = PlanFactory(action=action, frozen=True, needs=[(action.lead, YEAR, Unit.HOURS, 10)])
    consulted(plan)  # the officials alone

    assert raise_further(plan, at=RAISED_AT) is None
    assert not Proposal.objects.exists()


def test_who_has_enough_is_not_asked():
    plan = passed_plan(asks={"Almelo": 10})
    declared(places(plan.action)["Almelo"], 10)

    assert raise_further(plan, at=RAISED_AT) is None


def test_a_college_that_agreed_is_not_asked_again():
    plan = passed_plan(asks={"Almelo": 10})
    college_said(plan, places(plan.action)["Almelo"], "agreed")

    assert raise_further(plan, at=RAISED_AT) is None


def test_doing_it_again_changes_nothing():
    proposal = raised()
    before = (Concern.objects.count(), Entry.objects.count(), Notice.objects.count())

    assert raise_further(proposal.plan, at=LATER) is None
    assert (Concern.objects.count(), Entry.objects.count(), Notice.objects.count()) == before


def test_a_need_in_small_parts_does_not_slip_under_it():
    action = region_of()
    place = places(action)["Almelo"]
    declared(place, 50)
    parts = [(place, YEAR, Unit.HOURS, 10)] * 10
    plan = PlanFactory(action=action, passed=True, needs=parts)

    assert beyond(raise_further(plan, at=RAISED_AT)) == {"Almelo": "50.00"}


def test_ten_small_plans_ask_as_much_as_a_large_one():
    first = region_of()
    place = places(first)["Almelo"]
    declared(place, 50)
    for position in range(10):
        action = ActionFactory(theme=first.theme, position=9 + position, lead=first.lead)
        PlanFactory(action=action, passed=True, needs=[(place, YEAR, Unit.HOURS, 10)])

    sweep(at=RAISED_AT)

    assert sorted(beyond(each)["Almelo"] for each in Proposal.objects.all()) == ["10.00"] * 5


def test_fte_and_hours_are_one_sum():
    action = region_of()
    place = places(action)["Almelo"]
    declared(place, 1, Unit.FTE)
    needs = [(place, YEAR, Unit.HOURS, 1350), (place, YEAR, Unit.HOURS, 1)]
    plan = PlanFactory(action=action, passed=True, needs=needs)

    assert beyond(raise_further(plan, at=RAISED_AT)) == {"Almelo": "1.00"}


def test_what_a_municipality_marks_as_beyond_is_asked_of_its_college():
    action = region_of()
    place = places(action)["Enter"]
    declared(place, 1000)
    plan = passed_plan(action, asks={})
    joined = answered(action, place, at=RAISED_AT)
    contributed(joined, 40, is_within_capacity=False)

    assert beyond(raise_further(plan, at=LATER)) == {"Enter": "40.00"}


def test_a_concept_follows_the_figures_while_nobody_wrote_in_it():
    proposal = raised()
    declared(places(proposal.plan.action)["Almelo"], 60, at=LATER)

    assert raise_further(proposal.plan, at=LATER) == proposal

    assert Proposal.objects.count() == 1
    assert beyond(proposal) == {"Almelo": "40.00", "Borne": "50.00", "Delden": "20.00"}
    assert "Almelo: in 2021 100 uur, waarvan 40 uur boven" in dictum(proposal)
    costs = proposal.versions.get().sections.get(kind="costs").text
    assert "- Almelo, 2021: capaciteit 60 uur" in costs


def test_who_is_newly_concerned_comes_into_the_concept():
    action = region_of()
    declared(places(action)["Enter"], 500)
    proposal = raised(passed_plan(action, asks={"Almelo": 10, "Enter": 500}))

    declared(places(action)["Enter"], 400, at=LATER)
    raise_further(proposal.plan, at=LATER)

    assert names(proposal) == ["Almelo", "Enter"]
    assert "Enter: in 2021 500 uur, waarvan 100 uur" in dictum(proposal)


def test_who_is_concerned_no_longer_leaves_the_concept():
    proposal = raised()
    declared(places(proposal.plan.action)["Borne"], 50, at=LATER)

    raise_further(proposal.plan, at=LATER)

    assert names(proposal) == ["Almelo", "Delden"]
    assert "Borne" not in dictum(proposal)


def test_a_concept_about_nobody_cannot_be_frozen_and_comes_back_to_life():
    proposal = raised(passed_plan(asks={"Almelo": 10}))
    place = places(proposal.plan.action)["Almelo"]
    declared(place, 10, at=LATER)
    raise_further(proposal.plan, at=LATER)

    with pytest.raises(Refused, match="gaat geen enkele gemeente meer aan"):
        frozen(proposal)

    declared(place, 4, at=LATER + timedelta(days=1))
    raise_further(proposal.plan, at=LATER + timedelta(days=1))
    assert "waarvan 6 uur boven" in dictum(proposal)
    assert frozen(proposal).frozen_at


def test_what_a_person_wrote_stays_and_a_dictum_that_forgets_somebody_is_not_frozen():
    action = region_of()
    declared(places(action)["Enter"], 500)
    proposal = raised(passed_plan(action, asks={"Almelo": 10, "Enter": 500}))
    item = proposal.versions.get().items.get(number="2")
    DictumItem.objects.filter(pk=item.pk).update(text="Te dekken uit de reserve.")

    declared(places(action)["Enter"], 400, at=LATER)
    raise_further(proposal.plan, at=LATER)

    assert "Te dekken uit de reserve." in dictum(proposal)
    assert "capaciteit 400 uur" in proposal.versions.get().sections.get(kind="costs").text
    with pytest.raises(Refused, match="Niet elke betrokken gemeente staat in het dictum"):
        frozen(proposal)


def test_after_the_offer_a_second_proposal_is_of_the_newly_concerned_alone():
    action = region_of()
    declared(places(action)["Enter"], 500)
    first = offered(raised(passed_plan(action, asks={"Almelo": 10, "Enter": 500})))

    declared(places(action)["Enter"], 400, at=OFFERED_AT)
    second = raise_further(first.plan, at=OFFERED_AT)

    assert second != first
    assert names(first) == ["Almelo"]
    assert names(second) == ["Enter"]


def test_more_than_the_college_agreed_to_is_asked_anew():
    action = region_of()
    place = places(action)["Almelo"]
    first = offered(raised(passed_plan(action, asks={"Almelo": 10})))
    decides(first, "Almelo")
    at = CLOSES_AT

    assert raise_further(first.plan, at=at) is None

    contributed(answered(action, place, at=at), 11, is_within_capacity=False)
    second = raise_further(first.plan, at=at)
    assert beyond(second) == {"Almelo": "11.00"}


def test_a_newer_plan_gets_a_proposal_of_its_own_and_the_old_is_not_offered():
    proposal = raised()
    frozen(proposal)
    newer = PlanFactory(
        action=proposal.plan.action,
        frozen=True,
        needs=[(proposal.plan.action.lead, YEAR, Unit.HOURS, 10)],
    )
    consulted(newer, at=OFFERED_AT)
    consulted(newer, "administrative", at=OFFERED_AT)

    with pytest.raises(Refused, match="een nieuwere versie van dit plan"):
        services.offer_to_all(
            proposal.versions.get(), closes_at=CLOSES_AT, by=writer(proposal), at=CLOSES_AT
        )
    assert raise_further(newer, at=CLOSES_AT) != proposal


def test_writers_and_lead_are_told_and_the_trail_says_so():
    action = region_of()
    official = person(Role.OFFICIAL, action.lead)
    other = person(Role.OFFICIAL, places(action)["Enter"])
    proposal = raised(passed_plan(action))

    told = set(
        Notice.objects.filter(event__startswith="further:").values_list("recipient", flat=True)
    )
    assert told == {writer(proposal).user_id, official.user_id}
    assert other.user_id not in told
    lines = Entry.objects.filter(act="raised_proposal")
    assert {line.object_type for line in lines} == {"decisions.proposal", "actions.action"}
    assert all(line.by is None and line.region_id for line in lines)


def test_the_job_names_the_plan_and_is_done_once(transactional_db):
    plan = passed_plan()
    now = timezone.now()
    for key in (f"further:{plan.pk}:1", f"further:{plan.pk}:2", "further:0:1"):
        enqueue(kind="further_proposal", key=key, at=now)
        work_off(key)

    assert not Job.objects.filter(finished_at=None, kind="further_proposal").exists()
    assert Proposal.objects.get().plan == plan


def test_the_hourly_sweep_finds_what_no_job_was_asked_for(transactional_db):
    plan = passed_plan()
    further_hourly()
    further_hourly()

    job = Job.objects.get(kind="further_proposals")
    work_off(job.key)
    assert Proposal.objects.get().plan == plan


def test_sweep_lets_a_concept_follow_too():
    proposal = raised(passed_plan(asks={"Almelo": 10}))
    declared(places(proposal.plan.action)["Almelo"], 10, at=LATER)

    sweep(at=LATER)

    assert names(proposal) == []


def test_sweep_asks_the_same_of_the_database_for_any_number_of_plans(
    django_assert_num_queries,
):
    first = region_of()
    place = places(first)["Almelo"]
    declared(place, 1000)
    for position in range(2, 9):
        action = ActionFactory(theme=first.theme, position=position, lead=first.lead)
        PlanFactory(action=action, passed=True, needs=[(place, YEAR, Unit.HOURS, 10)])
    with django_assert_num_queries(10):
        sweep(at=RAISED_AT)


def test_outcome_of_one_plan_does_not_clear_another():
    first = offered(raised(passed_plan(asks={"Almelo": 10})))
    decides(first, "Almelo", Outcome.AGREED)
    other = ActionFactory(theme=first.plan.action.theme, lead=first.plan.action.lead)
    place = places(other)["Almelo"]
    plan = PlanFactory(action=other, passed=True, needs=[(place, YEAR, Unit.HOURS, 5)])

    assert beyond(raise_further(plan, at=CLOSES_AT)) == {"Almelo": "5.00"}


def test_from_the_moment_it_is_raised_the_action_knows():
    proposal = raised(passed_plan(asks={"Almelo": 10}))

    said = CollegeWord.objects.get(plan=proposal.plan, municipality__name="Almelo")
    assert (said.word, said.path) == (Word.RAISED, f"/voorstellen/{proposal.pk}/bord/")
    facts = facts_of(Action.objects.with_facts().get(pk=proposal.plan.action_id))
    assert waiting_colleges(facts, facts.standing) == {"Almelo": Word.RAISED}


def test_who_is_concerned_no_longer_waits_for_nothing():
    proposal = raised(passed_plan(asks={"Almelo": 10}))
    declared(places(proposal.plan.action)["Almelo"], 10, at=LATER)

    raise_further(proposal.plan, at=LATER)

    assert CollegeWord.objects.last().word == Word.UNNEEDED


def test_what_a_college_said_before_counts_again_when_more_is_not_asked_any_more():
    proposal = offered(raised(passed_plan(asks={"Almelo": 10})))
    decides(proposal, "Almelo")
    place, action = places(proposal.plan.action)["Almelo"], proposal.plan.action
    later = CLOSES_AT + timedelta(days=30)
    contributed(answered(action, place, at=later), 30, is_within_capacity=True, years=(YEAR, YEAR))
    raise_further(proposal.plan, at=later)
    assert CollegeWord.objects.last().word == Word.RAISED

    declared(place, 50, year=YEAR, at=later + timedelta(days=1))
    raise_further(proposal.plan, at=later + timedelta(days=1))

    assert CollegeWord.objects.last().word == Word.AGREED
