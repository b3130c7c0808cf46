"""A line of needs: an amount or words, money in euro, and nothing in between."""

from decimal import Decimal

import pytest

from actions.forms.plans import IN_WORDS, NeedForm
from municipalities.models import Organisation
from tests.factories.people import MunicipalityFactory

pytestmark = pytest.mark.django_db


def filled(**changes):
    party = MunicipalityFactory()
    typed = {
        "party": party.pk,
        "year": "2021",
        "kind": "people",
        "unit": "fte",
        "amount": "0,5",
        "description": "",
        "seen_sha256": "0",
    }
    return NeedForm(typed | changes, parties=Organisation.objects.all(), years=range(2020, 2023))


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ({}, Decimal("0.50")),
        ({"amount": "0"}, Decimal(0)),
        ({"amount": "1.000,25", "unit": "hours"}, Decimal("1000.25")),
        (
            {"amount": "9.999.999.999,99", "unit": "euro", "kind": "budget"},
            Decimal("9999999999.99"),
        ),
        ({"amount": "", "unit": "description", "description": "Kennis."}, None),
        (
            {"amount": "", "unit": "description", "kind": "budget", "description": "Subsidie."},
            None,
        ),
    ],
)
def test_a_line_that_fits(typed, amount):
    form = filled(**typed)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == amount


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"amount": ""}, "amount", "Vul een getal in; 0 mag ook."),
        ({"amount": "5", "unit": "description", "description": "K."}, "amount", IN_WORDS),
        (
            {"amount": "0", "unit": "description", "description": "K."},
            "amount",
            IN_WORDS,
        ),
        ({"amount": "", "unit": "description"}, "description", "Schrijf op wat u vraagt."),
        (
            {"kind": "budget"},
            "unit",
            "Budget vraagt u in euro of in een omschrijving.",
        ),
        ({"unit": "euro"}, "unit", "Euro hoort bij de soort “budget”."),
        ({"amount": "-1"}, "amount", "Vul 0 of meer in."),
        ({"amount": "0,005"}, "amount", "Gebruik ten hoogste 2 cijfers achter de komma."),
        ({"amount": "10.000.000.000"}, "amount", "Vul ten hoogste 9.999.999.999,99 in."),
        ({"year": "2019"}, "year", "Kies uit de lijst."),
        ({"party": "0"}, "party", "Kies uit de lijst."),
    ],
)
def test_a_line_that_does_not_fit_says_why_beside_the_field(typed, field, said):
    form = filled(**typed)

    assert form.errors == {field: [said]}
