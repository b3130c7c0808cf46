"""The truth table of the embargo, asked of the database and of the rule apart from it."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from decisions.models import Move, Proposal
from decisions.rules.embargo import end_of
from municipalities.models import Role
from tests.factories.decisions import (
    NOW,
    ProfileFactory,
    ProposalFactory,
    decide,
    offered,
)
from tests.factories.embargo import agreed, ask_to_extend, ask_to_lift
from tests.factories.people import MunicipalityFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.embargo]

TICK, HOUR, DAY = timedelta(microseconds=1), timedelta(hours=1), timedelta(days=1)
FAR = NOW + 400 * DAY
FIRST, LATEST = NOW + 10 * DAY, NOW + 20 * DAY

# when it is asked -> with how many of 14 decisions it is public, then and for which embargo
WIDE = {  # an embargo from FIRST until LATEST
    FIRST - TICK: set(),
    FIRST: {14},
    FIRST + TICK: {14},
    LATEST - TICK: {14},
    LATEST: {0, 13, 14},
    LATEST + TICK: {0, 13, 14},
}
NARROW = {  # an embargo whose two moments are the same
    FIRST - TICK: set(),
    FIRST: {0, 13, 14},
    FIRST + TICK: {0, 13, 14},
}


def under_embargo(region, *, latest, decisions):
    """Return a proposal that closes much later, on which so many colleges decided."""
    profile = ProfileFactory(region=region)
    proposal = ProposalFactory(profile=profile, closes_at=FAR)
    offered(proposal, embargo_at=FIRST, latest=latest)
    for road in proposal.ratifications.order_by("pk")[:decisions]:
        decide(road, confirmed=False)
    return proposal


def is_public(proposal, at):
    return Proposal.objects.public(at).filter(pk=proposal.pk).exists()


def by_the_rule(proposal, at):
    return end_of(Proposal.objects.with_embargo().get(pk=proposal.pk)) <= at


def region_of(count):
    first = MunicipalityFactory()
    MunicipalityFactory.create_batch(count - 1, region=first.region)
    person(Role.COORDINATOR, first)
    return first.region


@pytest.fixture
def region():
    return region_of(14)


@pytest.mark.parametrize("decisions", [0, 13, 14])
@pytest.mark.parametrize(("latest", "table"), [(LATEST, WIDE), (FIRST, NARROW)])
def test_truth_table(region, latest, table, decisions):
    proposal = under_embargo(region, latest=latest, decisions=decisions)

    wanted = {at: decisions in counts for at, counts in table.items()}

    assert {at: is_public(proposal, at) for at in table} == wanted
    assert {at: by_the_rule(proposal, at) for at in table} == wanted


@pytest.mark.parametrize(
    ("lifted_at", "decisions"),
    [
        *((FIRST - 5 * DAY, decisions) for decisions in (0, 13, 14)),
        *((at, decisions) for at in (FIRST, FIRST + DAY) for decisions in (0, 13)),
    ],
)
def test_truth_table_of_what_is_lifted_early(region, lifted_at, decisions):
    proposal = under_embargo(region, latest=LATEST, decisions=decisions)
    agreed(ask_to_lift(proposal), at=lifted_at)

    wanted = {at: at >= lifted_at for at in [*WIDE, lifted_at - TICK, lifted_at]}

    assert {at: is_public(proposal, at) for at in wanted} == wanted
    assert {at: by_the_rule(proposal, at) for at in wanted} == wanted


@pytest.mark.parametrize("decisions", [0, 13, 14])
def test_truth_table_of_what_is_extended(region, decisions):
    proposal = under_embargo(region, latest=LATEST, decisions=decisions)
    agreed(ask_to_extend(proposal, FIRST + 2 * DAY, LATEST + 2 * DAY), at=FIRST - DAY)

    wanted = {at + 2 * DAY: decisions in counts for at, counts in WIDE.items()}
    wanted |= {FIRST: False, FIRST + DAY: False}

    assert {at: is_public(proposal, at) for at in wanted} == wanted
    assert {at: by_the_rule(proposal, at) for at in wanted} == wanted


def test_a_request_alone_changes_nothing(region):
    proposal = under_embargo(region, latest=LATEST, decisions=14)
    ask_to_lift(proposal)
    ask_to_extend(proposal, LATEST, FAR)

    assert not is_public(proposal, FIRST - TICK)
    assert is_public(proposal, FIRST)


def test_the_last_extension_counts_whatever_was_asked_last(region):
    proposal = under_embargo(region, latest=LATEST, decisions=14)
    later = ask_to_extend(proposal, FIRST + 4 * DAY, LATEST, at=NOW)
    sooner = ask_to_extend(proposal, FIRST + 2 * DAY, LATEST, at=NOW + HOUR)
    agreed(sooner, at=NOW + 2 * HOUR)
    agreed(later, at=NOW + 3 * HOUR)

    assert not is_public(proposal, FIRST + 3 * DAY)
    assert is_public(proposal, FIRST + 4 * DAY)


def test_an_earlier_board_is_asked_as_it_was_known_then(region):
    proposal = under_embargo(region, latest=LATEST, decisions=14)
    agreed(ask_to_lift(proposal), at=NOW + 5 * DAY)

    assert [is_public(proposal, NOW + days * DAY) for days in (4, 5)] == [False, True]


hours = st.integers(1, 240)
cases = st.fixed_dictionaries(
    {
        "first": hours,
        "longer": st.integers(0, 120),
        "closes": hours,
        "outcomes": st.lists(st.none() | hours, min_size=3, max_size=3),
        "moved": st.lists(
            st.tuples(st.sampled_from(list(Move)), hours, hours, st.integers(0, 48)), max_size=3
        ),
    }
)


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a smaller case takes minutes to find here
    suppress_health_check=[HealthCheck.too_slow],
)
@given(case=cases)
def test_rule_and_database_agree(case):
    profile = ProfileFactory(region=region_of(3))
    proposal = ProposalFactory(profile=profile, closes_at=NOW + case["closes"] * HOUR)
    first = NOW + case["first"] * HOUR
    offered(proposal, embargo_at=first, latest=first + case["longer"] * HOUR)
    for road, hour in zip(proposal.ratifications.order_by("pk"), case["outcomes"], strict=True):
        if hour:
            decide(road, recorded_at=NOW + hour * HOUR, confirmed=False)
    for move, agreed_at, begins, lasts in sorted(case["moved"], key=lambda each: each[1]):
        write_if_not_public(proposal, move, agreed_at, begins, lasts)

    end = end_of(Proposal.objects.with_embargo().get(pk=proposal.pk))

    grid = [end - TICK, end, *(NOW + hour * HOUR for hour in range(0, 300, 60))]
    assert [is_public(proposal, at) for at in grid] == [end <= at for at in grid]


def write_if_not_public(proposal, move, agreed_at, begins, lasts):
    """Write the change as the service would: not once it is public."""
    at = NOW + agreed_at * HOUR
    if is_public(proposal, at):
        return
    if move == Move.LIFT:
        change = ask_to_lift(proposal)
    else:
        begin = NOW + begins * HOUR
        change = ask_to_extend(proposal, begin, begin + lasts * HOUR)
    agreed(change, at=at)
