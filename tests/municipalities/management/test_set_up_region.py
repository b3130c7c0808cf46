"""A new installation begins with a file: all of it, or one sentence that says why not."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from municipalities.models import Municipality, OrganisationKind, Region
from tests.factories.people import MunicipalityFactory
from trail.models import Entry

pytestmark = pytest.mark.django_db

REGION = """
slug = "waterland"
name = "Waterland"

[[organisations]]
kind = "province"
name = "Noord"

[[municipalities]]
name = "Aan de Dijk"
code = "GM0001"
college_weekday = 2
"""
SECOND = """
[[municipalities]]
name = "Bij de Sluis"
code = "GM0002"
college_weekday = 1
tile = [1, 2]
"""


@pytest.fixture
def set_up(tmp_path):
    def run(text):
        file = tmp_path / "regio.toml"
        file.write_text(text)
        out = StringIO()
        call_command("set_up_region", str(file), stdout=out)
        return out.getvalue()

    return run


def test_the_region_and_its_parties_are_there(set_up):
    said = set_up(REGION)

    region = Region.objects.get()
    assert (region.name, region.slug) == ("Waterland", "waterland")
    assert set(region.organisations.values_list("name", "kind")) == {
        ("Noord", OrganisationKind.PROVINCE),
        ("Aan de Dijk", OrganisationKind.MUNICIPALITY),
    }
    assert "Toegevoegd: Noord, Aan de Dijk." in said
    assert Entry.objects.get().act == "set_up_region"


def test_parties_are_added_later_and_what_is_there_stays(set_up):
    set_up(REGION)

    said = set_up(REGION.replace("college_weekday = 2", "college_weekday = 3") + SECOND)

    assert "Toegevoegd: Bij de Sluis." in said
    days = dict(Municipality.objects.values_list("name", "college_weekday"))
    assert days == {"Aan de Dijk": 2, "Bij de Sluis": 1}


def test_the_same_file_twice_does_nothing(set_up):
    set_up(REGION)

    assert "niets, alles was er al" in set_up(REGION)
    assert Entry.objects.count() == 1


def test_a_code_of_another_municipality_adds_nothing(set_up):
    MunicipalityFactory(code="GM0001")

    with pytest.raises(CommandError, match="al van een andere partij"):
        set_up(REGION)

    assert not Region.objects.filter(slug="waterland").exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("slug = ", "geen leesbaar TOML-bestand"),
        ("slug = 'x'", "klopt dit niet of ontbreekt het: name"),
        (REGION.replace("GM0001", "0001"), "municipalities.0.code"),
        (REGION.replace("weekday = 2", "weekday = 7"), "municipalities.0.college_weekday"),
        (REGION.replace("province", "provincie"), "organisations.0.kind"),
        (REGION + "kleur = 'rood'", "municipalities.0.kleur"),
    ],
)
def test_a_file_that_does_not_say_it_all_is_refused(set_up, text, sentence):
    with pytest.raises(CommandError, match=sentence):
        set_up(text)

    assert not Region.objects.exists()


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="kan niet gelezen worden"):
        call_command("set_up_region", str(tmp_path / "weg.toml"))


BORDERED = REGION.replace('slug = "waterland"', 'slug = "waterland"\nborders_from = "CBS"')
BORDER = 'border = "M0 0L9 0L9 9Z"\n'


def test_a_border_comes_with_who_drew_it(set_up):
    set_up(BORDERED + BORDER)

    assert Municipality.objects.get().border == "M0 0L9 0L9 9Z"
    assert Region.objects.get().borders_from == "CBS"


def test_a_region_that_is_there_gets_the_borders_that_it_lacks(set_up):
    set_up(REGION + SECOND)
    Municipality.objects.filter(code="GM0002").update(border="M1 1L2 1L2 2Z")

    said = set_up(BORDERED + BORDER + SECOND + BORDER)

    assert "Toegevoegd: grens van Aan de Dijk." in said
    assert Region.objects.get().borders_from == "CBS"
    borders = dict(Municipality.objects.values_list("code", "border"))
    assert borders == {"GM0001": "M0 0L9 0L9 9Z", "GM0002": "M1 1L2 1L2 2Z"}


def test_a_border_that_is_more_than_corners_is_refused(set_up):
    with pytest.raises(CommandError, match=r"municipalities\.0\.border"):
        set_up(BORDERED + 'border = "M0 0L9 0L9 9Z onload"\n')

    assert not Region.objects.exists()
