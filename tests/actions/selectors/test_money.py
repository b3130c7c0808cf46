"""What is asked, declared and committed, per municipality, year and kind."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest

from actions.models import Answer, ContributionKind, StepKind, Unit
from actions.rules.capacity import Measure
from actions.rules.sums import Declared, Side
from actions.selectors.money import Choice, money_page
from actions.selectors.money_facts import money_facts
from actions.selectors.money_sheets import money_sheets
from tests.factories.actions import (
    NOW,
    ActionFactory,
    PlanFactory,
    ThemeFactory,
    answered,
    contributed,
    declared,
    took_step,
)
from tests.factories.decisions import ProfileFactory, coordinator
from tests.factories.people import MunicipalityFactory, ProvinceFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TIME, MONEY = range(2)


@pytest.fixture
def profile():
    return ProfileFactory(first_year=2021, last_year=2023)


@pytest.fixture
def almelo(profile):
    return MunicipalityFactory(region=profile.region, name="Almelo")


@pytest.fixture
def action(profile, almelo):
    return ActionFactory(theme__profile=profile, lead=almelo)


def shown(profile, measure=TIME, *, at=NOW, **choice):
    """Return the table of a measure."""
    return money_page(money_facts(profile, at=at), Choice(**choice)).tables[measure]


def asks(party, amount, unit=Unit.HOURS, year=2021):
    return (party, year, unit, None if amount is None else Decimal(amount))


def test_the_newest_frozen_plan_says_what_is_asked(profile, action, almelo):
    PlanFactory(action=action, needs=[asks(almelo, 10)], frozen=True)
    PlanFactory(action=action, needs=[asks(almelo, "20.50")], frozen=True)
    PlanFactory(action=action, needs=[asks(almelo, 99)])

    table = shown(profile, year=2021)

    assert [(row.municipality, row.sums.total_asked) for row in table.rows] == [
        (almelo, Decimal("20.50"))
    ]
    assert shown(profile, year=2022).total.total_asked == 0


def test_who_joins_commits_per_kind_in_each_year_of_the_period(profile, action, almelo):
    joined = answered(action, almelo)
    contributed(joined, 100, years=(2021, 2022))
    contributed(joined, "0.02", Unit.FTE, kind=ContributionKind.KNOWLEDGE)
    contributed(joined, "12.34", Unit.EURO, years=(2022, 2022))

    assert shown(profile, year=2021).by_kind == [100, 27, 0]
    assert shown(profile, year=2022).by_kind == [100, 0, 0]
    assert shown(profile).by_kind == [200, 27, 0]
    assert shown(profile, MONEY, year=2022).total.total_committed == Decimal("12.34")


@pytest.mark.parametrize("answer", [Answer.FOLLOWS, Answer.NOT_NOW, Answer.NO])
def test_who_stopped_commits_nothing_from_then_on(answer, profile, action, almelo):
    contributed(answered(action, almelo), 10, years=(2021, 2023))
    answered(action, almelo, answer, at=NOW - DAY, valid_from=date(2022, 1, 1))

    assert [shown(profile, year=year).total.total_committed for year in (2021, 2022)] == [10, 0]
    assert shown(profile, year=2022, at=NOW - 2 * DAY).total.total_committed == 10


@pytest.mark.parametrize(("kind", "counted"), [(StepKind.DONE, 10), (StepKind.PAUSED, 30)])
def test_an_action_that_ended_counts_no_more_in_later_years(kind, counted, profile, action, almelo):
    needs = [asks(almelo, 10, year=year) for year in (2021, 2022, 2023)]
    PlanFactory(action=action, needs=needs, frozen=True)
    contributed(answered(action, almelo), 10, years=(2021, 2023))
    took_step(action)
    took_step(action, kind, at=NOW - DAY, on=date(2021, 6, 1))

    total = shown(profile).total

    assert (total.total_asked, total.total_committed) == (counted, counted)


def test_who_did_not_declare_is_unknown_and_not_nought(profile, almelo):
    MunicipalityFactory(region=profile.region, name="Borne")
    declared(almelo, 0)

    table = shown(profile, year=2021)

    assert [row.declared for row in table.rows] == [Declared(known=1), Declared(unknown=1)]
    assert (table.unknown, table.declared) == (1, Declared(known=1, unknown=1))
    assert shown(profile).rows[0].declared == Declared(known=1, unknown=2)
    assert shown(profile, MONEY, year=2021).unknown == 2


@pytest.mark.parametrize(
    ("has", "over"),
    [
        pytest.param(99, ["Almelo"], id="less than it committed"),
        pytest.param(100, [], id="just enough"),
        pytest.param(None, [], id="not known"),
    ],
)
def test_who_committed_more_than_it_has_is_named(has, over, profile, action, almelo):
    contributed(answered(action, almelo), 100)
    if has is not None:
        declared(almelo, has)

    assert shown(profile, year=2021).over == over


def test_the_province_and_partners_stand_apart(profile, action, almelo):
    province = ProvinceFactory(region=profile.region)
    needs = [asks(province, 1000, Unit.EURO), asks(almelo, 10, Unit.EURO)]
    PlanFactory(action=action, needs=needs, frozen=True)

    page = money_page(money_facts(profile, at=NOW), Choice(year=2021))

    assert page.tables[MONEY].total.total_asked == 10
    (other,) = page.others
    assert (other.party.name, dict(other.asked)) == (
        province.name,
        {Measure.TIME: 0, Measure.MONEY: 1000},
    )


def test_what_is_in_words_is_listed(profile, action, almelo):
    PlanFactory(action=action, needs=[asks(almelo, None, Unit.DESCRIPTION)], frozen=True)
    contributed(answered(action, almelo), None, years=(2021, 2022))

    page = money_page(money_facts(profile, at=NOW), Choice())

    assert [(each.side, each.period, each.text) for each in page.in_words] == [
        (Side.ASKED, "2021", "Een projectleider."),
        (Side.COMMITTED, "2021–2022", "Een lokaal voor de repetities."),
    ]
    assert money_page(page.facts, Choice(year=2023)).in_words == []


def test_a_reader_chooses_a_theme_or_an_action(profile, action, almelo):
    same_theme = ActionFactory(theme=action.theme, lead=almelo)
    other_theme = ActionFactory(theme=ThemeFactory(profile=profile), lead=almelo)
    for each, amount in [(action, 1), (same_theme, 10), (other_theme, 100)]:
        contributed(answered(each, almelo), amount)

    def total(**choice):
        return shown(profile, **choice).total.total_committed

    assert (total(), total(theme=action.theme.number), total(action=action.pk)) == (111, 11, 1)
    assert total(theme=other_theme.theme.number, action=action.pk) == 0


def test_years_outside_the_period_are_there_when_something_counts(profile, action, almelo):
    contributed(answered(action, almelo), 10, years=(2019, 2019))

    assert money_facts(profile, at=NOW).years == [2019, 2021, 2022, 2023]


def test_other_regions_stay_outside(profile):
    stranger = ActionFactory()
    contributed(answered(stranger, stranger.lead), 100)

    facts = money_facts(profile, at=NOW)

    assert (facts.entries, facts.municipalities) == ([], [])


def test_all_totals_add_up_to_the_cent(profile, almelo):
    chance = random.Random(5)  # noqa: S311  # the same amounts every time
    municipalities = [almelo, *MunicipalityFactory.create_batch(4, region=profile.region)]
    for _ in range(3):
        action = ActionFactory(theme__profile=profile, lead=almelo)
        needs = [
            asks(each, Decimal(chance.randint(0, 10**9)) / 100, unit, year)
            for each in municipalities
            for unit in (Unit.FTE, Unit.HOURS, Unit.EURO)
            for year in (2021, 2022)
        ]
        PlanFactory(action=action, needs=needs, frozen=True)
        for each in municipalities:
            joined = answered(action, each)
            for unit in (Unit.FTE, Unit.HOURS, Unit.EURO):
                contributed(
                    joined, Decimal(chance.randint(0, 10**9)) / 100, unit, years=(2021, 2023)
                )

    page = money_page(money_facts(profile, at=NOW), Choice())

    for table, measure in zip(page.tables, Measure, strict=True):
        years = [dict(row.sums)[measure] for row in page.years]
        assert table.total.total_asked == sum(row.sums.total_asked for row in table.rows) > 0
        assert table.total.total_committed == sum(sum(row.by_kind) for row in table.rows) > 0
        assert table.total.total_committed == sum(table.by_kind)
        assert years[-1] == table.total
        assert sum(year.total_committed for year in years[:-1]) == table.total.total_committed
        assert sum(year.total_asked for year in years[:-1]) == table.total.total_asked


def test_the_file_holds_every_amount_once(profile, action, almelo):
    PlanFactory(action=action, needs=[asks(almelo, "10.50"), asks(almelo, 5)], frozen=True)
    contributed(answered(action, almelo), "7.25", years=(2021, 2022))
    declared(almelo, 3)
    page = money_page(money_facts(profile, at=NOW), Choice())

    amounts, capacity, *_ = money_sheets(page, viewer=coordinator(profile.region), at=NOW)

    assert [row[3:] for row in amounts.rows] == [
        [2021, "Menskracht", "uren", Decimal("15.50"), Decimal("7.25")],
        [2022, "Menskracht", "uren", Decimal("0.00"), Decimal("7.25")],
    ]
    assert list(capacity.rows) == [
        ["Almelo", 2021, Decimal("3.00"), None],
        ["Almelo", 2022, None, None],
        ["Almelo", 2023, None, None],
    ]


@pytest.mark.parametrize("number", [1, 14, 60])
def test_the_facts_cost_the_same_for_any_number(number, profile, action, django_assert_num_queries):
    for _ in range(number):
        each = ActionFactory(theme=action.theme, lead=action.lead)
        municipality = MunicipalityFactory(region=profile.region)
        PlanFactory(action=each, needs=[asks(municipality, 10)], frozen=True)
        contributed(answered(each, municipality), 10)

    with django_assert_num_queries(7):
        page = money_page(money_facts(profile, at=NOW), Choice())

    assert page.tables[TIME].total.total_committed == 10 * number
