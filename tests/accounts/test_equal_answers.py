"""A stranger learns from no answer whether an address has an account."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from municipalities.models import Institution
from municipalities.services import create_user
from notices.models import Mail
from tests.factories.people import MunicipalityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.at_the_door]

KNOWN, UNKNOWN = "bekend@almelo.example", "vreemd@almelo.example"
VARIES = re.compile(rf'(?:{KNOWN}|{UNKNOWN}|name="csrfmiddlewaretoken" value="\w+"|nonce[-=]\S+)')


@pytest.fixture
def forms():
    create_user(email=KNOWN, name="Bekende", password="een lang wachtwoord")
    seat = MunicipalityFactory().pk

    def typed(door, email):
        return {
            "account_login": {"login": email, "password": "mis maar wel lang"},
            "account_reset_password": {"email": email},
            "account_signup": {
                "institution_name": f"Theater {email}",
                "seat": seat,
                "discipline": "theatre",
                "name": "Medewerker",
                "email": email,
                "password1": "een lang wachtwoord",
            },
        }[door]

    return typed


@pytest.mark.parametrize(
    ("door", "status"),
    [("account_login", 200), ("account_reset_password", 302), ("account_signup", 302)],
)
def test_known_and_unknown_get_the_same_answer(forms, door, status):
    known, unknown = (answer_to(door, forms(door, email)) for email in (KNOWN, UNKNOWN))

    assert known == unknown
    assert known[0] == status


def test_the_mail_alone_tells_and_nothing_is_made_for_a_known_address(forms):
    for email in (KNOWN, UNKNOWN):
        answer_to("account_signup", forms("account_signup", email))

    bodies = dict(Mail.objects.values_list("to", "body"))
    assert set(bodies) == {KNOWN, UNKNOWN}
    assert bodies[KNOWN] != bodies[UNKNOWN]
    assert Institution.objects.get().name == f"Theater {UNKNOWN}"


def answer_to(door, typed):
    """Return status, address and text of the answer, without what differs each time."""
    answer = Client().post(reverse(door), typed)
    text = VARIES.sub("", answer.content.decode())
    return answer.status_code, answer.headers.get("Location"), text
