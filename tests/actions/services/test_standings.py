"""The ready rows hold what the history says: after any acts, on any day, and when rebuilt."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.models import Answer, Pace, Participation, ReasonKind, Standing, Word
from actions.models.amounts import ContributionKind, Unit
from actions.rules.cells import cell_on, on_day, unpacked
from actions.rules.joining import Joining
from actions.rules.participation import AnswerDraft, ContributionDraft
from actions.services.acting import Refused
from actions.services.admitting import admit
from actions.services.asking import ask
from actions.services.college import hear
from actions.services.participation import answer_action
from actions.services.standings import keep_standing, rebuild_standings
from actions.store.histories import histories
from dutch.moments import local_date
from municipalities.models import Role
from tests.factories.actions import (
    NOW,
    ActionFactory,
    PlanFactory,
    answered,
    contributed,
    took_step,
    writer,
)
from tests.factories.people import MunicipalityFactory, person

pytestmark = pytest.mark.django_db

FOREVER = datetime.max.replace(tzinfo=UTC)
DAY = timedelta(days=1)


def neighbours(action, count=3):
    return MunicipalityFactory.create_batch(count, region=action.theme.profile.region)


def standing(action):
    return Standing.objects.get(action=action)


def expected(action, day):
    """Return the cells by the history alone."""
    recorded = histories([action.pk]).get(action.pk, {})
    cells = {
        code: cell_on(each.history, each.brought, day=day, known_at=FOREVER)
        for code, each in recorded.items()
    }
    return {c: cell for c, cell in cells.items() if cell.joining is not Joining.NOT_ASKED}


def kept(action, day):
    """Return the cells by the ready row, as a reader of that day sees them."""
    cells = standing(action).cells
    return {code: unpacked(on_day(cell, day.isoformat())) for code, cell in cells.items()}


def a_draft(random, at):
    answer = random.choice(list(Answer))
    joins = answer is Answer.JOINS
    beyond = ContributionDraft(ContributionKind.PEOPLE, Unit.HOURS, Decimal(10), 2021, 2022, False)  # noqa: FBT003
    return AnswerDraft(
        answer,
        local_date(at) + random.randrange(-20, 60) * DAY,
        pace=random.choice(list(Pace)) if joins else None,
        reason_kind=ReasonKind.OTHER if answer in {Answer.NO, Answer.NOT_NOW} else None,
        contributions=(beyond,) if joins and random.random() < 0.6 else (),
    )


def act(plan, municipality, random, at):
    """Do one of the acts that a cell follows from; what is refused changes nothing."""
    action, kind = plan.action, random.randrange(6)
    if kind == 0:
        ask(action, [municipality.code], by=writer(action), at=at)
    elif kind == 1:
        word = random.choice(list(Word))
        decided = None if word in {Word.ASKED, Word.WITHDRAWN} else local_date(at)
        hear(plan, municipality, word=word, decided_on=decided, path="/", by=None, at=at)
    elif kind == 2 and (row := Participation.objects.filter(is_request=True).last()):
        admit(row, is_admitted=random.random() < 0.5, reason="Vol.", by=writer(action), at=at)
    else:
        by = person(Role.OFFICIAL, municipality)
        draft = a_draft(random, at)
        answer_action(action=action, answer=draft, by=by, at=at, has_read_commitments=True)


@pytest.mark.parametrize("seed", range(6))
def test_after_any_acts_the_ready_row_says_what_the_history_says(seed):
    random = Random(seed)  # noqa: S311  # the same acts every time, no secret
    plan = PlanFactory(passed=True)
    municipalities = neighbours(plan.action)
    if seed % 2:
        took_step(plan.action)  # it runs, so that who joins now asks first

    at = NOW
    for _ in range(14):
        at += random.randrange(1, 9) * DAY
        try:
            act(plan, random.choice(municipalities), random, at)
        except Refused:
            continue

    assert standing(plan.action).cells
    for later in (0, 1, 10, 30, 90):
        day = local_date(at) + later * DAY
        assert kept(plan.action, day) == expected(plan.action, day)


def test_a_municipality_joins_on_its_day_without_anybody_touching_the_row():
    action = ActionFactory()
    (almelo,) = neighbours(action, 1)
    spring = local_date(NOW) + 30 * DAY
    draft = AnswerDraft(Answer.JOINS, spring, pace=Pace.ALONG)

    answer_action(action=action, answer=draft, by=person(Role.OFFICIAL, almelo), at=NOW)

    assert kept(action, spring - DAY)[almelo.code].joining is Joining.LATER
    assert kept(action, spring)[almelo.code].joining is Joining.JOINS


def test_who_is_admitted_joins_in_the_ready_row_too():
    action = ActionFactory()
    (almelo,) = neighbours(action, 1)
    took_step(action)
    draft = AnswerDraft(Answer.JOINS, local_date(NOW), pace=Pace.ALONG)
    row = answer_action(action=action, answer=draft, by=person(Role.OFFICIAL, almelo), at=NOW)
    assert kept(action, local_date(NOW))[almelo.code].joining is Joining.REQUESTED

    admit(row, is_admitted=True, by=writer(action), at=NOW + DAY)

    assert kept(action, local_date(NOW))[almelo.code].joining is Joining.JOINS


def test_kinds_of_all_contributions_are_in_the_row():
    action = ActionFactory()
    (almelo,) = neighbours(action, 1)
    row = answered(action, almelo)
    contributed(row, 10, kind=ContributionKind.EXPERIENCE)
    contributed(row, 20, Unit.EURO)
    contributed(row, None, kind=ContributionKind.EXPERIENCE, is_within_capacity=False)

    keep_standing(action, at=NOW)

    assert kept(action, local_date(NOW)) == expected(action, local_date(NOW))
    cell = kept(action, local_date(NOW))[almelo.code]
    assert (cell.joining, cell.kinds) == (Joining.RESERVED, "EB")


def test_an_answer_that_fails_leaves_the_row_as_it_was():
    action = ActionFactory()
    (almelo,) = neighbours(action, 1)
    by = person(Role.OFFICIAL, almelo)
    answer_action(
        action=action, answer=AnswerDraft(Answer.FOLLOWS, date(2019, 5, 1)), by=by, at=NOW
    )
    before = standing(action).cells

    with pytest.raises(Refused):
        answer_action(action=action, answer=AnswerDraft(Answer.NO, date(2019, 5, 1)), by=by, at=NOW)

    assert standing(action).cells == before


def test_the_command_writes_lost_and_spoiled_rows_anew():
    actions = ActionFactory.create_batch(2)
    for action in actions:
        answered(action, action.lead)
    Standing.objects.create(action=actions[0], cells={"GM0000": "onzin"}, changed_at=NOW)
    out = StringIO()

    call_command("rebuild_standings", stdout=out)

    assert out.getvalue() == "Standen opnieuw geschreven: 2.\n"
    for action in actions:
        assert kept(action, local_date(NOW)) == expected(action, local_date(NOW))


def test_the_command_can_keep_to_one_profile():
    mine, theirs = ActionFactory.create_batch(2)

    call_command("rebuild_standings", profile=mine.theme.profile_id, stdout=StringIO())

    assert list(Standing.objects.values_list("action", flat=True)) == [mine.pk]
    assert not Standing.objects.filter(action=theirs).exists()


@pytest.mark.parametrize("count", [1, 14, 50])
def test_rows_are_rebuilt_in_four_queries(count):
    first = ActionFactory()
    more = [ActionFactory(theme=first.theme, lead=first.lead) for _ in range(count - 1)]
    answered(first, first.lead)

    with CaptureQueriesContext(connection) as queries:
        rebuild_standings([first.pk, *(action.pk for action in more)], at=NOW)

    assert len(queries) == 4
