from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dutch.moments import (
    AMSTERDAM,
    MONTHS,
    UnreadableMoment,
    format_date,
    format_day,
    format_moment,
    format_time,
    format_typed_clock,
    format_typed_date,
    local,
    local_date,
    moment_at,
    parse_date,
    parse_moment,
    parse_time,
    read_moment,
)

DAYS = some.dates(date(1900, 1, 1), date(2200, 12, 31))
# Before 1970 zone databases disagree about Amsterdam; what was never typed cannot be read back.
INSTANTS = some.datetimes(datetime(1970, 1, 2), datetime(2200, 12, 30), timezones=some.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@given(DAYS)
def test_date_that_is_written_reads_back_as_the_same_date(on):
    assert {parse_date(write(on)) for write in (format_date, format_day, format_typed_date)} == {on}


@given(INSTANTS)
def test_moment_that_stands_in_an_input_reads_back_as_the_same_instant(at):
    assert read_moment(format_typed_date(local_date(at)), format_typed_clock(at)) == at


@pytest.mark.parametrize("hour", [0, 1])
def test_both_hours_of_october_survive_being_shown_in_an_input(hour):
    at = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)

    shown = format_typed_clock(at)

    assert shown == ["02.30 zomertijd", "02.30 wintertijd"][hour]
    assert read_moment("25-10-2026", shown) == at


@given(some.text("0123456789-.: TZ+jan maart om uur zomertijd"))
def test_any_text_is_read_or_refused(text):
    for parse in (parse_date, parse_time, parse_moment):
        with suppress(UnreadableMoment):
            assert parse(text) == parse(f"  {text.upper()}\n")


@given(some.dates(date(1900, 1, 2), date(1969, 12, 31)), some.times())
def test_old_clocks_are_read_exactly_or_refused(on, clock):
    try:
        at = moment_at(on, clock)
    except UnreadableMoment:
        return

    assert local(at).replace(tzinfo=None, fold=0) == datetime.combine(on, clock.replace(fold=0))


@pytest.mark.parametrize("name", [*MONTHS, *(month[:3] for month in MONTHS), "mrt", "sept", "okt."])
def test_every_name_of_a_month_is_known(name):
    assert parse_date(f"1 {name} 2026").strftime("%-d %Y") == "1 2026"


@pytest.mark.parametrize(
    "text",
    [
        "30 oktober 2018 om 14.05 uur",
        "dinsdag 30 oktober 2018, 14.05",
        "30-10-2018 14:05",
        "2018-10-30T14:05+01:00",
        "2018-10-30T13:05:00Z",
    ],
)
def test_moment_may_be_written_in_one_text(text):
    assert parse_moment(text) == datetime(2018, 10, 30, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "30 oktober 2018", "14.05", "30 oktober 2018 om"])
def test_half_a_moment_is_refused(text):
    with pytest.raises(UnreadableMoment, match="Vul een datum en een tijd in"):
        parse_moment(text)


@pytest.mark.parametrize(("text", "read"), [("9.05", time(9, 5)), ("14 uur", time(14))])
def test_time_of_day(text, read):
    assert parse_time(text) == read


def test_skipped_hour_is_explained_with_what_may_be_meant():
    with pytest.raises(UnreadableMoment) as refusal:
        moment_at(date(2026, 3, 29), time(2, 30))

    assert str(refusal.value) == (
        "Op 29 maart 2026 bestaat 02.30 uur niet, omdat de klok dan vooruitgaat. "
        "Bedoelt u 03.30 uur?"
    )


def test_double_hour_is_explained_with_both_answers():
    with pytest.raises(UnreadableMoment) as refusal:
        moment_at(date(2026, 10, 25), time(2, 30))

    assert str(refusal.value) == (
        "Op 25 oktober 2026 komt 02.30 uur twee keer voor, omdat de klok dan teruggaat. "
        "Vul in: 02.30 zomertijd of 02.30 wintertijd."
    )


@pytest.mark.parametrize("year", range(2018, 2038))
def test_each_year_skips_one_hour_and_repeats_one(year):
    skipped, repeated = [], []
    for day in (date(year, 1, 1) + timedelta(days=days) for days in range(365)):
        try:
            moment_at(day, time(2, 30))
        except UnreadableMoment as refusal:
            (skipped if "bestaat" in str(refusal) else repeated).append(day)

    assert [(day.month, day.weekday()) for day in skipped] == [(3, 6)]
    assert [(day.month, day.weekday()) for day in repeated] == [(10, 6)]


def test_instants_of_october_are_an_hour_apart():
    first = read_moment("25-10-2026", "2.30 zomertijd")
    second = read_moment("25-10-2026", "2.30 wintertijd")

    assert second - first == timedelta(hours=1)


def test_date_in_amsterdam_starts_before_the_date_in_utc():
    before, after = (datetime(2018, 10, 30, hour, 30, tzinfo=UTC) for hour in (22, 23))

    assert [local_date(before), local_date(after)] == [date(2018, 10, 30), date(2018, 10, 31)]


def test_moment_is_written_on_the_clock_of_amsterdam():
    at = datetime(2018, 10, 30, 13, 5, tzinfo=UTC)

    assert format_moment(at) == "30 oktober 2018 om 14.05 uur"
    assert format_time(at) == "14.05 uur"
    assert format_moment(at.astimezone(AMSTERDAM)) == format_moment(at)


def test_time_without_zone_is_no_moment():
    with pytest.raises(ValueError, match="no time zone"):
        local(datetime(2018, 10, 30))  # noqa: DTZ001 - the case
