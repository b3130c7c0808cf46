"""Two officials of one municipality answer at the same moment; so does the lead with a request."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actions.models import (
    Admission,
    Answer,
    ContributionKind,
    Pace,
    Participation,
    ReasonKind,
    Standing,
    StepKind,
    Suggestion,
    TriggerKind,
    Unit,
)
from actions.rules.joining import joins
from actions.rules.participation import AnswerDraft, ContributionDraft, TriggerDraft
from actions.services.acting import Refused
from actions.services.admitting import admit
from actions.services.participation import Overtaken, answer_action
from actions.store.histories import histories
from actions.tasks import suggest
from municipalities.models import Role
from tests.factories.actions import ActionFactory, took_step
from tests.factories.people import MembershipFactory, MunicipalityFactory, person
from tests.races.racing import at_once
from trail.models import Entry
from trail.selectors import faults

pytestmark = [pytest.mark.races, pytest.mark.slow]

DAY = date(2019, 5, 14)
HALF = ContributionDraft(ContributionKind.PEOPLE, Unit.FTE, Decimal("0.5"), 2019, 2099)
YES = AnswerDraft(Answer.JOINS, DAY, pace=Pace.ALONG, contributions=(HALF,))
NO = AnswerDraft(Answer.NO, DAY, reason_kind=ReasonKind.OTHER)
WAITS = AnswerDraft(
    Answer.NOT_NOW,
    DAY,
    reason_kind=ReasonKind.OTHER,
    triggers=(TriggerDraft(TriggerKind.DAY, on=DAY),),
)
TYPED = {
    "answer": "follows",
    "valid_from": "14 mei 2019",
    "reason_audience": "own",
    "bijdrage-TOTAL_FORMS": "0",
    "bijdrage-INITIAL_FORMS": "0",
}


def an_action():
    """Return an action, and two officials of one municipality that does not lead it."""
    action = ActionFactory()
    person(Role.OFFICIAL, action.lead)
    municipality = MunicipalityFactory(region=action.theme.profile.region)
    return action, person(Role.OFFICIAL, municipality), MembershipFactory(organisation=municipality)


def say(action, draft, by, *, replaces=None):
    def act():
        try:
            return answer_action(
                action=action, answer=draft, by=by, at=timezone.now(), replaces=replaces
            )
        except (Overtaken, Refused) as refusal:
            return refusal

    return act


def answer_to(row, by):
    def act():
        try:
            return admit(row, is_admitted=True, by=by, at=timezone.now())
        except Refused as refusal:
            return refusal

    return act


def matrix_agrees(action):
    """Tell whether the ready row of the matrix says what the history says."""
    recorded = histories([action.pk])[action.pk]
    cells = Standing.objects.get(action=action).cells
    return all(
        joins(each.history, day=DAY, known_at=timezone.now()).joining in cells.get(code, "")
        for code, each in recorded.items()
    )


def test_of_two_answers_one_stands_and_the_other_is_shown(rounds, figures):
    for _ in rounds:
        action, one, two = an_action()

        endings = at_once(say(action, YES, one, replaces=0), say(action, NO, two, replaces=0))

        row = Participation.objects.get(action=action)
        overtaken = next(each for each in endings if isinstance(each, Overtaken))
        assert overtaken.theirs == row
        assert Entry.objects.filter(object_id=str(row.pk), act="answered_action").count() == 2
        assert matrix_agrees(action)
        figures[row.answer] += 1


def test_the_same_answer_twice_is_one(rounds):
    for _ in rounds:
        action, one, two = an_action()

        endings = at_once(say(action, YES, one, replaces=0), say(action, YES, two, replaces=0))

        assert endings[0] == endings[1] == Participation.objects.get(action=action)


def test_without_a_screen_both_are_kept_in_order(rounds, figures):
    for _ in rounds:
        action, one, two = an_action()

        at_once(say(action, WAITS, one), say(action, NO, two))

        rows = list(Participation.objects.filter(action=action).order_by("pk"))
        assert len(rows) == 2
        assert rows[0].answered_at < rows[1].answered_at
        assert matrix_agrees(action)
        figures[rows[1].answer] += 1
    assert not any("deelname" in fault for fault in faults())


def test_a_form_that_is_posted_twice_is_one_answer(rounds):
    for _ in rounds:
        action, one, two = an_action()
        address = reverse("actions:answer", args=[action.pk, one.organisation.municipality.code])
        clients = [Client(), Client()]
        for client, member in zip(clients, (one, two), strict=True):
            client.force_login(member.user)
        others = TYPED | {"seen": "0", "reason": "Anders gezegd."}

        answers = at_once(
            lambda: clients[0].post(address, TYPED | {"seen": "0"}).status_code,  # noqa: B023
            lambda: clients[1].post(address, others).status_code,  # noqa: B023
        )

        assert sorted(answers) == [302, 409]
        assert Participation.objects.filter(action=action).count() == 1


def test_a_request_is_admitted_or_replaced_never_both(rounds, figures):
    for _ in rounds:
        action, one, two = an_action()
        took_step(action, StepKind.STARTED)
        request = say(action, YES, one)()

        endings = at_once(
            answer_to(request, person(Role.OFFICIAL, action.lead)),
            answer_to(request, person(Role.OFFICIAL, action.lead)),
            say(action, NO, two, replaces=request.pk),
        )

        admissions = Admission.objects.filter(participation=request).count()
        replaced = isinstance(endings[2], Participation)
        assert admissions + replaced == 1
        assert matrix_agrees(action)
        figures["admitted" if admissions else "replaced"] += 1


def test_a_suggestion_is_told_once_and_not_after_a_new_answer(rounds, figures):
    for _ in rounds:
        action, one, two = an_action()
        waiting = say(action, WAITS, one)()
        trigger = waiting.join_triggers.get()

        at_once(
            lambda: suggest(trigger, "Het is zover.", at=timezone.now()),  # noqa: B023
            lambda: suggest(trigger, "Het is zover.", at=timezone.now()),  # noqa: B023
            say(action, NO, two, replaces=waiting.pk),
        )

        told = Suggestion.objects.filter(trigger__participation=waiting).count()
        assert told <= 1
        figures[f"told {told}"] += 1
