"""The execution agenda as people read it."""

import pytest
from django.test import Client
from django.urls import reverse

from actions.models import Action
from municipalities.models import Role
from profiles.models import Theme
from tests.factories.decisions import ProfileFactory
from tests.factories.people import MunicipalityFactory, person
from tests.factories.submissions import write_profile

pytestmark = pytest.mark.django_db


def opened(profile, role=Role.CLERK):
    municipality = MunicipalityFactory(region=profile.region)
    client = Client()
    client.force_login(person(role, municipality).user)
    return client.get(reverse("actions:actions", args=[profile.pk]))


def text_of(response):
    return " ".join(response.content.decode().split())


def test_an_action_stands_under_its_theme_with_its_lead():
    profile = write_profile(ProfileFactory())
    lead = MunicipalityFactory(region=profile.region, name="Waterstad")
    Action.objects.update(lead=lead)

    page = text_of(opened(profile))

    assert page.index("<h2>Plaats</h2>") < page.index("<h3>1.1 Atelier</h3>")
    assert "Trekker: Waterstad" in page


def test_an_action_without_a_lead_says_so():
    page = text_of(opened(write_profile(ProfileFactory())))

    assert "Trekker: nog niet bekend" in page


def test_actions_stand_in_the_order_of_themes_and_places():
    profile = ProfileFactory()
    for number in (2, 1):
        theme = Theme.objects.create(profile=profile, number=number, title=f"T{number}", text="t")
        for position in (2, 1):
            Action.objects.create(
                theme=theme,
                number=f"{number}.{position}",
                title="Actie",
                text="t",
                position=position,
            )

    page = text_of(opened(profile))

    places = [page.index(f"<h3>{number} Actie") for number in ("1.1", "1.2", "2.1", "2.2")]
    assert places == sorted(places)
    assert page.count("<h2>T1</h2>") == page.count("<h2>T2</h2>") == 1


def test_actions_of_another_profile_are_not_shown():
    profile, other = write_profile(ProfileFactory()), write_profile(ProfileFactory())
    Action.objects.filter(theme__profile=other).update(title="Van een ander")

    assert "Van een ander" not in text_of(opened(profile))


def test_a_profile_without_actions_says_so():
    assert "Er zijn nog geen acties." in text_of(opened(ProfileFactory()))


def test_text_is_shown_as_text():
    profile = write_profile(ProfileFactory())
    Action.objects.update(text="<script>x</script>")

    assert "&lt;script&gt;x&lt;/script&gt;" in text_of(opened(profile))


def test_another_regions_actions_are_not_there():
    profile = write_profile(ProfileFactory())
    client = Client()
    client.force_login(person(Role.CLERK, MunicipalityFactory()).user)

    assert client.get(reverse("actions:actions", args=[profile.pk])).status_code == 404


@pytest.mark.parametrize("note", ["", "Voorbeeldgegevens: dit is verzonnen."])
def test_example_data_say_so(note):
    profile = write_profile(ProfileFactory(example_note=note))

    assert ("Voorbeeldgegevens: dit is verzonnen." in text_of(opened(profile))) is bool(note)


@pytest.mark.parametrize("count", [1, 14, 60])
def test_the_page_costs_the_same_for_any_number(count, django_assert_num_queries):
    profile = ProfileFactory()
    client = Client()
    client.force_login(person(Role.CLERK, MunicipalityFactory(region=profile.region)).user)
    for number in range(1, count + 1):
        theme = Theme.objects.create(profile=profile, number=number, title="T", text="t")
        Action.objects.create(
            theme=theme,
            number=f"{number}",
            title="Actie",
            text="t",
            lead=MunicipalityFactory(region=profile.region),
            position=1,
        )

    with django_assert_num_queries(5):
        page = client.get(reverse("actions:actions", args=[profile.pk])).content.decode()

    assert page.count("Trekker: Gemeente") == count
