"""A file that is tried out and read in: what is written, and when nothing is."""

import threading
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from actions.documents.tables import SheetFormat, written
from actions.models import Answer, Contribution, Participation, ReadIn, StepKind, Unit
from actions.rules.participation import AnswerDraft
from actions.selectors.sheets import template
from actions.services.acting import Refused
from actions.services.participation import answer_action
from actions.services.reading_in import (
    Overtaken,
    ReadingBlocker,
    keep,
    read_in,
    try_out,
)
from municipalities.models import Role
from profiles.models import Profile
from tests.actions.documents.workbooks import book, values
from tests.factories.actions import (
    ActionFactory,
    ThemeFactory,
    answered,
    contributed,
    took_step,
)
from tests.factories.people import MunicipalityFactory, person
from trail.models import Entry

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
NAME = "deelname.xlsx"
QUERIES_PER_ANSWER = 21


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def almelo():
    return MunicipalityFactory(name="Almelo", code="GM9141")


@pytest.fixture
def official(almelo):
    return person(Role.OFFICIAL, almelo)


@pytest.fixture
def action(almelo):
    theme = ThemeFactory(profile__region=almelo.region)
    return ActionFactory(theme=theme, number="1.3", title="Makers aan het werk")


def tried(data, official, *, at=AT):
    trial = try_out(NAME, data, by=official, at=at)
    keep(trial, data)
    return trial


def read(data, official, *, at=AT, **more):
    return read_in(tried(data, official).tried, by=official, at=at, **more)


def test_trying_out_writes_nothing_and_says_what_would_change(official, action):
    second = values(kind="Budget", unit="euro", amount=Decimal(1000), description="")

    trial = tried(book(values(), second), official)

    assert not trial.faults and not trial.blockers
    (change,) = trial.outcome.changes
    assert change.about.number == "1.3" and change.before is None
    assert change.after.answer is Answer.JOINS
    assert [(t.kind, t.year, t.amount) for t in trial.outcome.totals] == [
        ("people", 2027, Decimal("120.50")),
        ("people", 2028, Decimal("120.50")),
        ("budget", 2027, Decimal("1000.00")),
        ("budget", 2028, Decimal("1000.00")),
    ]
    assert not Participation.objects.exists() and not ReadIn.objects.exists()


def test_reading_in_writes_the_answers_the_file_and_the_trail(official, action, almelo):
    data = book(values(), values(description="Een tweede", within="nee"))

    read(data, official)

    (row,) = Participation.objects.all()
    assert (row.action, row.municipality, row.answer) == (action, almelo, Answer.JOINS)
    assert row.valid_from == date(2027, 1, 1) and row.answered_at == AT
    assert [
        (c.kind, c.unit, c.amount, c.first_year, c.last_year, c.is_within_capacity)
        for c in row.contributions.order_by("pk")
    ] == [
        ("people", "hours", Decimal("120.50"), 2027, 2028, True),
        ("people", "hours", Decimal("120.50"), 2027, 2028, False),
    ]
    (file,) = ReadIn.objects.all()
    assert (file.name, file.rows, file.read_by) == (NAME, 2, official.user)
    entry = Entry.objects.get(act="read_in")
    assert entry.object_sha256 == file.sha256 and "1 antwoord" in entry.sentence


@pytest.mark.parametrize("file_format", list(SheetFormat))
def test_the_template_read_back_changes_nothing(official, action, almelo, file_format):
    other = ActionFactory(theme=action.theme, number="1.10", title="=Tien")
    ActionFactory(theme=action.theme, number="1.1", title="Een")
    row = answered(action, almelo)
    contributed(row, "12.25", years=(2027, 2029))
    contributed(row, "1000", Unit.EURO, description="+31 6 is geen formule")
    contributed(row, None, description="-Ruimte")
    answered(other, almelo, Answer.NO, reason="@Geen\ngeld", reason_audience="lead")

    trial = tried(written(template(official), file_format), official)

    assert not trial.faults
    assert (trial.outcome.rows, trial.outcome.unanswered, trial.outcome.unchanged) == (5, 1, 2)
    assert trial.blockers == [ReadingBlocker.NOTHING]


