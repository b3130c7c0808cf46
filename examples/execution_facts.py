"""What the data files say of the execution: plans, consultations, capacity and participation."""

import tomllib
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from examples.facts import DATA, Facts


class Act(Facts):
    """What somebody did, on the Amsterdam clock."""

    at: datetime


class NeedFacts(Facts):
    party: str
    year: int
    kind: str
    unit: str
    amount: Decimal | None = None
    description: str = ""


class Planned(Act):
    """The lead of an action writes a plan of approach and freezes it."""

    act: Literal["planned"]
    action: str
    goals: str
    result: str
    dependencies: str = ""
    minimum_partners: int
    others_may_start: bool = False
    needs: list[NeedFacts]


class Declared(Act):
    act: Literal["declared"]
    of: str
    year: int
    unit: str
    amount: Decimal
    note: str = ""


class Meeting(Act):
    """An act in a consultation, which is known by its kind and day."""

    kind: str
    on: date


class Called(Meeting):
    act: Literal["called"]
    place: str


class PutOnAgenda(Meeting):
    act: Literal["put_on_agenda"]
    actions: list[str]


class Concluded(Meeting):
    act: Literal["concluded"]
    action: str
    outcome: str
    reason: str = ""


class Minuted(Meeting):
    act: Literal["minuted"]
    text: str


class Asked(Act):
    """Every municipality that has not answered is asked."""

    act: Literal["asked"]
    action: str
    note: str = ""


class ContributionFacts(Facts):
    kind: str
    unit: str
    amount: Decimal | None = None
    description: str = ""
    first_year: int
    last_year: int
    is_within_capacity: bool = True


class TriggerFacts(Facts):
    kind: str
    on: date | None = None


class Answered(Act):
    act: Literal["answered"]
    of: str
    action: str
    answer: str
    pace: str = ""
    reason_kind: str = ""
    reason: str = ""
    reason_audience: str = "own"
    contributions: list[ContributionFacts] = []
    triggers: list[TriggerFacts] = []


class Milestone(Act):
    act: Literal["milestone"]
    action: str
    title: str
    due_on: date


class Reached(Act):
    act: Literal["reached"]
    action: str
    title: str
    on: date


class Stepped(Act):
    act: Literal["stepped"]
    action: str
    kind: str
    on: date


class Reported(Act):
    act: Literal["reported"]
    action: str
    on: date
    text: str


class Raised(Act):
    """The portal sees that a plan asks more than some municipalities have."""

    act: Literal["raised"]
    action: str


class Offered(Act):
    """The further proposal about an action is frozen and put to the colleges concerned."""

    act: Literal["offered"]
    action: str
    closes_at: datetime


class Ratified(Act):
    """A college decides on a further proposal; the day after, a second person confirms it."""

    act: Literal["ratified"]
    of: str
    action: str
    outcome: str
    on: date
    evidence: str
    remark: str = ""
    next_on: date | None = None


AnyAct = Annotated[
    Planned
    | Declared
    | Called
    | PutOnAgenda
    | Concluded
    | Minuted
    | Asked
    | Answered
    | Milestone
    | Reached
    | Stepped
    | Reported
    | Raised
    | Offered
    | Ratified,
    Field(discriminator="act"),
]


class ExecutionFacts(Facts):
    """What was done in one stand after the profile was offered."""

    stand: str
    acts: list[AnyAct]


def execution_of(region: str, stand: str) -> ExecutionFacts | None:
    """Return what was done in this stand of the region, or nothing where no file tells it."""
    for path in DATA.glob(f"{region}-*/uitvoering.toml"):
        with path.open("rb") as file:
            facts = ExecutionFacts.model_validate(tomllib.load(file))
        if facts.stand == stand:
            return facts
    return None
