"""Telling people, once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from notices.models import Kind, Notice
from notices.services import mark_read, tell
from tests.factories.decisions import NOW
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def say(*users, event="offered:1", subject="Er ligt een voorstel", at=NOW):
    recipients = [user.pk for user in users]
    tell(
        event=event,
        kind=Kind.PROPOSAL,
        recipients=recipients,
        subject=subject,
        path="/voorstellen/1/",
        at=at,
    )


def test_each_recipient_gets_the_notice_and_others_do_not():
    first, second, other = UserFactory.create_batch(3)

    say(first, second)

    assert set(Notice.objects.values_list("recipient", flat=True)) == {first.pk, second.pk}
    notice = first.notices.get()
    assert (notice.subject, notice.path, notice.sent_at, notice.read_at) == (
        "Er ligt een voorstel",
        "/voorstellen/1/",
        NOW,
        None,
    )
    assert not other.notices.exists()


def test_somebody_with_two_roles_is_told_once():
    user = UserFactory()

    say(user, user)

    assert user.notices.count() == 1


def test_the_same_event_is_told_once_and_stays_as_it_was():
    first, second = UserFactory.create_batch(2)
    say(first)

    say(first, second, subject="Anders", at=NOW + timedelta(days=1))

    assert [n.subject for n in first.notices.all()] == ["Er ligt een voorstel"]
    assert [n.subject for n in second.notices.all()] == ["Anders"]


def test_another_event_is_another_notice_and_the_latest_comes_first():
    user = UserFactory()
    say(user)

    say(user, event="offered:2", at=NOW + timedelta(days=1))

    assert list(user.notices.values_list("event", flat=True)) == ["offered:2", "offered:1"]


def test_nobody_is_told_of_an_event_without_recipients():
    say()

    assert not Notice.objects.exists()


@pytest.mark.parametrize("count", [1, 14, 60])
def test_telling_costs_the_same_for_any_number(count, django_assert_num_queries):
    users = UserFactory.create_batch(count)

    with django_assert_num_queries(9):  # notices, addresses, mails and jobs; the rest is savepoints
        say(*users)

    assert Notice.objects.count() == count


def test_the_first_reading_counts():
    user, other = UserFactory.create_batch(2)
    say(user, other)

    mark_read(user.notices.get(), at=NOW)
    mark_read(user.notices.get(), at=NOW + timedelta(days=1))

    assert user.notices.get().read_at == NOW
    assert other.notices.get().read_at is None


def test_the_database_keeps_one_notice_per_event_and_person():
    user = UserFactory()
    say(user)

    with pytest.raises(IntegrityError, match="notice_once"), transaction.atomic():
        Notice.objects.create(event="offered:1", recipient=user, subject="x", path="/", sent_at=NOW)


def test_a_notice_is_called_by_its_subject():
    user = UserFactory()
    say(user)

    assert str(user.notices.get()) == "Er ligt een voorstel"
