"""What may go wrong with a day on the agenda; nothing of it is forbidden."""

from datetime import UTC, date, datetime

import pytest

from decisions.models import Placing, Route
from decisions.rules.local import warnings_about
from municipalities.rules.calendars import Calendar

CLOSES_AT = datetime(2018, 11, 1, 8, tzinfo=UTC)
PLACED_AT = datetime(2018, 10, 1, 8, tzinfo=UTC)
TUESDAYS = Calendar(2, conform_days=3, recesses=((date(2018, 10, 22), date(2018, 10, 26)),))
NO_CONFORM = Calendar(2)
GUESSED = Calendar(2, is_kept=False)
NOT_THEN = "Volgens de kalender vergadert het college niet op"

TABLE = [
    (date(2018, 10, 30), Route.MEETING, TUESDAYS, []),
    (date(2018, 10, 31), Route.MEETING, TUESDAYS, [f"{NOT_THEN} woensdag 31 oktober 2018."]),
    (date(2018, 10, 23), Route.MEETING, TUESDAYS, [f"{NOT_THEN} dinsdag 23 oktober 2018."]),
    (date(2018, 10, 31), Route.CONFORM, TUESDAYS, []),
    (
        date(2018, 10, 24),
        Route.CONFORM,
        TUESDAYS,
        ["Volgens de kalender besluit het college niet op woensdag 24 oktober 2018."],
    ),
    (
        date(2018, 10, 31),
        Route.CONFORM,
        NO_CONFORM,
        ["Volgens de kalender kent dit college geen route zonder vergadering."],
    ),
    (date(2018, 10, 31), Route.CONFORM, GUESSED, []),
    (
        date(2018, 10, 31),
        Route.MEETING,
        GUESSED,
        [
            f"{NOT_THEN} woensdag 31 oktober 2018. "
            "Die kalender is nog niet door de gemeente bijgewerkt."
        ],
    ),
    (
        date(2018, 11, 6),
        Route.MEETING,
        TUESDAYS,
        [
            "Dinsdag 6 november 2018 ligt na de sluiting op 1 november 2018: "
            "een besluit op die dag telt niet mee voor de aanbieding."
        ],
    ),
    (
        date(2018, 11, 1),
        Route.CONFORM,
        TUESDAYS,
        [
            "Donderdag 1 november 2018 is de dag van de sluiting: "
            "leg het besluit vast voor 09.00 uur."
        ],
    ),
    (
        date(2018, 10, 2),
        Route.MEETING,
        TUESDAYS,
        ["De stukken moesten er voor deze dag al op 25 september 2018 zijn."],
    ),
    (date(2018, 9, 25), Route.MEETING, TUESDAYS, []),  # recorded afterwards
]


@pytest.mark.parametrize(("on", "route", "calendar", "sentences"), TABLE)
def test_a_day_on_the_agenda_is_warned_about(on, route, calendar, sentences):
    placing = Placing(on=on, route=route, placed_at=PLACED_AT)

    assert warnings_about(placing, calendar, closes_at=CLOSES_AT) == sentences
