"""The page on which the own municipality declares what it has."""

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.models import Capacity, Unit
from actions.selectors.capacity import capacity_page
from municipalities.models import Role
from tests.factories.actions import ActionFactory, PlanFactory, declared
from tests.factories.decisions import coordinator
from tests.factories.people import MunicipalityFactory, ProvinceFactory, person

pytestmark = pytest.mark.django_db
URL = "/capaciteit/"
TYPED = {"year": "2021", "unit": "hours", "amount": "1.000,5", "note": "Uit de begroting."}


@pytest.fixture
def almelo():
    return MunicipalityFactory(name="Almelo")


@pytest.fixture
def official(client, almelo):
    client.force_login(person(Role.OFFICIAL, almelo).user)
    return client


def plan_that_asks(almelo, amount):
    action = ActionFactory(theme__profile__region=almelo.region)
    return PlanFactory(action=action, passed=True, needs=[(almelo, 2021, Unit.HOURS, amount)])


def test_who_never_declared_reads_that_it_is_not_known(official):
    page = official.get(reverse("actions:own_capacity")).content.decode()

    assert page.count("nog niet opgegeven") == 3 * 4
    assert "Uw gemeente heeft nog niets opgegeven." in page
    assert "Er is nog geen plan aangenomen dat iets van uw gemeente vraagt." in page


def test_what_is_typed_is_declared_and_the_change_is_told(official, almelo):
    plan = plan_that_asks(almelo, 1200)

    page = official.post(URL, TYPED, follow=True).content.decode()

    assert [(row.year, row.unit, str(row.amount)) for row in Capacity.objects.all()] == [
        (2021, "hours", "1000.50")
    ]
    assert "Opgegeven voor 2021: 1.000,5\N{NO-BREAK SPACE}uren." in page
    change = "199,5\N{NO-BREAK SPACE}uren boven uw capaciteit (was 1.200\N{NO-BREAK SPACE}uren)."
    assert f"Actie {plan.action.number} in 2021: {change}" in page
    assert "Uit de begroting." in page


def test_the_history_shows_all_of_it_and_the_table_the_last(official, almelo):
    declared(almelo, 10)
    declared(almelo, 0)

    page = official.get(URL).context["page"]

    assert [row.amount for row in page.history] == [0, 10]
    (year,) = [row for row in page.years if row.year == 2021]
    assert [row and row.amount for _, row in year.units] == [None, 0, None]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"amount": "tien"}, "Vul een getal in"),
        ({"amount": "-1"}, "Vul 0 of meer in."),
        ({"amount": "0,001"}, "cijfers achter de komma"),
        ({"amount": ""}, "Vul dit veld in."),
        ({"unit": "description"}, "Kies fte, uren of euro."),
        ({"year": "1999"}, "Vul 2000 of meer in."),
        ({"year": "2101"}, "Vul ten hoogste 2100 in."),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field(official, typed, sentence):
    answer = official.post(URL, TYPED | typed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Uit de begroting." in answer.content.decode()
    assert not Capacity.objects.exists()


def test_the_same_again_is_refused_with_a_sentence(official):
    official.post(URL, TYPED)

    answer = official.post(URL, TYPED)

    assert answer.status_code == 422
    assert "Dit is al zo opgegeven" in answer.content.decode()


@pytest.mark.parametrize("who", ["secretary", "province", "coordinator"])
def test_others_do_not_declare(client, almelo, who):
    by = {
        "secretary": lambda: person(Role.SECRETARY, almelo),
        "province": lambda: person(Role.PROVINCE, ProvinceFactory(region=almelo.region)),
        "coordinator": lambda: coordinator(almelo.region),
    }[who]()
    client.force_login(by.user)

    assert client.get(URL).status_code == 403
    assert client.post(URL, TYPED).status_code == 403
    assert not Capacity.objects.exists()


@pytest.mark.parametrize("number", [1, 14, 60])
def test_the_page_costs_the_same_for_any_number(number, almelo, django_assert_num_queries):
    for year in range(number):
        declared(almelo, 10, year=2021 + year)
        plan_that_asks(almelo, 100)

    with django_assert_num_queries(8):
        page = capacity_page(almelo, at=timezone.now())

    lines = [line for year in page.needed for line in year.lines]
    assert (len(page.history), len(lines)) == (number, number)
