"""The page with the accounts of the example, on a phone, on a screen and without JavaScript."""

import pytest
from playwright.sync_api import expect

from examples.facts import example_of
from examples.parties import parties_of
from tests.journeys.browser import faults

pytestmark = [pytest.mark.journeys, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def parties():
    return parties_of(example_of("twente"))


@pytest.mark.parametrize(
    ("address", "name"),
    [("/demo/", "accounts-per-organisation"), ("/demo/?per=rol", "accounts-per-role")],
)
def test_page_has_no_faults(page, parties, address, name):
    page.goto(address)

    assert faults(page, name=name) == []


def test_one_click_signs_in_without_javascript(page_without_javascript, parties):
    page = page_without_javascript
    page.goto("/demo/?per=rol")

    page.get_by_role("button", name="Hof van Twente Wethouder cultuur").click()

    page.goto("/demo/")
    expect(page.get_by_role("banner")).to_contain_text(
        "U handelt namens: Hof van Twente (Wethouder cultuur)"
    )
