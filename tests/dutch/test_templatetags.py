from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template

AT = datetime(2018, 10, 30, 23, 5, tzinfo=UTC)


def shown(filter_name, value):
    template = Template("{% load dutch %}{{ value|" + filter_name + " }}")
    return template.render(Context({"value": value}))


@pytest.mark.parametrize(
    ("filter_name", "value", "text"),
    [
        ("getal", 1234, "1.234"),
        ("getal", Decimal("0.5"), "0,5"),
        ("getal", 0, "0"),
        ("euro", Decimal(325000), "€\xa0325.000"),
        ("euro", Decimal("0.05"), "€\xa00,05"),
        ("datum", date(2018, 10, 30), "30 oktober 2018"),
        ("datum", AT, "31 oktober 2018"),
        ("dag", date(2018, 10, 30), "dinsdag 30 oktober 2018"),
        ("dag", AT, "woensdag 31 oktober 2018"),
        ("tijd", AT, "00.05\xa0uur"),
        ("moment", AT, "31 oktober 2018 om 00.05\xa0uur"),
        ("leesbaar", AT, "31 oktober 2018 om 00.05\xa0uur"),
        ("leesbaar", date(2018, 10, 30), "30 oktober 2018"),
        ("leesbaar", "niets bijzonders", "niets bijzonders"),
    ],
)
def test_filter_shows_the_dutch_way(filter_name, value, text):
    assert shown(filter_name, value) == text


@pytest.mark.parametrize("filter_name", ["getal", "euro", "datum", "dag", "tijd", "moment"])
@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_is_shown_as_nothing(filter_name, nothing):
    assert shown(filter_name, nothing) == ""


@pytest.mark.parametrize("filter_name", ["getal", "euro", "datum", "moment"])
def test_wrong_kind_of_value_is_a_mistake_of_ours_and_not_hidden(filter_name):
    with pytest.raises((AttributeError, ValueError, TypeError, ArithmeticError)):
        shown(filter_name, object())
