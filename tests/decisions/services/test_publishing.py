"""What municipalities are told to publish when, and what they say that they did."""

from datetime import date, timedelta

import pytest
from django.db import Error, transaction

from decisions import services
from decisions.models import Instruction, LocalPublication
from decisions.rules.blockers import Blocker
from decisions.rules.publishing import INSTRUCTION, is_early
from municipalities.models import Role
from notices.models import Notice
from tests.factories.decisions import (
    CLOSES_AT,
    EMBARGO_AT,
    NOW,
    coordinator,
    with_municipalities,
)
from tests.factories.people import person
from trail.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.embargo]

HOUR = timedelta(hours=1)
URL = "https://almelo.example/besluitenlijst"


@pytest.fixture
def road():
    return with_municipalities(2).ratifications.order_by("pk").last()


def refused(act, *args, **options):
    with pytest.raises(services.Refused) as refusal, transaction.atomic():
        act(*args, **options)
    return refusal.value.blockers


def confirm(instruction, *, role=Role.SECRETARY, of=None, at=NOW):
    by = person(role, of or instruction.ratification.municipality)
    return services.acknowledge_instruction(instruction, by=by, at=at)


def publish(road, published_on=date(2018, 10, 15), *, role=Role.OFFICIAL, of=None, at=NOW):
    return services.record_publication(
        road, published_on=published_on, url=URL, by=person(role, of or road.municipality), at=at
    )


def instruct(proposal, *, by=None, at=NOW):
    by = by or coordinator(proposal.profile.region)
    return services.instruct(proposal, text="Wacht tot {moment}.", by=by, at=at)


def test_the_offer_tells_every_municipality_from_when(road):
    text = road.instructions.get().text

    assert "pas vanaf 31 oktober 2018 om 00.00 uur" in text
    assert Instruction.objects.count() == road.proposal.ratifications.count()
    entry = Entry.objects.get(act="instructed_publication")
    assert entry.object_id == str(road.proposal_id)
    assert "{" not in text and "{" in INSTRUCTION


def test_a_municipality_confirms_its_instruction(road):
    confirm(road.instructions.get())

    instruction = road.instructions.get()
    secretary = person(Role.SECRETARY, road.municipality)
    assert (instruction.acknowledged_at, instruction.acknowledged_by) == (NOW, secretary.user)
    assert refused(confirm, instruction) == [Blocker.INSTRUCTION_ACKNOWLEDGED]


def test_only_the_own_secretariat_confirms(road):
    instruction = road.instructions.get()
    neighbour = road.proposal.ratifications.exclude(pk=road.pk).get().municipality

    assert refused(confirm, instruction, of=neighbour) == [Blocker.NOT_YOURS]
    assert refused(confirm, instruction, role=Role.CLERK) == [Blocker.NO_ROLE]
    with pytest.raises(Error, match="own people only"), transaction.atomic():
        Instruction.objects.filter(pk=instruction.pk).update(
            acknowledged_at=NOW, acknowledged_by=person(Role.SECRETARY, neighbour).user
        )


def test_a_new_instruction_replaces_the_one_on_the_screen(road):
    secretary = person(Role.SECRETARY, road.municipality)
    on_screen = road.instructions.get()
    Notice.objects.all().delete()

    instruct(road.proposal)

    assert refused(confirm, on_screen, at=NOW + HOUR) == [Blocker.INSTRUCTION_REPLACED]
    assert road.instructions.last().text == "Wacht tot 31 oktober 2018 om 00.00 uur."
    assert secretary.user.notices.get().path.endswith("/publicatie/")
    confirm(road.instructions.last(), at=NOW + HOUR)


def test_only_the_coordinator_instructs_and_only_under_embargo(road):
    alderman = person(Role.ALDERMAN, road.municipality)

    assert refused(instruct, road.proposal, by=alderman) == [Blocker.NO_ROLE]
    assert refused(instruct, road.proposal, at=CLOSES_AT) == [Blocker.EMBARGO_ENDED]


@pytest.mark.parametrize("words", [{"text": "Anders."}, {"not_before": NOW}])
def test_the_database_keeps_an_instruction(road, words):
    with pytest.raises(Error), transaction.atomic():
        Instruction.objects.filter(ratification=road).update(**words)


def test_a_publication_is_recorded_also_when_it_came_too_early(road):
    made = publish(road)

    assert LocalPublication.objects.get() == made
    assert Entry.objects.get(act="recorded_publication").object_id == str(road.pk)


@pytest.mark.parametrize(
    ("options", "blocker"),
    [
        ({"published_on": date(2018, 10, 21)}, Blocker.IN_FUTURE),
        ({"published_on": date(2018, 9, 16)}, Blocker.BEFORE_OFFER),
        ({"role": Role.CLERK}, Blocker.NO_ROLE),
    ],
)
def test_a_publication_is_refused(road, options, blocker):
    assert refused(publish, road, **options) == [blocker]


def test_a_neighbour_records_no_publication(road):
    neighbour = road.proposal.ratifications.exclude(pk=road.pk).get().municipality

    assert refused(publish, road, of=neighbour) == [Blocker.NOT_YOURS]


@pytest.mark.parametrize(
    ("published_on", "recorded_at", "early"),
    [
        (date(2018, 10, 30), EMBARGO_AT + HOUR, True),
        (date(2018, 10, 31), EMBARGO_AT + HOUR, False),
        (date(2018, 10, 31), EMBARGO_AT - HOUR, True),
        (date(2018, 11, 2), EMBARGO_AT + 99 * HOUR, False),
    ],
)
def test_what_was_published_before_the_end_was_too_early(published_on, recorded_at, early):
    publication = LocalPublication(published_on=published_on, recorded_at=recorded_at)

    assert is_early(publication, ended_at=EMBARGO_AT) == early
