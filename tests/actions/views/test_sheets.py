"""The page of files: what an official sees, and what a file that is wrong does."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from actions.documents.sheets_in import LARGEST
from actions.documents.tables import SheetFormat
from actions.models import Answer, Participation, ReadIn
from municipalities.models import Role
from tests.actions.documents.workbooks import book, values
from tests.factories.actions import ActionFactory, ThemeFactory, answered, contributed
from tests.factories.people import MunicipalityFactory, person

pytestmark = pytest.mark.django_db
URL, READ_IN = "/deelname/bestand/", "/deelname/bestand/inlezen/"


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.ACCOUNT_RATE_LIMITS = {}


@pytest.fixture
def almelo():
    return MunicipalityFactory(name="Almelo", code="GM9141")


@pytest.fixture
def action(almelo):
    theme = ThemeFactory(profile__region=almelo.region)
    return ActionFactory(theme=theme, number="1.3", title="Makers aan het werk")


@pytest.fixture
def official(client, almelo):
    client.force_login(person(Role.OFFICIAL, almelo).user)
    return client


def hand_in(client, data, name="deelname.xlsx"):
    return client.post(URL, {"file": SimpleUploadedFile(name, data)})


def typed(answer):
    """Return what the button "Lees in" posts."""
    form = answer.context["read_form"]
    return {"tried": form.initial["tried"]}


def test_the_page_says_where_to_begin(official, action):
    page = official.get(URL).content.decode()

    assert f"alle acties van {action.theme.profile} (1)" in page
    for file_format in SheetFormat:
        assert f'href="/deelname/bestand/sjabloon.{file_format}"' in page
    assert "Uw gemeente las nog geen bestand in." in page


def test_without_a_profile_there_is_nothing_to_read_in(official):
    page = official.get(URL).content.decode()

    assert "Er zijn nog geen acties" in page and "<form" not in page.split("<main")[1]


@pytest.mark.parametrize("file_format", list(SheetFormat))
def test_the_template_is_handed_out_as_a_file(official, action, file_format):
    answer = official.get(f"{URL}sjabloon.{file_format}")

    assert answer["Content-Type"] == file_format.media_type
    assert answer["Content-Disposition"].endswith(f'.{file_format}"')
    assert hand_in(official, answer.content, f"x.{file_format}").status_code == 422  # says nothing


def test_a_file_is_tried_out_and_then_read_in(official, action):
    tried = hand_in(official, book())

    page = tried.content.decode()
    assert tried.status_code == 200 and not Participation.objects.exists()
    assert "Er is nog niets vastgelegd" in page and "1.3 Makers aan het werk" in page
    assert "120,5\N{NO-BREAK SPACE}uren" in page and "2027–2028" in page

    done = official.post(READ_IN, typed(tried), follow=True).content.decode()

    assert Participation.objects.count() == 1
    assert "deelname.xlsx is ingelezen: 1 antwoord is veranderd." in done
    assert ReadIn.objects.get().sha256 in done


def test_a_fault_is_shown_with_its_cell_and_cannot_be_read_in(official, action):
    tried = hand_in(official, book(values(amount="12.34,5")))

    page = tried.content.decode()
    assert tried.status_code == 422 and tried.context["read_form"] is None
    assert "Er is niets vastgelegd" in page and "Cel M2" in page and "Lees in" not in page


def test_what_changed_meanwhile_is_shown_again(official, action, almelo):
    tried = hand_in(official, book())
    answered(action, almelo, Answer.FOLLOWS)

    again = official.post(READ_IN, typed(tried))

    assert again.status_code == 409
    page = again.content.decode()
    assert "is er iets veranderd" in page and "<strong>Volgt</strong>" in page
    assert official.post(READ_IN, typed(again)).status_code == 302
    assert Participation.objects.count() == 2


def test_the_second_post_of_one_file_says_so(official, action):
    tried = hand_in(official, book())
    official.post(READ_IN, typed(tried))

    again = official.post(READ_IN, typed(tried))

    assert again.status_code == 409 and "al ingelezen" in again.content.decode()
    assert Participation.objects.count() == 1


def test_who_stops_is_asked_to_read_what_was_promised(official, action, almelo):
    contributed(answered(action, almelo), 10, years=(2026, 2099))
    nothing = dict.fromkeys(
        ("pace", "kind", "unit", "amount", "description", "first_year", "last_year", "within")
    )
    tried = hand_in(official, book(values(answer="Nee", reason_kind="Geen budget", **nothing)))
    assert "had 1 bijdrage toegezegd" in tried.content.decode()

    refused = official.post(READ_IN, typed(tried))
    done = official.post(READ_IN, typed(refused) | {"has_read_commitments": "on"})

    assert refused.status_code == 409 and done.status_code == 302
    assert Participation.objects.count() == 2


def test_a_colleague_cannot_post_what_another_tried_out(official, action, almelo):
    tried = hand_in(official, book())
    other = Client()
    other.force_login(person(Role.OFFICIAL, MunicipalityFactory(region=almelo.region)).user)

    done = other.post(READ_IN, typed(tried), follow=True)

    assert "Kies het bestand opnieuw" in done.content.decode()
    assert not Participation.objects.exists()


def test_a_file_that_is_gone_is_asked_again(official, action, settings, tmp_path):
    tried = hand_in(official, book())
    settings.VAR_DIR = tmp_path / "elsewhere"

    done = official.post(READ_IN, typed(tried), follow=True)

    assert "Dit bestand is niet bewaard" in done.content.decode()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("x.xlsx", b"", "Dit bestand is leeg."),
        ("x.xlsx", b"x" * (LARGEST + 1), "Dit bestand is te groot"),
        ("../../x\u202egpj.xlsx", b"PK\x03\x04", "beschadigd of geen spreadsheet"),
        ("a" * 300 + ".csv", b"a;b", "kolomkoppen zijn niet gevonden"),
    ],
)
def test_a_file_that_is_no_table_gets_a_sentence(official, action, name, data, sentence):
    answer = hand_in(official, data, name)

    assert answer.status_code in {400, 422}
    if answer.status_code == 422:
        assert sentence in answer.content.decode()


def test_no_file_is_a_fault_beside_the_field(official, action):
    answer = official.post(URL, {})

    assert answer.status_code == 422 and "Kies een bestand." in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 14, 60])
def test_the_pages_ask_the_same_of_the_database(
    official, action, almelo, rows, django_assert_num_queries
):
    for number in range(rows):
        one = ActionFactory(theme=action.theme, number=f"2.{number}", title=f"Actie {number}")
        contributed(answered(one, almelo), 10)
        ReadIn.objects.create(
            municipality=almelo,
            name=f"{number}.csv",
            sha256=f"{number:064}",
            rows=1,
            read_at="2026-01-01T00:00Z",
            read_by=person(Role.OFFICIAL, almelo).user,
        )
    file = book(*[values(action=f"2.{n}", title=f"Actie {n}") for n in range(rows)])
    official.get(URL)

    with django_assert_num_queries(6):
        official.get(URL)
    with django_assert_num_queries(7):
        official.get(f"{URL}sjabloon.xlsx")
    with django_assert_num_queries(13):
        assert hand_in(official, file).status_code == 200
