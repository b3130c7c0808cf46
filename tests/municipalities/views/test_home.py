"""Where each role lands, and what its menu offers."""

import pytest
from django.test import Client
from django.urls import reverse

from municipalities.access import GRANTS, Permission
from municipalities.models import Role
from tests.factories.people import InstitutionFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

HOME = reverse("municipalities:home")
OWN = {
    Role.INSTITUTION: "municipalities:institution",
    Role.MAINTAINER: "municipalities:who_may_what",
}
MENU = {
    "decisions:overview": Permission.READ,
    "municipalities:people": Permission.READ,
    "municipalities:institution": Permission.MANAGE_INSTITUTION,
    "municipalities:institutions": Permission.CONFIRM_INSTITUTION,
    "municipalities:calendar": Permission.KEEP_CALENDAR,
    "municipalities:trail": Permission.READ_TRAIL,
    "municipalities:who_may_what": Permission.READ_GRANTS,
}


def visitor(role):
    place = {"organisation": InstitutionFactory()} if role is Role.INSTITUTION else {}
    client = Client()
    client.force_login(MembershipFactory(role=role, **place).user)
    return client


@pytest.mark.parametrize("role", Role)
def test_everybody_lands_on_the_own_page(role):
    response = visitor(role).get(HOME, follow=True)

    there = reverse(OWN.get(role, "decisions:overview"))
    assert response.redirect_chain == [(there, 302)]
    assert response.status_code == 200


def test_who_has_no_role_reads_whom_to_ask():
    client = Client()
    client.force_login(UserFactory(name="Medewerker"))

    page = client.get(HOME).content.decode()

    assert "U hebt op dit moment geen rol" in page and "Vraag de beheerder" in page


def test_a_stranger_is_sent_to_the_door():
    assert Client().get(HOME).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("role", Role)
def test_the_menu_offers_what_the_role_may_open(role):
    client = visitor(role)
    page = client.get(reverse("accounts:profile")).content.decode()
    menu = page.split('aria-label="Hoofdmenu"')[1].split("</nav>")[0]

    for name, permission in MENU.items():
        offered = f'href="{reverse(name)}"' in menu
        assert offered == (permission in GRANTS[role]), name
        if offered:
            assert client.get(reverse(name)).status_code == 200, name
