import os
import subprocess
import sys
from datetime import date

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from dutch.moments import local_date
from examples import views
from examples.facts import example_of
from examples.loading import load
from examples.parties import parties_of
from municipalities.models import Role
from municipalities.services import add_person

pytestmark = pytest.mark.django_db

PAGE = "/demo/"
SIGN_IN = "/demo/inloggen/"
ALDERMAN = "wethouder.almelo@voorbeeld.example"


@pytest.fixture
def parties():
    return parties_of(example_of("twente"))


@pytest.mark.usefixtures("demo")
def test_page_lists_every_account_per_organisation(client, parties):
    page = client.get(PAGE).content.decode()

    assert page.count('name="account"') == 76 + 10
    assert page.index("Cultuurregio Twente</th>") < page.index("Almelo</th>")
    assert f'value="{ALDERMAN}"' in page
    assert "Volg de weg" in page


@pytest.mark.usefixtures("demo")
def test_page_lists_every_account_per_role(client, parties):
    page = client.get(PAGE, {"per": "rol"}).content.decode()

    assert page.index("Wethouder cultuur</th>") < page.index("Burgemeester</th>")
    assert "Almelo</th>" not in page


@pytest.mark.usefixtures("demo")
def test_page_without_accounts_says_how_to_load_them(client):
    page = client.get(PAGE).content.decode()

    assert "load_example" in page
    assert 'name="account"' not in page
    assert "Volg de weg" not in page


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("rows", [1, 3, 74])
def test_page_costs_two_queries_for_any_number(client, parties, rows, django_assert_num_queries):
    keep = [m.pk for m in parties.people.values()][:rows]
    type(parties.coordinator).objects.exclude(pk__in=keep).delete()

    with django_assert_num_queries(2):
        client.get(PAGE)


@pytest.mark.usefixtures("demo")
def test_page_names_the_round_that_is_still_open(client):
    load(region="twente", stand="afgerond", today=local_date(timezone.now()))
    finished = client.get(PAGE).content.decode()
    load(region="twente", stand="halverwege", today=local_date(timezone.now()))
    halfway = client.get(PAGE).content.decode()

    assert "Er staat geen ronde open" in finished
    assert "Cultuurprofiel Ruimte voor verbeelding" not in finished
    assert "Er staat geen ronde open" not in halfway
    assert "Cultuurprofiel Ruimte voor verbeelding in Twente: oefenronde" in halfway


@pytest.mark.usefixtures("demo")
def test_one_click_signs_in(client, parties):
    answer = client.post(SIGN_IN, {"account": ALDERMAN})

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(parties.people["Almelo", "alderman"].user_id)


@pytest.mark.usefixtures("demo")
def test_second_click_leaves_nothing_of_the_first_person(client, parties):
    client.post(SIGN_IN, {"account": ALDERMAN})
    session = client.session
    session["acting_membership"] = parties.people["Almelo", "alderman"].pk
    session.save()

    client.post(SIGN_IN, {"account": "griffie.borne@voorbeeld.example"})

    assert client.session["_auth_user_id"] == str(parties.people["Borne", "clerk"].user_id)
    assert "acting_membership" not in client.session


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("account", ["", "nobody@voorbeeld.example", "ambtenaar@almelo.example"])
def test_other_addresses_are_not_found(client, parties, account):
    add_person(
        email="ambtenaar@almelo.example",
        name="Ambtenaar",
        organisation=parties.organisations["Almelo"],
        role=Role.OFFICIAL,
        since=date(2018, 1, 1),
    )

    answer = client.post(SIGN_IN, {"account": account})

    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("demo")
def test_signing_in_needs_a_post_with_the_token_of_the_form(parties):
    client = Client(enforce_csrf_checks=True)

    assert client.get(SIGN_IN).status_code == 405
    assert client.post(SIGN_IN, {"account": ALDERMAN}).status_code == 403


@pytest.mark.usefixtures("no_demo")
def test_outside_demo_mode_there_are_no_such_addresses(client, parties):
    with pytest.raises(NoReverseMatch):
        reverse("examples:accounts")

    assert client.get(PAGE).status_code == 404
    assert client.post(SIGN_IN, {"account": ALDERMAN}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("view", [views.accounts, views.sign_in], ids=["accounts", "sign_in"])
def test_pages_refuse_by_themselves_outside_demo_mode(rf, settings, parties, view):
    settings.DEMO = False
    request = rf.get(PAGE) if view is views.accounts else rf.post(PAGE, {"account": ALDERMAN})

    with pytest.raises(views.Http404):
        view(request)


@pytest.mark.parametrize(("demo", "found"), [("true", "found"), ("false", "not found")])
def test_portal_started_without_demo_has_no_such_address(demo, found):
    ask = (
        "import django; django.setup()\n"
        "from django.urls import Resolver404, resolve\n"
        "try: resolve('/demo/'); print('found')\n"
        "except Resolver404: print('not found')\n"
    )
    environment = os.environ | {"DEMO": demo, "DJANGO_SETTINGS_MODULE": "cultuurregio.settings"}

    answer = subprocess.run(  # our own interpreter and text
        [sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True
    )

    assert answer.stdout.strip() == found
