"""The profile as people read it."""

import pytest
from django.test import Client
from django.urls import reverse

from municipalities.models import Role
from profiles.models import Ambition, Chapter, Theme
from tests.factories.decisions import ProfileFactory, coordinator
from tests.factories.people import MunicipalityFactory, person
from tests.factories.submissions import write_profile

pytestmark = pytest.mark.django_db


def reader(profile, role=Role.CLERK):
    client = Client()
    municipality = MunicipalityFactory(region=profile.region)
    member = coordinator(profile.region) if role is Role.COORDINATOR else person(role, municipality)
    client.force_login(member.user)
    return client


def opened(profile, role=Role.CLERK):
    response = reader(profile, role).get(reverse("profiles:profile", args=[profile.pk]))
    return " ".join(response.content.decode().split())


def test_everything_of_the_profile_is_shown():
    page = opened(write_profile(ProfileFactory(title="Ruimte voor cultuur")))

    for words in (
        "Ruimte voor cultuur",
        "2021–2024",
        "Ruimte voor makers.",
        "Hier begint het.",
        "In elk dorp.",
        "voorjaar 2019",
    ):
        assert words in page


def test_text_is_shown_as_text():
    profile = write_profile(ProfileFactory())
    Chapter.objects.update(text="<script>x</script>")

    assert "&lt;script&gt;x&lt;/script&gt;" in opened(profile)


@pytest.mark.parametrize(("role", "may_import"), [(Role.COORDINATOR, True), (Role.CLERK, False)])
def test_only_the_coordinator_is_shown_the_way_to_import(role, may_import):
    profile = ProfileFactory()

    page = opened(profile, role)

    assert (reverse("decisions:import", args=[profile.pk]) in page) is may_import


def test_another_regions_profile_is_not_there():
    profile, other = ProfileFactory(), ProfileFactory()

    response = reader(other).get(reverse("profiles:profile", args=[profile.pk]))

    assert response.status_code == 404


@pytest.mark.parametrize("count", [1, 14, 60])
def test_the_page_costs_the_same_for_any_number(count, django_assert_num_queries):
    profile = ProfileFactory()
    client = reader(profile)
    for number in range(1, count + 1):
        Chapter.objects.create(profile=profile, number=number, title="H", text=f"Hoofd {number}.")
        theme = Theme.objects.create(profile=profile, number=number, title="T", text="t")
        Ambition.objects.create(theme=theme, number=1, title="A")

    with django_assert_num_queries(10):
        page = client.get(reverse("profiles:profile", args=[profile.pk])).content.decode()

    assert f"Hoofd {count}." in page
