"""The administration: who comes in, what can be seen and changed, and what is remembered."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from accounts.store import LONGEST, lock, unlock
from cultuurregio.admin import OURS, administration
from municipalities.models import Role
from notices.models import Mail
from notices.services import post
from tests.architecture.tree import ROOMS
from tests.factories.decisions import offered
from tests.factories.people import MembershipFactory, UserFactory
from trail.models import Entry

pytestmark = pytest.mark.django_db

START = reverse("admin:index")
ADD = reverse("admin:socialaccount_socialapp_add")
APP = {
    "provider_id": "almelo",
    "name": "Gemeente Almelo",
    "client_id": "portaal",
    "secret": "geheim-van-almelo",
    "server_url": "https://login.example/almelo",
    "uid_field": "sub",
}


@pytest.fixture
def maintainer(client):
    member = MembershipFactory(role=Role.MAINTAINER)
    member.user.set_password("een lang wachtwoord")
    member.user.save()
    client.force_login(member.user)
    return member


def change(thing):
    meta = thing._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[thing.pk])


def proved(client, *, seconds_ago):
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time() - seconds_ago}]
    session.save()


def test_a_stranger_is_sent_to_the_door_of_the_portal(client):
    for address in (START, reverse("admin:login")):
        answer = client.get(address)
        assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MAINTAINER])
def test_every_other_role_stays_outside(client, role):
    client.force_login(MembershipFactory(role=role).user)

    for address in (START, ADD, change(UserFactory())):
        assert client.get(address).status_code == 403


@pytest.mark.at_the_door
def test_a_maintainer_without_a_second_factor_sets_one_up_first(client):
    client.force_login(MembershipFactory(role=Role.MAINTAINER).user)

    assert client.get(START).url.startswith(reverse("accounts:second_factor"))


def test_coming_in_asks_who_it_is(client, maintainer):
    proved(client, seconds_ago=301)

    assert client.get(START).url.startswith(reverse("account_reauthenticate"))


def test_a_visit_goes_on_to_read_but_a_change_asks_again(client, maintainer):
    client.get(START)
    proved(client, seconds_ago=301)

    assert client.get(START).status_code == 200
    assert client.post(ADD, APP).url.startswith(reverse("account_reauthenticate"))
    assert not SocialApp.objects.exists()


def test_a_visit_ends(client, maintainer):
    session = client.session
    session["admin_entered_at"] = time.time() - 1801
    session.save()
    proved(client, seconds_ago=301)

    assert client.get(START).status_code == 302


@pytest.mark.parametrize(
    ("name", "to"),
    [
        ("logout", "account_logout"),
        ("password_change", "account_change_password"),
        ("password_change_done", "accounts:profile"),
    ],
)
def test_it_has_no_account_pages_of_its_own(client, maintainer, name, to):
    assert client.get(reverse(f"admin:{name}")).url == reverse(to)


def test_every_room_with_tables_is_in_it():
    with_tables = {room for room in ROOMS if apps.is_installed(room)}
    tables = {room for room in with_tables if list(apps.get_app_config(room).get_models())}

    assert tables == set(OURS)


def readable():
    return [model for model in administration._registry if model is not SocialApp]


@pytest.mark.parametrize("model", readable(), ids=lambda model: model._meta.label)
def test_every_table_opens_and_none_can_be_changed(client, maintainer, model):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"

    assert client.get(reverse(f"{name}_changelist")).status_code == 200
    assert client.get(reverse(f"{name}_add")).status_code == 403
    assert client.post(reverse(f"{name}_add"), {}).status_code == 403


def test_a_row_can_be_read_and_not_changed_or_removed(client, maintainer):
    version = offered()

    page = client.get(change(version.proposal)).content.decode()

    assert version.proposal.title in page
    assert 'name="title"' not in page
    assert client.post(change(version.proposal), {"title": "Anders"}).status_code == 403
    gone = reverse("admin:decisions_proposal_delete", args=[version.proposal_id])
    assert client.post(gone, {"post": "yes"}).status_code == 403
    version.proposal.refresh_from_db()
    assert version.proposal.title != "Anders"


def test_who_opens_a_row_stands_in_the_trail(client, maintainer):
    item = offered().items.first()

    client.get(change(item))

    entry = Entry.objects.get(act="opened_in_admin")
    assert (entry.by, entry.capacity) == (maintainer.user, "Functioneel beheerder")
    assert (entry.object_type, entry.object_id) == ("decisions.dictumitem", str(item.pk))
    assert entry.sentence == f"Geopend in het beheer: beslispunt {item.pk}"


def test_who_opens_a_list_stands_in_the_trail_too(client, maintainer):
    item = offered().items.first()

    page = client.get(reverse("admin:decisions_dictumitem_changelist")).content.decode()

    entry = Entry.objects.get(act="opened_in_admin")
    assert item.text in page
    assert (entry.object_type, entry.object_id) == ("decisions.dictumitem", "")
    assert entry.sentence == "Lijst geopend in het beheer: beslispunten"


@pytest.mark.parametrize("method", ["head", "options", "put", "patch", "delete", "trace"])
def test_no_other_method_shows_a_row_past_the_trail(client, maintainer, method):
    row = change(offered().proposal)

    answer = getattr(client, method)(row)

    assert answer.status_code == 405


@pytest.mark.parametrize(
    ("table", "guess"),
    [
        ("usersessions_usersession", "session_key__startswith=a"),
        ("municipalities_user", "password__startswith=argon2"),
        ("municipalities_invitation", "token_sha256__contains=a"),
        ("notices_mail", "body__contains=geheim"),
        ("mfa_authenticator", "data__contains=a"),
        ("socialaccount_socialapp", "secret__startswith=a"),
    ],
)
def test_what_is_not_shown_cannot_be_guessed_letter_by_letter(client, maintainer, table, guess):
    lists = reverse(f"admin:{table}_changelist")

    assert client.get(f"{lists}?{guess}").status_code == 400


def test_what_gives_access_is_not_shown(client, maintainer):
    user = UserFactory()
    user.set_password("een lang wachtwoord")
    user.save()
    factor = Authenticator.objects.create(user=user, type="totp", data={"secret": "geheim-app"})
    post(to="a@b.example", subject="Link", body="geheim-link", at=timezone.now(), is_secret=True)

    pages = [
        client.get(change(thing)).content.decode() for thing in (user, factor, Mail.objects.get())
    ]

    for secret in (user.password, "geheim-app", "geheim-link"):
        assert not any(secret in page for page in pages)


def test_a_history_of_its_own_it_has_not(client, maintainer):
    user = UserFactory()

    assert (
        client.get(reverse("admin:municipalities_user_history", args=[user.pk])).status_code == 404
    )


def add(client, **differently):
    answer = client.post(ADD, APP | differently)
    return answer, SocialApp.objects.order_by("pk").last()


def test_a_provider_is_added_with_its_secret_locked(client, maintainer, rf):
    _, app = add(client, second_factor="on", tenant="t-1")

    assert app.provider == "openid_connect"
    assert app.settings == {
        "server_url": APP["server_url"],
        "tenant": "t-1",
        "uid_field": "sub",
        "second_factor": True,
    }
    assert APP["secret"] not in app.secret
    (known,) = get_adapter().list_apps(rf.get("/"), provider="almelo")
    assert known.secret == APP["secret"]


def test_its_secret_is_never_shown_nor_written_down(client, maintainer):
    _, app = add(client)

    page = client.get(change(app)).content.decode()

    assert "portaal" in page
    assert APP["secret"] not in page and app.secret not in page
    assert not any(APP["secret"] in e.sentence + e.facts for e in Entry.objects.all())
    assert not LogEntry.objects.exists()


def test_a_change_without_a_secret_keeps_the_one_that_is_there(client, maintainer):
    _, before = add(client)

    client.post(change(before), APP | {"secret": "", "name": "Almelo"})
    after = SocialApp.objects.get()

    assert (after.name, after.secret) == ("Almelo", before.secret)
    entry = Entry.objects.latest("number")
    assert (entry.act, entry.by) == ("configured_provider", maintainer.user)
    assert entry.sentence == "Inlogdienst Almelo (almelo) gewijzigd: Naam"


def test_a_new_secret_takes_its_place(client, maintainer):
    _, app = add(client)

    client.post(change(app), APP | {"secret": "een-nieuw-geheim"})

    assert unlock(SocialApp.objects.get().secret) == "een-nieuw-geheim"


def test_a_provider_is_removed_and_that_is_remembered(client, maintainer):
    _, app = add(client)

    client.post(reverse("admin:socialaccount_socialapp_delete", args=[app.pk]), {"post": "yes"})

    assert not SocialApp.objects.exists()
    assert Entry.objects.filter(sentence="Inlogdienst Gemeente Almelo (almelo) verwijderd").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": ""},
        {"secret": "x" * (LONGEST + 1)},
        {"secret": "gehéím"},
        {"server_url": "http://login.example"},
        {"server_url": "javascript:alert(1)"},
        {"provider_id": "Al melo"},
        {"name": ""},
    ],
    ids=str,
)
def test_what_cannot_work_is_refused(client, maintainer, wrong):
    answer, app = add(client, **wrong)

    assert (answer.status_code, app) == (200, None)


def test_two_providers_do_not_share_an_address(client, maintainer):
    add(client)

    add(client, name="Nog een")

    assert SocialApp.objects.count() == 1


def test_the_longest_secret_fits(client, maintainer):
    _, app = add(client, secret="x" * LONGEST)

    assert unlock(app.secret) == "x" * LONGEST


def test_a_new_key_opens_what_its_predecessor_locked(settings):
    kept = lock("geheim")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "een andere sleutel"

    assert unlock(kept) == "geheim"


def test_a_key_that_is_gone_opens_nothing(settings):
    kept = lock("geheim")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "een andere sleutel", []

    assert unlock(kept) == ""
