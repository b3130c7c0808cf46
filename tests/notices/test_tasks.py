"""Sending mail to a real server that is there, away, slow, or says no."""

import time
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jobs.models import Job, State
from jobs.querysets import DatabaseClock
from jobs.tasks import work_off
from notices.models import Mail
from notices.services import post
from notices.tasks import AWAY, GIVEN_UP, PATIENCE, PAUSE, REFUSED
from tests.notices.post_office import Silence

pytestmark = pytest.mark.django_db

TO = "griffie@gemeente.example"


def written(*, at=None, **options):
    usual = {"to": TO, "subject": "Er ligt een voorstel", "body": "Goedendag, één voorstel."}
    post(**(usual | options), at=at or timezone.now())
    return Mail.objects.latest("pk")


def sent(mail):
    job = work_off(mail.job_key)
    mail.refresh_from_db()
    return job


def ready_again():
    Job.objects.update(ready_by=DatabaseClock())


def test_a_mail_is_delivered(post_office):
    mail = written()

    job = sent(mail)

    (delivered,) = post_office.mails
    assert (delivered["To"], delivered["X-Recipients"]) == (TO, TO)
    assert delivered["Subject"] == "Er ligt een voorstel"
    assert "één voorstel" in delivered.get_payload(decode=True).decode()
    assert (job.state, mail.sent_at is not None) == (State.DONE, True)


def test_it_is_delivered_once_however_often_the_job_is_woken(post_office):
    mail = written()

    for _ in range(3):
        sent(mail)

    assert len(post_office.mails) == 1


def test_the_same_key_is_one_mail(post_office):
    first = written(key="welcome/1")
    again = written(key="welcome/1", subject="Anders")

    assert (first, Job.objects.count()) == (again, 1)
    assert again.subject == "Er ligt een voorstel"


def test_mail_waits_until_the_server_is_back_and_that_costs_no_attempt(post_office):
    mail = written()
    post_office.shut()

    for _ in range(4):  # more often than work may go wrong
        ready_again()
        job = sent(mail)
        assert (job.state, job.attempts, job.error) == (State.WAITING, 0, AWAY)
        assert mail.sent_at is None
    post_office.open()
    ready_again()
    job = sent(mail)

    assert (job.state, job.error, len(post_office.mails)) == (State.DONE, "", 1)


def test_it_is_not_tried_again_at_once(post_office):
    mail = written()
    post_office.shut()
    job = sent(mail)

    pause = (job.ready_by - timezone.now()).total_seconds()

    assert PAUSE - 5 < pause <= PAUSE
    assert sent(mail).fence == job.fence


def test_after_three_days_of_silence_it_is_given_up(post_office):
    mail = written(at=timezone.now() - PATIENCE - timedelta(minutes=1))
    post_office.shut()

    job = sent(mail)

    assert (job.state, job.error) == (State.FAILED, GIVEN_UP)


@pytest.mark.parametrize("who", ["to_recipients", "to_messages"])
def test_a_server_that_says_never_is_believed(post_office, who):
    setattr(post_office.letterbox, who, ["550 No such person here"])
    mail = written()

    job = sent(mail)

    assert (job.state, job.error) == (State.FAILED, REFUSED)
    assert (post_office.mails, mail.sent_at) == ([], None)


@pytest.mark.parametrize("who", ["to_recipients", "to_messages"])
def test_a_server_that_says_later_gets_it_later(post_office, who):
    setattr(post_office.letterbox, who, ["451 Come back later"])
    mail = written()

    first = sent(mail)
    ready_again()
    second = sent(mail)

    assert (first.state, first.attempts, first.error) == (State.WAITING, 0, AWAY)
    assert (second.state, len(post_office.mails)) == (State.DONE, 1)


def test_a_server_that_never_answers_does_not_hold_the_worker(post_office, settings):
    silence = Silence()
    settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = silence.port, 0.3
    mail = written()

    began = time.monotonic()
    job = sent(mail)
    silence.close()

    assert (job.state, job.attempts, job.error) == (State.WAITING, 0, AWAY)
    assert time.monotonic() - began < 3


def test_the_portal_waits_for_a_mail_server_no_longer_than_a_lease_can_be_renewed(settings):
    assert 0 < settings.EMAIL_TIMEOUT <= 60


def test_what_gives_access_is_forgotten_once_it_has_gone(post_office):
    mail = written(body="https://portaal.example/geheim", is_secret=True)

    sent(mail)

    assert "geheim" in post_office.mails[0].get_payload()
    assert mail.body == ""


def test_what_gives_no_access_stays_readable(post_office):
    mail = written()

    sent(mail)

    assert mail.body == "Goedendag, één voorstel."


def test_what_gives_access_is_kept_until_it_has_gone(post_office):
    mail = written(body="https://portaal.example/geheim", is_secret=True)
    post_office.shut()

    sent(mail)

    assert mail.body == "https://portaal.example/geheim"


def test_the_database_keeps_no_secret_that_has_gone():
    mail = written(is_secret=True)

    with pytest.raises(IntegrityError, match="mail_secret_emptied_once_sent"), transaction.atomic():
        Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())


def test_every_mail_has_a_name_of_its_own(post_office):
    for mail in (written(), written()):
        sent(mail)

    first, second = (mail["Message-ID"] for mail in post_office.mails)
    assert first != second
    assert first.endswith("@cultuurregio>")


def test_a_subject_cannot_bring_headers_along(post_office):
    mail = written(subject="Bericht\nBcc: iedereen@elders.example")

    job = sent(mail)

    assert post_office.mails == []
    assert job.state is not State.DONE
