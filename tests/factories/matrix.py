"""Regions with many answers, the same ones for the same numbers."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from actions.models import (
    Action,
    Answer,
    Asking,
    Contribution,
    Pace,
    Participation,
    ReasonKind,
    Unit,
)
from actions.models.amounts import ContributionKind
from actions.services.standings import rebuild_standings
from municipalities.models import Municipality, Role
from profiles.models import Profile, Theme
from tests.factories.decisions import ProfileFactory
from tests.factories.people import MembershipFactory, MunicipalityFactory, RegionFactory

ASKED_AT = datetime(2019, 1, 14, 9, tzinfo=UTC)
THEMES = 3
KINDS = [kind for kind in ContributionKind if kind != ContributionKind.BUDGET]


def a_region(municipalities: int, actions: int, *, seed: int = 1) -> Profile:
    """Return a profile with so many actions, to which most municipalities answered something."""
    random = Random(seed)  # noqa: S311  # the same region every time, no secret
    region = RegionFactory()
    own = MunicipalityFactory.create_batch(municipalities, region=region)
    people = [MembershipFactory(organisation=each, role=Role.OFFICIAL).user for each in own]
    profile = ProfileFactory(region=region)
    made = _actions(profile, actions, own)
    by = MembershipFactory(organisation=own[0], role=Role.COORDINATOR).user
    _ask(made, own, by=by, random=random)
    _answer(made, list(zip(own, people, strict=True)), random=random)
    rebuild_standings([action.pk for action in made], at=ASKED_AT + timedelta(days=60))
    return profile


def _actions(profile: Profile, count: int, own: list[Municipality]) -> list[Action]:
    themes = [
        Theme.objects.create(profile=profile, number=n, title=f"Thema {n}", text="Waarover.")
        for n in range(1, THEMES + 1)
    ]
    return Action.objects.bulk_create(
        Action(
            theme=themes[n % THEMES],
            number=f"{n % THEMES + 1}.{n // THEMES + 1}",
            title=f"Gezamenlijk programma {n + 1} voor makers en scholen",
            text="Wat de regio samen doet.",
            lead=own[n % len(own)],
            position=n // THEMES + 1,
        )
        for n in range(count)
    )


def _ask(actions, own, *, by, random) -> None:
    Asking.objects.bulk_create(
        Asking(action=action, municipality=each, asked_at=ASKED_AT, asked_by=by)
        for action in actions
        for each in own
        if random.random() < 0.9
    )


def _answer(actions, people, *, random) -> None:
    rows = Participation.objects.bulk_create(
        _answered(action, each, user, random)
        for action in actions
        for each, user in people
        if random.random() < 0.8
    )
    Contribution.objects.bulk_create(
        Contribution(
            participation=row,
            kind=kind,
            unit=Unit.HOURS,
            amount=random.randrange(200),
            first_year=2021,
            last_year=2024,
            is_within_capacity=random.random() < 0.8,
        )
        for row in rows
        if row.answer == Answer.JOINS
        for kind in random.sample(KINDS, random.randrange(len(KINDS) + 1))
    )


def _answered(action, municipality, user, random) -> Participation:
    answer = random.choices(list(Answer), [6, 3, 2, 1])[0]
    is_aside = answer in {Answer.NOT_NOW, Answer.NO}
    return Participation(
        action=action,
        municipality=municipality,
        answer=answer,
        valid_from=date(2019, 3, 1) + timedelta(days=7 * random.randrange(20)),
        pace=random.choice(list(Pace)) if answer == Answer.JOINS else "",
        reason_kind=ReasonKind.OTHER if is_aside else "",
        answered_at=ASKED_AT + timedelta(days=1 + random.randrange(30)),
        answered_by=user,
    )
