"""The pages of the trail in the example, on a phone and on a screen."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from examples.loading import load
from municipalities.models import Role, User
from tests.journeys.browser import faults, sign_in_as
from trail.services import anchor

pytestmark = [pytest.mark.journeys, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def example(settings, tmp_path):
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path)},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    settings.DEMO = True
    load(region="twente", stand="afgerond", today=date(2026, 11, 24))
    anchor(at=datetime(2018, 11, 1, 7, tzinfo=UTC))


def somebody(role):
    people = User.objects.filter(memberships__role=role)
    return people.filter(email__contains="almelo").first() or people.first()


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.COORDINATOR])
def test_the_own_trail_has_no_fault(page, example, role):
    sign_in_as(page, somebody(role))

    page.goto("/logboek/")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Logboek van")
    assert faults(page, name=f"logboek-{role}") == []


def test_the_trail_of_the_region_is_searched_and_leafed_through(page, example):
    sign_in_as(page, somebody(Role.COORDINATOR))
    page.goto("/logboek/regio/")
    assert faults(page, name="logboek-regio") == []

    page.get_by_role("link", name="Oudere regels").click()
    page.get_by_text("Zoeken in het logboek").click()
    page.get_by_label("Handeling").select_option("Getekend")
    page.get_by_role("button", name="Zoek").click()

    expect(page.get_by_role("row")).to_have_count(15)
    assert faults(page, name="logboek-gezocht") == []


def test_what_cannot_be_read_is_said_at_the_field(page, example):
    sign_in_as(page, somebody(Role.SECRETARY))

    page.goto("/logboek/?vanaf=morgen")

    expect(page.get_by_text("Vul een datum in.")).to_be_visible()
    assert faults(page, name="logboek-fout") == []