def test_what_stays_the_same_gets_no_new_row(official, action, almelo):
    row = answered(action, almelo, valid_from=date(2027, 1, 1))
    fields = {"years": (2027, 2028), "description": "Een projectleider"}
    contributed(row, "120.50", Unit.HOURS, **fields)
    other = ActionFactory(theme=action.theme, number="1.4", title="Nieuw")

    same = values(pace="In het gewone tempo")
    read(book(same, values(action="1.4", title="Nieuw")), official)

    assert Participation.objects.filter(action=action).count() == 1
    assert Participation.objects.filter(action=other).count() == 1


def test_one_fault_and_nothing_is_written_or_kept(official, action, settings):
    ActionFactory(theme=action.theme, number="1.4", title="Nieuw")
    data = book(values(), values(action="1.4", title="Nieuw", amount="veel"))

    trial = tried(data, official)

    assert [(each.place, "Vul een getal in" in each.sentence) for each in trial.faults] == [
        ("cel M3", True)
    ]
    assert trial.blockers == [ReadingBlocker.FAULTS]
    with pytest.raises(FileNotFoundError):
        read_in(trial.tried, by=official, at=AT)
    assert not Participation.objects.exists() and not ReadIn.objects.exists()


def test_a_refusal_half_way_leaves_nothing_behind(official, action, almelo, monkeypatch):
    ActionFactory(theme=action.theme, number="1.4", title="Nieuw")
    trial = tried(book(values(), values(action="1.4", title="Nieuw")), official)
    before = Entry.objects.count()
    almelo.memberships.update(valid_until=date(2026, 1, 1))  # the database refuses the answers

    with pytest.raises(Exception, match="own people only"):
        read_in(trial.tried, by=official, at=AT)

    assert not Participation.objects.exists() and not ReadIn.objects.exists()
    assert Entry.objects.count() == before


def test_the_same_file_is_refused_the_second_time(official, action, almelo):
    data = book()
    trial = tried(data, official)
    read_in(trial.tried, by=official, at=AT)

    again = tried(data, official)

    assert again.read_before.read_by == official.user
    assert again.blockers[0] is ReadingBlocker.TWICE
    with pytest.raises(Refused, match="al ingelezen"):
        read_in(trial.tried, by=official, at=AT + timedelta(days=1))
    assert Participation.objects.count() == 1


def test_another_municipality_may_not_read_in_the_file_as_its_own(action, almelo):
    other = MunicipalityFactory(region=almelo.region, name="Borne", code="GM9147")

    trial = tried(book(), person(Role.OFFICIAL, other))

    assert [each.place for each in trial.faults] == ["cel A2", "cel B2"]
    assert "andere gemeente (GM9141)" in trial.faults[0].sentence


def test_an_answer_of_a_colleague_in_between_stops_it(official, action, almelo):
    trial = tried(book(), official)
    answered(action, almelo, Answer.FOLLOWS, at=AT)

    with pytest.raises(Overtaken):
        read_in(trial.tried, by=official, at=AT + timedelta(hours=1))

    assert Participation.objects.count() == 1 and not ReadIn.objects.exists()


def test_who_stops_has_to_have_read_what_was_promised(official, action, almelo):
    row = answered(action, almelo)
    contributed(row, "10", years=(2026, 2027))
    nothing = dict.fromkeys(
        ("pace", "kind", "unit", "amount", "description", "first_year", "last_year", "within")
    )
    data = book(values(answer="Nee", reason_kind="Geen budget", **nothing))
    trial = tried(data, official)

    assert trial.leaves_commitments
    with pytest.raises(Refused, match="toegezegd"):
        read_in(trial.tried, by=official, at=AT)
    assert Participation.objects.count() == 1
    read_in(trial.tried, by=official, at=AT, has_read_commitments=True)
    assert Participation.objects.count() == 2


