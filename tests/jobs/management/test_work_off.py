from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from jobs.models import Job
from jobs.tasks import WorkRefused

AT = datetime(2018, 10, 2, 12, tzinfo=UTC)


def refuse_the_empty(claim):
    if claim.key == "empty":
        raise WorkRefused("De bijlage is leeg.")
    with claim.completing(at=AT):
        pass


def test_all_ready_work_is_done_and_told(make_job, register, capsys):
    make_job(key="bundle")
    make_job(key="empty")
    make_job(key="later", ready_by=datetime(2100, 1, 1, tzinfo=UTC))
    register(refuse_the_empty)

    call_command("work_off")

    told = capsys.readouterr().out.splitlines()
    assert told == ["bundle: klaar.", "empty: mislukt. De bijlage is leeg."]
    assert Job.objects.waiting().get().key == "later"


@pytest.mark.django_db
def test_no_work_is_said(capsys):
    call_command("work_off")

    assert capsys.readouterr().out == "Er staat geen werk klaar.\n"
