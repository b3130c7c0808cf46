"""The daily anchor: made once a day, mailed once to each secretary, and good to check with."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from dutch.moments import local_date
from jobs.models import Job
from jobs.tasks import work_off
from municipalities.models import Role
from municipalities.tasks import anchor_daily, mail_anchor
from notices.models import Mail
from tests.factories.people import MembershipFactory
from trail.models import Anchor
from trail.services import anchor, record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }


@pytest.fixture
def secretary():
    return MembershipFactory(role=Role.SECRETARY)


def an_act(by):
    record(act="signed", sentence="Getekend.", of=by.organisation, by=by, at=timezone.now())


def test_asking_every_hour_makes_one_anchor_and_one_mail_a_day(secretary):
    an_act(secretary)

    anchor_daily()
    anchor_daily()
    job = work_off(Job.objects.get().key)

    assert job.finished_at
    assert Anchor.objects.get().day == local_date(timezone.now())
    assert Mail.objects.get().to == secretary.user.email


def test_only_secretaries_of_today_keep_the_anchor(secretary):
    yesterday = timezone.localdate() - timedelta(days=1)
    MembershipFactory(role=Role.SECRETARY, valid_until=yesterday)
    gone = MembershipFactory(role=Role.SECRETARY)
    type(gone.user).objects.filter(pk=gone.user_id).update(is_active=False)
    MembershipFactory(role=Role.ALDERMAN)
    MembershipFactory(user=secretary.user, role=Role.SECRETARY)
    now = timezone.now()

    mail_anchor(anchor(at=now), at=now)
    mail_anchor(anchor(at=now), at=now)

    assert [mail.to for mail in Mail.objects.all()] == [secretary.user.email]


def test_the_line_in_the_mail_checks_the_trail(secretary, django_capture_on_commit_callbacks):
    an_act(secretary)
    now = timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        kept = anchor(at=now)
        mail_anchor(kept, at=now)

    line = next(line for line in Mail.objects.get().body.splitlines() if line == str(kept))

    call_command("verify_trail", "--anchor", line)
