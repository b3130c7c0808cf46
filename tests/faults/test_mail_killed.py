"""A worker that dies between sending a mail and saying so."""

import pytest
from django.utils import timezone

from jobs.models import Job, State
from notices.models import Mail
from notices.services import post
from tests.faults.parts import fresh, until
from tests.notices.post_office import PostOffice

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(monkeypatch):
    opened = PostOffice()
    monkeypatch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{opened.port}")
    yield opened
    opened.shut()


def secret_mail():
    post(to="a@b.example", subject="Link", body="geheim", at=timezone.now(), is_secret=True)
    return Mail.objects.get(), Job.objects.get()


def test_the_second_delivery_is_the_same_mail(office, start_worker):
    mail, job = secret_mail()
    doomed = start_worker(FAILPOINT="before_complete")
    until(lambda: doomed.is_gone)
    mail.refresh_from_db()
    assert (len(office.mails), mail.sent_at, mail.body) == (1, None, "geheim")
    start_worker()

    until(lambda: fresh(job).is_over)

    mail.refresh_from_db()
    assert (job.state, job.attempts, mail.body) == (State.DONE, 2, "")
    assert len({delivered["Message-ID"] for delivered in office.mails}) == 1


def test_a_worker_that_dies_after_saying_so_sends_nothing_twice(office, start_worker):
    _, job = secret_mail()
    doomed = start_worker(FAILPOINT="after_commit")
    until(lambda: doomed.is_gone)
    other = start_worker()
    until(lambda: other.is_ready)

    until(lambda: fresh(job).is_over)

    assert (job.state, len(office.mails)) == (State.DONE, 1)
