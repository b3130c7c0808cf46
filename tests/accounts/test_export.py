"""The own data: everything, found by looking at the tables, and nothing that gives access."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.selectors import export_of, holdings
from municipalities.models import Role
from notices.models import Kind
from notices.services import post, tell
from tests.factories.decisions import NOW, ProposalFactory
from tests.factories.people import MembershipFactory, UserFactory
from trail.models import Entry
from trail.services import record

pytestmark = pytest.mark.django_db

EXPORT = reverse("accounts:export")


@pytest.fixture
def official():
    return MembershipFactory(role=Role.OFFICIAL, user__email="ambtenaar@gemeente.example")


@pytest.fixture
def user(official):
    return official.user


def columns_that_refer_to_people():
    """Ask the database itself, which knows every foreign key."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.conrelid::regclass::text || '.' || a.attname
            FROM pg_constraint c
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
            WHERE c.contype = 'f' AND c.confrelid = 'municipalities_user'::regclass
            """
        )
        return {row[0] for row in cursor.fetchall()}


def test_every_column_that_refers_to_a_person_is_searched(user):
    searched = set(holdings(user).searched)

    assert searched == columns_that_refer_to_people()
    assert "municipalities_membership.user_id" in searched


def test_what_is_about_the_person_is_given_whole(user, official):
    tell(
        event="offered:1",
        kind=Kind.PROPOSAL,
        recipients=[user.pk],
        subject="Er ligt een voorstel",
        path="/",
        at=NOW,
    )

    data = export_of(user, at=NOW)

    own = data["gegevens over u"]
    assert data["account"]["e-mailadres"] == user.email
    (role,) = own["rol van een persoon"]
    assert role["rol"] == "Ambtenaar"
    assert role["organisatie"] == str(official.organisation)
    assert own["bericht"][0]["onderwerp"] == "Er ligt een voorstel"
    assert [mail["onderwerp"] for mail in data["e-mails aan u"]] == ["Er ligt een voorstel"]


def test_of_a_record_of_government_it_tells_that_the_person_is_named(user):
    proposal = ProposalFactory(created_by=user, created_at=NOW)

    named = export_of(user, at=NOW)["genoemd in"]

    assert named == [
        {
            "stuk": "collegevoorstel",
            "kenmerk": str(proposal.pk),
            "als": "gemaakt door",
            "op": "2018-10-20T12:00:00+02:00",
        }
    ]


def test_the_own_acts_are_in_it_and_those_of_others_are_not(user):
    other = UserFactory()
    for who in (user, other):
        record(act="left", sentence=f"Door {who.pk}", of=who, by=None, at=NOW)
    acted(user, "Besluit vastgelegd")
    acted(other, "Iets anders")

    acts = export_of(user, at=NOW)["wat u deed (logboek)"]

    assert [act["handeling"] for act in acts] == ["Besluit vastgelegd"]


def acted(user, sentence):
    by = MembershipFactory(user=user)
    record(act="did", sentence=sentence, of=user, by=by, at=NOW)


def test_nothing_in_it_gives_access(user):
    user.set_password("een lang wachtwoord")
    user.save()
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": "geheim-van-de-app"}
    )
    UserSession.objects.create(
        user=user, ip="192.0.2.1", user_agent="Firefox", session_key="sleutel-van-de-sessie"
    )
    post(to=user.email, subject="Herstel", body="geheime-link", at=NOW, is_secret=True)

    text = json.dumps(export_of(user, at=NOW), cls=DjangoJSONEncoder)

    for secret in (user.password, "geheim-van-de-app", "sleutel-van-de-sessie", "geheime-link"):
        assert secret not in text
    assert "192.0.2.1" in text
    assert "Herstel" in text


def test_it_comes_as_a_file_that_nobody_keeps_and_stands_in_the_trail(client, user):
    client.force_login(user)

    answer = client.get(EXPORT)

    assert answer["Content-Disposition"].startswith('attachment; filename="mijn-gegevens-')
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.json()["account"]["naam"] == user.name
    entry = Entry.objects.get(act="exported")
    assert (entry.by, entry.object_id) == (user, str(user.pk))


def test_the_page_shows_the_same(client, user, official):
    ProposalFactory(created_by=user, created_at=NOW)
    client.force_login(user)

    page = client.get(reverse("accounts:data")).content.decode()

    assert official.organisation.name in page
    assert "Collegevoorstel" in page
    assert user.email in page


@pytest.mark.parametrize("name", ["accounts:data", "accounts:export", "accounts:leave"])
def test_it_asks_first_who_it_is(client, user, name):
    user.set_password("een lang wachtwoord")
    user.save()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "at": timezone.now().timestamp() - 301}
    ]
    session.save()

    answer = client.get(reverse(name))

    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert not Entry.objects.filter(act="exported").exists()


@pytest.mark.parametrize("count", [1, 14, 60])
def test_it_costs_the_same_for_any_number_of_rows(user, count, django_assert_max_num_queries):
    MembershipFactory.create_batch(count, user=user)
    ProposalFactory.create_batch(count, created_by=user)

    with django_assert_max_num_queries(len(columns_that_refer_to_people()) + 4):
        holdings(user)
