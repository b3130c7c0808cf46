"""Reminders as rows: sent once, whoever runs the task and however often, and never too much."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

import notices.tasks  # noqa: F401  # as every worker: who sends the mail
from decisions.models import Organ, Outcome, Placing, Route
from decisions.tasks import remind, remind_hourly
from jobs.models import Job
from jobs.tasks import work_off
from municipalities.models import CollegeCalendar, Role
from notices.models import Kind, Mail, MailChoice, Notice
from tests.factories.decisions import (
    CLOSES_AT,
    EMBARGO_AT,
    ITEMS,
    OFFERED_AT,
    ProposalFactory,
    a_road,
    authorise,
    decide,
    offered,
    with_municipalities,
)
from tests.factories.people import MembershipFactory, person
from tests.races.racing import at_once

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def october(day, hour=15):
    return datetime(2018, 10, day, hour, tzinfo=UTC)


def told(word=""):
    """Return event and address of every reminder that was left, in order."""
    notices = Notice.objects.filter(kind=Kind.REMINDER, event__contains=word)
    return sorted(notices.values_list("event", "recipient__email"))


def mails():
    """Return the key of every reminder that goes by mail."""
    return sorted(Mail.objects.filter(key__startswith="reminder:").values_list("key", flat=True))


@transaction.atomic
def break_off(act):
    act()
    raise ConnectionError


def a_municipality_that_waits(*roles, acknowledged=True):
    """Return a road on which the college has yet to decide, with these people."""
    road = a_road(acknowledged=acknowledged)
    people = [person(role, road.municipality) for role in roles]
    return road, people


def placed(road, on):
    secretary = person(Role.SECRETARY, road.municipality)
    return Placing.objects.create(
        ratification=road,
        on=on,
        route=Route.MEETING,
        placed_at=OFFERED_AT,
        placed_by=secretary.user,
    )


def test_a_reminder_is_a_notice_and_a_mail_for_each_person():
    road, people = a_municipality_that_waits(Role.OFFICIAL, Role.SECRETARY)

    remind(at=october(9))

    event = f"reminder:papers:{road.pk}:2018-10-23:14"
    assert told() == sorted((event, member.user.email) for member in people)
    assert {m.subject for m in Mail.objects.all()} == {
        "Herinnering: de stukken moeten uiterlijk 23 oktober 2018 binnen zijn"
    }
    assert "30 oktober 2018" in Mail.objects.first().body
    assert Job.objects.filter(kind="mail").count() == len(people)


def test_running_again_sends_nothing_again():
    a_municipality_that_waits(Role.OFFICIAL, Role.SECRETARY)
    remind(at=october(9))
    once = told(), Mail.objects.count(), Job.objects.count()

    remind(at=october(9))
    remind(at=october(9, 18))
    remind(at=october(10))

    assert (told(), Mail.objects.count(), Job.objects.count()) == once


@pytest.mark.parametrize(
    ("at", "steps"),
    [
        (october(8), set()),
        (october(9), {"14"}),
        (october(16), {"7"}),  # nobody was there on the 9th: that one is overtaken
        (october(21), {"2"}),
        (october(24), set()),  # the papers can no longer come in
    ],
)
def test_after_days_of_breakdown_only_what_still_matters_is_sent(at, steps):
    a_municipality_that_waits(Role.OFFICIAL)

    remind(at=at)

    assert {event.rpartition(":")[2] for event, _ in told("papers")} == steps


def test_what_was_overtaken_is_not_sent_later():
    a_municipality_that_waits(Role.OFFICIAL)

    for day in (16, 17, 18):
        remind(at=october(day))

    assert [event.rpartition(":")[2] for event, _ in told("papers")] == ["7"]


def test_a_breakdown_over_the_day_after_the_college_does_not_lose_its_reminder():
    road, _ = a_municipality_that_waits(Role.SECRETARY)
    placed(road, date(2018, 10, 16))

    remind(at=october(16, 20))
    before = told("record")
    remind(at=october(20))  # three days too late

    assert before == []
    assert len(told("record")) == 2  # the secretary, and the official of the factory


def test_what_was_done_during_the_breakdown_is_not_reminded_of():
    road, _ = a_municipality_that_waits(Role.SECRETARY)
    placed(road, date(2018, 10, 9))
    decide(road)

    remind(at=october(20))

    assert told("record") == []


def test_another_day_in_the_calendar_is_a_new_reminder():
    road, (official,) = a_municipality_that_waits(Role.OFFICIAL)
    remind(at=october(16))

    CollegeCalendar.objects.create(
        municipality=road.municipality,
        papers_due_days=5,
        kept_at=october(16),
        kept_by=official.user,
    )
    remind(at=october(19))

    assert [event.split(":")[3] for event, _ in told("papers")] == ["2018-10-23", "2018-10-25"]


def test_who_gets_the_role_later_is_told_too():
    road, _ = a_municipality_that_waits(Role.OFFICIAL)
    remind(at=october(9))

    MembershipFactory(role=Role.OFFICIAL, organisation=road.municipality)
    remind(at=october(10))

    assert len(told("papers")) == 2


def test_who_lost_the_role_or_left_gets_nothing():
    _, (ended, left) = a_municipality_that_waits(Role.OFFICIAL, Role.SECRETARY)
    ended.valid_until = date(2018, 10, 1)
    ended.save()
    left.user.is_active = False
    left.user.save()

    remind(at=october(9))

    assert told() == []


def test_who_wants_no_mail_still_reads_it_in_the_portal():
    _, (official,) = a_municipality_that_waits(Role.OFFICIAL)
    MailChoice.objects.create(user=official.user, kind=Kind.REMINDER, wanted=False)

    remind(at=october(9))

    assert len(told()) == 1
    assert not Mail.objects.exists()


def test_confirming_is_asked_of_another_than_who_recorded():
    road, people = a_municipality_that_waits(Role.OFFICIAL, Role.SECRETARY, Role.MAYOR)
    decide(road, confirmed=False)  # by the secretary

    remind(at=october(12))

    assert [address for _, address in told("confirm")] == sorted(
        member.user.email for member in people if member.role != Role.SECRETARY
    )


def test_only_who_is_authorised_is_asked_to_sign():
    road, (alderman, _) = a_municipality_that_waits(Role.ALDERMAN, Role.MAYOR)
    MembershipFactory(role=Role.ALDERMAN, organisation=road.municipality)
    decide(road)
    authorise(decide(road, organ=Organ.MAYOR))

    remind(at=october(20))

    assert [address for _, address in told("sign")] == [alderman.user.email]


def test_a_council_letter_is_due_on_every_outcome():
    road, (clerk,) = a_municipality_that_waits(Role.CLERK)
    decide(road, outcome=Outcome.DECLINED)

    remind(at=october(16))

    assert clerk.user.email in [address for _, address in told("letter")]


def test_the_portfolio_holder_is_reminded_of_the_closing_and_others_of_the_embargo():
    _, (alderman, official) = a_municipality_that_waits(Role.ALDERMAN, Role.OFFICIAL)

    remind(at=EMBARGO_AT - timedelta(hours=12))

    assert [address for _, address in told("closing")] == [alderman.user.email]
    assert [address for _, address in told("embargo")] == [official.user.email]


def test_long_after_the_closing_nobody_is_reminded():
    road, _ = a_municipality_that_waits(Role.CLERK)
    decide(road)

    remind(at=CLOSES_AT + 91 * DAY)

    assert told() == []


CANARY = "Kanariegeel beslispunt"


@pytest.mark.parametrize("outcome", Outcome)
def test_no_mail_holds_the_title_the_dictum_or_the_outcome(outcome):
    proposal = ProposalFactory(title=CANARY)
    offered(proposal, [(label, organ, f"{text} {CANARY}") for label, organ, text in ITEMS])
    road = proposal.ratifications.get()
    for role in (Role.OFFICIAL, Role.SECRETARY, Role.ALDERMAN, Role.MAYOR, Role.CLERK):
        MembershipFactory(role=role, organisation=road.municipality)
    remind(at=october(9))
    decide(road, outcome=outcome, remark=CANARY)
    authorise(decide(road, organ=Organ.MAYOR))

    for day in range(9, 31):
        remind(at=october(day))

    words = [CANARY, *Outcome.labels, "machtig", "teken", "instem", "raadsbrief"]
    said = [f"{m.subject}\n{m.body}".lower() for m in Mail.objects.filter(key__startswith="rem")]
    said += Notice.objects.filter(kind=Kind.REMINDER).values_list("subject", flat=True)
    assert len(said) > 10
    assert [text for text in said if any(word.lower() in text.lower() for word in words)] == []


def test_the_task_is_asked_often_and_runs_once_an_hour():
    remind_hourly()
    remind_hourly()

    [job] = Job.objects.filter(kind="reminders")
    assert work_off(job.key).finished_at


def test_the_job_sends_what_is_due_now_and_the_post_delivers_it():
    now = timezone.now()
    proposal = ProposalFactory(closes_at=now + 60 * DAY, created_at=now - 6 * DAY)
    offered(proposal, at=now - 4 * DAY, embargo_at=now + 50 * DAY)
    official = person(Role.OFFICIAL, proposal.ratifications.get().municipality)
    mail.outbox.clear()

    remind_hourly()
    work_off(Job.objects.get(kind="reminders").key)
    for job in Job.objects.filter(kind="mail"):
        work_off(job.key)

    delivered = [m for m in mail.outbox if m.subject.startswith("Herinnering")]
    assert [(m.to, m.subject) for m in delivered] == [
        ([official.user.email], "Herinnering: bevestig de ontvangst van het collegevoorstel")
    ]
    assert Mail.objects.get(key__startswith="reminder:").sent_at


@pytest.mark.parametrize("municipalities", [1, 14])
def test_looking_costs_the_same_for_any_number(municipalities, django_assert_num_queries):
    """Once everybody knows, the hourly look asks little of the database."""
    for road in with_municipalities(municipalities).ratifications.all():
        MembershipFactory(role=Role.OFFICIAL, organisation=road.municipality)
    remind(at=october(9))

    with django_assert_num_queries(QUERIES_OF_ONE_LOOK):
        remind(at=october(9))


QUERIES_OF_ONE_LOOK = 16


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_two_runs_at_the_same_moment_send_each_reminder_once():
    """Without the lock both would find that nobody knows, and one would fail on the mail."""
    for _ in range(3):
        a_municipality_that_waits(Role.OFFICIAL, Role.SECRETARY)

    at_once(*[lambda: remind(at=october(9)) for _ in range(4)])

    assert len(told("papers")) == len(set(told("papers"))) == 6
    assert len([key for key in mails() if "papers" in key]) == 6


@pytest.mark.django_db(transaction=True)
def test_a_run_that_breaks_off_leaves_nothing_behind_and_loses_nothing():
    a_municipality_that_waits(Role.OFFICIAL)

    with pytest.raises(ConnectionError):
        break_off(lambda: remind(at=october(9)))
    assert (told(), mails()) == ([], [])
    remind(at=october(9))

    assert len(told()) == len(mails()) > 0
