"""Who also gets a notice by mail."""

import pytest

from jobs.models import Job
from notices.models import Kind, Mail, Notice
from notices.services import choose_mail, tell
from tests.factories.decisions import NOW
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def say(*users, event="offered:1", kind=Kind.PROPOSAL):
    tell(
        event=event,
        kind=kind,
        recipients=[user.pk for user in users],
        subject="Er ligt een voorstel",
        path="/voorstellen/1/",
        at=NOW,
    )


def addressees():
    return set(Mail.objects.values_list("to", flat=True))


def test_a_notice_also_comes_by_mail_with_where_to_read_it(settings):
    settings.PORTAL_URL = "https://portaal.example"
    user = UserFactory()

    say(user)

    mail = Mail.objects.get()
    assert (mail.to, mail.subject, mail.written_at) == (user.email, "Er ligt een voorstel", NOW)
    assert "https://portaal.example/voorstellen/1/" in mail.body
    assert "https://portaal.example/profiel/" in mail.body
    assert Job.objects.get().key == mail.job_key


def test_who_wants_none_of_this_kind_gets_the_notice_alone():
    quiet, other = UserFactory.create_batch(2)
    choose_mail(user=quiet.pk, wanted={Kind.PROPOSAL: False, Kind.BUNDLE: True})

    say(quiet, other)

    assert addressees() == {other.email}
    assert Notice.objects.filter(recipient=quiet).exists()


def test_a_choice_is_about_one_kind():
    user = UserFactory()
    choose_mail(user=user.pk, wanted={Kind.PROPOSAL: False})

    say(user, kind=Kind.BUNDLE)

    assert addressees() == {user.email}


def test_who_changes_their_mind_gets_mail_again():
    user = UserFactory()
    choose_mail(user=user.pk, wanted={Kind.PROPOSAL: False})
    choose_mail(user=user.pk, wanted={Kind.PROPOSAL: True})

    say(user)

    assert addressees() == {user.email}


def test_who_has_left_gets_no_mail():
    say(UserFactory(is_active=False))

    assert not Mail.objects.exists()


def test_the_same_event_is_mailed_once():
    first, second = UserFactory.create_batch(2)
    say(first)

    say(first, second)

    assert Mail.objects.count() == 2


@pytest.mark.parametrize("count", [1, 14, 60])
def test_choosing_costs_one_query_for_any_number_of_kinds(count, django_assert_num_queries):
    user = UserFactory()

    with django_assert_num_queries(1):
        choose_mail(user=user.pk, wanted=dict.fromkeys(list(Kind)[:count], False))
