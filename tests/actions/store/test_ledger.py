"""The ledger of each municipality, read from plans, answers and declarations."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from actions.models import (
    Admission,
    Answer,
    ConsultationKind,
    ContributionKind,
    ItemOutcome,
    StepKind,
    Unit,
    Word,
)
from actions.rules.capacity import Measure
from actions.store.ledger import adopted_plans, lines_of
from tests.factories.actions import (
    ADMINISTRATIVE_AT,
    ANSWERED_AT,
    NOW,
    ActionFactory,
    NeedFactory,
    PlanFactory,
    answered,
    college_said,
    consulted,
    contributed,
    declared,
    freeze,
    took_step,
    writer,
)
from tests.factories.people import MunicipalityFactory, ProvinceFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def action():
    return ActionFactory()


@pytest.fixture
def region(action):
    return action.theme.profile.region


@pytest.fixture
def almelo(region):
    return MunicipalityFactory(region=region, name="Almelo")


def passed(*needs, action=None, at=ADMINISTRATIVE_AT, **fields):
    plan = PlanFactory(action=action or ActionFactory(), frozen=True, needs=needs, **fields)
    consulted(plan, ConsultationKind.ADMINISTRATIVE, at=at)
    return plan


def asks(almelo, amount, unit=Unit.HOURS, year=2021):
    return (almelo, year, unit, Decimal(amount))


def said(region, **options):
    """Return each line as year, measure, taken before, takes here, beyond."""
    return [
        (each.year, each.measure, each.line.before, each.line.here, each.line.beyond)
        for each in lines_of(region, **{"at": NOW, **options})
    ]


def test_an_adopted_plan_asks_of_who_has_not_answered(action, region, almelo):
    plan = passed(asks(almelo, 100), asks(almelo, 50, Unit.EURO, 2022), action=action)
    declared(almelo, 80)

    lines = lines_of(region, at=NOW)

    assert said(region) == [
        (2021, Measure.TIME, 0, 100, 20),
        (2022, Measure.MONEY, 0, 50, 50),
    ]
    assert {(each.municipality, each.plan) for each in lines} == {(almelo, plan)}
    assert [each.line.declared for each in lines] == [80, None]


def test_fte_and_hours_are_one_measure(action, region, almelo):
    passed(asks(almelo, "0.5", Unit.FTE), asks(almelo, 25), action=action)
    declared(almelo, "0.4", Unit.FTE)
    declared(almelo, 60)

    assert said(region) == [(2021, Measure.TIME, 0, 700, 100)]


SPLIT = {
    "one need": [[(100, Unit.HOURS, "people")]],
    "ten of ten": [[(10, Unit.HOURS, "people")] * 10],
    "over kinds": [
        [(40, Unit.HOURS, "people"), (30, Unit.HOURS, "knowledge"), (30, Unit.HOURS, "experience")]
    ],
    "in fte and hours": [[("0.05", Unit.FTE, "people"), ("32.5", Unit.HOURS, "people")]],
    "over two plans": [[(60, Unit.HOURS, "people")], [(40, Unit.HOURS, "people")]],
    "over ten plans": [[(10, Unit.HOURS, "people")]] * 10,
}


@pytest.mark.parametrize("plans", SPLIT.values(), ids=SPLIT)
def test_a_need_in_small_parts_does_not_slip_under_the_capacity(plans, action, region, almelo):
    for number, needs in enumerate(plans):
        plan = PlanFactory(action=ActionFactory(theme=action.theme))
        for amount, unit, kind in needs:
            NeedFactory(plan=plan, party=almelo, amount=Decimal(amount), unit=unit, kind=kind)
        freeze(plan)
        consulted(plan, ConsultationKind.ADMINISTRATIVE, at=ADMINISTRATIVE_AT + number * DAY)
    declared(almelo, 85)

    lines = lines_of(region, at=NOW)

    assert sum(each.line.beyond for each in lines) == 15


def test_who_joins_brings_what_it_said_and_not_what_was_asked(action, region, almelo):
    passed(asks(almelo, 100), action=action)
    joined = answered(action, almelo)
    contributed(joined, 30, years=(2021, 2022))
    contributed(joined, 20, kind=ContributionKind.KNOWLEDGE)
    contributed(joined, None)
    declared(almelo, 1000)
    declared(almelo, 1000, year=2022)

    assert said(region) == [
        (2021, Measure.TIME, 0, 50, 0),
        (2022, Measure.TIME, 0, 30, 0),
    ]


def test_what_a_municipality_marked_goes_beyond(action, region, almelo):
    passed(action=action)
    joined = answered(action, almelo)
    contributed(joined, 30)
    contributed(joined, "0.1", Unit.FTE, is_within_capacity=False)
    declared(almelo, 1000)

    assert said(region) == [(2021, Measure.TIME, 0, 165, 135)]


@pytest.mark.parametrize("answer", [Answer.FOLLOWS, Answer.NOT_NOW, Answer.NO])
def test_who_does_not_join_takes_nothing(answer, action, region, almelo):
    passed(asks(almelo, 100), action=action)
    contributed(answered(action, almelo, at=ANSWERED_AT - DAY), 100)

    answered(action, almelo, answer)

    assert said(region) == []
    assert said(region, at=ANSWERED_AT - timedelta(hours=1)) == [(2021, Measure.TIME, 0, 100, 100)]
    assert said(region, at=ANSWERED_AT - 2 * DAY) == [(2021, Measure.TIME, 0, 100, 100)]


@pytest.mark.parametrize(
    ("is_admitted", "taken"),
    [
        pytest.param(True, [10], id="admitted: what it brings"),
        pytest.param(False, [100], id="refused: as before"),
        pytest.param(None, [100], id="not answered: as before"),
    ],
)
def test_a_request_counts_once_it_is_admitted(is_admitted, taken, action, region, almelo):
    passed(asks(almelo, 100), action=action)
    asked = answered(action, almelo, is_request=True)
    contributed(asked, 10)
    if is_admitted is not None:
        Admission.objects.create(
            participation=asked,
            is_admitted=is_admitted,
            reason="" if is_admitted else "De groep is vol.",
            answered_at=ANSWERED_AT + DAY,
            answered_by=writer(action).user,
        )

    assert [here for _, _, _, here, _ in said(region)] == taken
    assert [here for _, _, _, here, _ in said(region, at=ANSWERED_AT)] == [100]


def test_who_stops_later_still_brings_what_it_said_until_then(action, region, almelo):
    passed(action=action)
    contributed(answered(action, almelo), 10, years=(2020, 2023))
    answered(action, almelo, Answer.NO, at=NOW - DAY, valid_from=date(2022, 1, 1))

    assert [year for year, *_ in said(region)] == [2020, 2021]


def test_who_joins_from_a_later_year_brings_nothing_before(action, region, almelo):
    passed(asks(almelo, 100), action=action)
    later = answered(action, almelo, valid_from=date(2022, 3, 1))
    contributed(later, 10, years=(2022, 2023))

    assert [(year, here) for year, _, _, here, _ in said(region)] == [(2022, 10), (2023, 10)]


@pytest.mark.parametrize("kind", [StepKind.DONE, StepKind.STOPPED])
def test_an_action_that_ended_takes_nothing_in_later_years(kind, action, region, almelo):
    needs = [asks(almelo, 10, year=year) for year in (2018, 2019, 2020)]
    passed(*needs, action=action)
    took_step(action)
    took_step(action, kind, at=NOW - DAY)

    assert [year for year, *_ in said(region)] == [2018, 2019]
    assert [year for year, *_ in said(region, at=NOW - 2 * DAY)] == [2018, 2019, 2020]


def test_plans_come_in_the_order_in_which_they_were_adopted(action, region, almelo):
    later = passed(asks(almelo, 70), action=action, at=ADMINISTRATIVE_AT + DAY)
    earlier = passed(asks(almelo, 60), action=ActionFactory(theme=action.theme))
    declared(almelo, 100)

    assert [each.plan for each in lines_of(region, at=NOW)] == [earlier, later]
    assert [line[2:] for line in said(region)] == [(0, 60, 0), (60, 70, 30)]


def test_a_plan_that_is_about_to_be_adopted_comes_last(action, region, almelo):
    passed(asks(almelo, 70), action=action)
    coming = PlanFactory(
        action=ActionFactory(theme=action.theme), frozen=True, needs=[asks(almelo, 50)]
    )
    declared(almelo, 100)

    assert [line[2:] for line in said(region)] == [(0, 70, 0)]
    assert [line[2:] for line in said(region, plan=coming)] == [(0, 70, 0), (70, 50, 20)]


def test_a_newer_plan_takes_the_place_of_the_older_one(action, region, almelo):
    old = passed(asks(almelo, 70), action=action)
    new = PlanFactory(action=action, frozen=True, needs=[asks(almelo, 40)])

    assert adopted_plans(region, at=NOW) == [old]
    assert [line[3] for line in said(region, plan=new)] == [40]

    consulted(new, ConsultationKind.ADMINISTRATIVE, at=ADMINISTRATIVE_AT + DAY)

    assert adopted_plans(region, at=NOW) == [new]


@pytest.mark.parametrize("outcome", ItemOutcome)
def test_who_sent_it_back_undoes_the_adoption_and_nothing_else_does(outcome, action):
    plan = PlanFactory(action=action, frozen=True)
    region = action.theme.profile.region
    consulted(plan, ConsultationKind.ADMINISTRATIVE, at=ADMINISTRATIVE_AT)

    consulted(plan, ConsultationKind.ADMINISTRATIVE, outcome, at=ADMINISTRATIVE_AT + DAY)

    assert adopted_plans(region, at=NOW) == ([] if outcome == ItemOutcome.BACK else [plan])


def test_the_official_consultation_adopts_nothing(action):
    plan = PlanFactory(action=action, frozen=True)

    consulted(plan, ConsultationKind.OFFICIAL, at=ADMINISTRATIVE_AT)

    assert adopted_plans(action.theme.profile.region, at=NOW) == []


def test_the_last_word_of_the_college_counts(action, region, almelo):
    plan = passed(asks(almelo, 100), action=action)
    college_said(plan, almelo, Word.AGREED)
    college_said(plan, MunicipalityFactory(region=region), Word.DECLINED, at=NOW)

    (agreed,) = lines_of(region, at=NOW)
    college_said(plan, almelo, Word.WITHDRAWN, at=NOW - DAY)
    (withdrawn,) = lines_of(region, at=NOW)

    assert (agreed.line.word, agreed.line.is_cleared) == (Word.AGREED, True)
    assert (withdrawn.line.word, withdrawn.line.is_cleared) == (Word.WITHDRAWN, False)


def test_the_last_declaration_counts_and_others_are_left_alone(action, region, almelo):
    passed(asks(almelo, 100), action=action)
    declared(almelo, 500, at=ADMINISTRATIVE_AT)
    declared(almelo, 40, at=NOW - DAY)
    declared(almelo, 500, at=NOW + DAY)
    declared(MunicipalityFactory(region=region), 500, at=NOW)
    declared(almelo, 500, year=2022)
    declared(almelo, 500, Unit.EURO)

    assert said(region) == [(2021, Measure.TIME, 0, 100, 60)]
    assert said(region, at=ADMINISTRATIVE_AT) == [(2021, Measure.TIME, 0, 100, 0)]


def test_what_is_asked_of_province_and_other_regions_is_no_line(action, region, almelo):
    passed(asks(ProvinceFactory(region=region), 100), action=action)
    stranger = ActionFactory()
    passed(asks(stranger.lead, 100), action=stranger)

    assert said(region) == []


@pytest.mark.parametrize("number", [1, 14, 60])
def test_the_ledger_costs_the_same_for_any_number(
    number, action, region, django_assert_num_queries
):
    for _ in range(number):
        each = ActionFactory(theme=action.theme, lead=action.lead)
        municipality = MunicipalityFactory(region=region)
        passed(asks(municipality, 10), action=each)
        contributed(answered(each, action.lead), 10)

    with django_assert_num_queries(8):
        assert len(lines_of(region, at=NOW)) == 2 * number