def test_nobody_joins_an_action_that_is_over(official, action):
    took_step(action)
    took_step(action, StepKind.DONE, at=AT - timedelta(days=1))

    trial = tried(book(), official)

    assert [each.place for each in trial.faults] == ["cel E2"]
    assert "afgerond of gestopt" in trial.faults[0].sentence


def test_triggers_stay_with_an_answer_that_a_file_changes_elsewhere(official, action, almelo):
    row = answered(action, almelo, Answer.NOT_NOW)
    row.join_triggers.create(kind="running")
    nothing = dict.fromkeys(
        ("pace", "kind", "unit", "amount", "description", "first_year", "last_year", "within")
    )

    read(book(values(answer="Nu niet", reason_kind="Geen budget", **nothing)), official)

    last = Participation.objects.latest("answered_at")
    assert last.pk != row.pk and [each.kind for each in last.join_triggers.all()] == ["running"]


def test_actions_are_of_the_newest_profile(official, action):
    old = action.theme.profile
    newer = ThemeFactory(
        profile__region=old.region,
        profile__first_year=old.first_year + 4,
        profile__last_year=old.last_year + 4,
    )
    ActionFactory(theme=newer, number="1.3", title="Makers aan het werk")
    assert Profile.objects.count() == 2

    (change,) = tried(book(), official).outcome.changes

    assert change.about.pk != action.pk


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_of_two_posts_of_one_file_one_writes(almelo, official, action):
    trial = tried(book(), official)
    answers, ready = [], threading.Barrier(2)

    def post():
        ready.wait()
        try:
            read_in(trial.tried, by=official, at=AT)
            answers.append("read")
        except Refused as refusal:
            answers.append(refusal.blockers)
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(map(str, answers)) == sorted(map(str, ["read", [ReadingBlocker.TWICE]]))
    assert Participation.objects.count() == 1 and ReadIn.objects.count() == 1
    assert Contribution.objects.count() == 1


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_an_answer_that_is_being_written_is_waited_for(almelo, official, action):
    trial = tried(book(), official)
    written_down = threading.Event()

    def colleague():
        with transaction.atomic():
            draft = AnswerDraft(Answer.FOLLOWS, date(2027, 1, 1))
            answer_action(action=action, answer=draft, by=official, at=AT)
            written_down.set()
            time.sleep(0.7)  # reading in meets the lock of an answer nobody else sees yet
        connection.close()

    thread = threading.Thread(target=colleague)
    thread.start()
    assert written_down.wait(timeout=10)

    with pytest.raises(Overtaken):
        read_in(trial.tried, by=official, at=AT + timedelta(minutes=1))

    thread.join()
    assert [row.answer for row in Participation.objects.all()] == [Answer.FOLLOWS]


def cost_of_reading_in(official, theme, answers):
    rows = []
    for number in range(answers):
        one = ActionFactory(theme=theme, number=f"{answers}.{number}", title=f"Actie {number}")
        rows.append(values(action=one.number, title=one.title))
    trial = tried(book(*rows), official)
    with CaptureQueriesContext(connection) as captured:
        read_in(trial.tried, by=official, at=AT)
    return len(captured)


def test_each_answer_costs_as_much_as_the_next(official, action):
    one, three, five = (cost_of_reading_in(official, action.theme, n) for n in (1, 3, 5))

    assert five - three <= three - one <= 2 * QUERIES_PER_ANSWER


@pytest.mark.parametrize("actions", [1, 14, 60])
def test_trying_out_asks_the_same_of_the_database(
    official, action, almelo, actions, django_assert_num_queries
):
    rows = []
    for number in range(actions):
        one = ActionFactory(theme=action.theme, number=f"2.{number}", title=f"Actie {number}")
        contributed(answered(one, almelo), 10)
        rows.append(values(action=one.number, title=one.title))
    data = book(*rows)

    with django_assert_num_queries(7):
        trial = try_out(NAME, data, by=official, at=AT)

    assert len(trial.outcome.changes) == actions
