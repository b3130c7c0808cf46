"""The mail of the demo, and history without mail."""

from datetime import date

import pytest
from celery import current_app
from django.urls import reverse
from django.utils import timezone

from examples.loading import load
from examples.quiet import without_mail
from jobs.tasks import work_off
from municipalities.models import User
from notices.models import Kind, Mail, MailChoice, Notice
from notices.services import choose_mail, post, tell
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

LINK = "https://portaal.example/wachtwoord/geheim-1/"


@pytest.fixture(autouse=True)
def demo(settings, tmp_path):
    current_app.loader.import_default_modules()  # as a worker does, so that mail is sent
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)


def written(
    subject="Herstel uw wachtwoord", *, is_secret=True, body=f"Goedendag, één link:\n{LINK}"
):
    post(to="a@b.example", subject=subject, body=body, at=timezone.now(), is_secret=is_secret)
    return Mail.objects.get(subject=subject)


def page(client):
    return client.get(reverse("examples:post")).content.decode()


def test_a_link_that_was_sent_and_blanked_is_read_from_the_folder(client):
    mail = written()
    work_off(mail.job_key)
    mail.refresh_from_db()
    assert mail.body == ""

    shown = page(client)

    assert f'href="{LINK}"' in shown
    assert "één link" in shown


def test_each_mail_has_its_own_text(client):
    for number in (1, 2):
        work_off(written(f"Brief {number}", body=f"tekst-{number}").job_key)

    first, second = page(client).split("Brief 1")

    assert "tekst-2" in first and "tekst-1" in second


def test_what_waits_is_shown_as_such(client):
    written(is_secret=False)

    assert "nog niet verzonden" in page(client)


def test_without_a_folder_it_says_that_the_text_has_gone(client, settings):
    work_off(written().job_key)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    assert "na verzending gewist" in page(client)


def test_an_empty_box_says_so(client):
    assert "nog geen e-mail" in page(client)


def test_outside_the_demo_there_is_no_box(client, settings):
    settings.DEMO = False

    assert client.get(reverse("examples:post")).status_code == 404


def say(user, event):
    tell(
        event=event,
        kind=Kind.PROPOSAL,
        recipients=[user.pk],
        subject="s",
        path="/",
        at=timezone.now(),
    )


def test_history_brings_notices_and_no_mail():
    user, other = UserFactory(), UserFactory(email="echt@gemeente.example")

    with without_mail("@voorbeeld.example"):
        say(user, "then")
        say(other, "then")
    say(user, "now")

    assert Notice.objects.filter(recipient=user).count() == 2
    assert sorted(Mail.objects.values_list("key", flat=True)) == sorted(
        [f"then/{other.pk}", f"now/{user.pk}"]
    )


def test_choices_of_before_are_back_afterwards():
    user = UserFactory()
    choose_mail(user=user.pk, wanted={Kind.BUNDLE: False, Kind.PEOPLE: True})

    with without_mail("@voorbeeld.example"):
        pass

    assert set(MailChoice.objects.values_list("user", "kind", "wanted")) == {
        (user.pk, Kind.BUNDLE, False),
        (user.pk, Kind.PEOPLE, True),
    }


@pytest.mark.slow
def test_loading_the_example_mails_nobody():
    load(region="twente", stand="afgerond", today=date(2026, 11, 24))

    assert User.objects.exists() and Notice.objects.exists()
    assert not Mail.objects.exists() and not MailChoice.objects.exists()
