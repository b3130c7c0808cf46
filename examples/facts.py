"""What the data files of an example region say. A misspelt key stops the reading."""

import tomllib
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from municipalities.rules import RegionFacts

DATA = Path(__file__).resolve().parent / "data"


class NoSuchExample(Exception):
    """There are no data files for this region or stand."""


class Facts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AccountFacts(Facts):
    """An account by function; without `organisation` every municipality has one."""

    role: str
    address: str
    function: str
    organisation: str = ""


class RecessFacts(Facts):
    name: str
    first_on: date
    last_on: date


class CollegeFacts(Facts):
    """What one college asks of who brings something in."""

    municipality: str
    papers_due_days: int
    conform_days: int | None = None
    recesses: list[RecessFacts] = []


class CollegesFacts(Facts):
    """`by` is the role that keeps the calendar of the own college."""

    by: str
    calendars: list[CollegeFacts]


class StopFacts(Facts):
    address: str
    text: str


class AccountsFacts(Facts):
    since: date
    password: str
    per_municipality: list[AccountFacts]
    single: list[AccountFacts]
    tour: list[StopFacts]


class MilestoneFacts(Facts):
    on: date
    when: str
    title: str


class ChapterFacts(Facts):
    title: str
    text: str


class ProfileFacts(Facts):
    """`days` and `years` are the words between braces that the texts use."""

    title: str
    addressee: str
    first_year: int
    last_year: int
    deadline: date
    days: dict[str, date]
    years: dict[str, list[int]]
    example_note: dict[str, str]
    milestones: list[MilestoneFacts]
    chapters: list[ChapterFacts]


class ThemeFacts(Facts):
    title: str
    text: str
    ambitions: list[ChapterFacts]


class ActionFacts(Facts):
    theme: str
    title: str
    lead: str
    text: str


class ItemFacts(Facts):
    number: str
    organ: str
    text: str


class SectionFacts(Facts):
    kind: str
    heading: str = ""
    about_item: str = ""
    audience: str = "public"
    text: str = ""


class ProposalFacts(Facts):
    title: str
    dictum: list[ItemFacts]
    sections: list[SectionFacts]


class Act(Facts):
    """What somebody did, on the Amsterdam clock; `by` is the role at the own municipality."""

    at: datetime
    by: str


class Acknowledged(Act):
    act: Literal["acknowledged"]


class Agreed(Act):
    act: Literal["agreed"]


class Advised(Act):
    act: Literal["advised"]
    value: str
    text: str = ""


class Placed(Act):
    act: Literal["placed"]
    route: str
    on: date


class Recorded(Act):
    act: Literal["recorded"]
    organ: str
    outcome: str
    on: date
    evidence: str
    remark: str = ""
    next_on: date | None = None
    follow_up: str = ""


class Confirmed(Act):
    act: Literal["confirmed"]
    organ: str


class Revoked(Act):
    act: Literal["revoked"]
    organ: str
    reason: str


class Authorised(Act):
    act: Literal["authorised"]
    basis: str
    on: date


class CouncilInformed(Act):
    act: Literal["council_informed"]
    on: date
    reference: str


class Signed(Act):
    act: Literal["signed"]


AnyAct = Annotated[
    Acknowledged
    | Agreed
    | Advised
    | Placed
    | Recorded
    | Confirmed
    | Revoked
    | Authorised
    | CouncilInformed
    | Signed,
    Field(discriminator="act"),
]


class RoadFacts(Facts):
    municipality: str
    acts: list[AnyAct]


class StandFacts(Facts):
    """One round of the region: what was offered when, and what every municipality did."""

    stand: str
    title: str
    shifted: bool
    written_at: datetime
    frozen_at: datetime
    offered_at: datetime
    closes_at: datetime
    embargo_not_before: datetime
    embargo_ends_at_latest: datetime
    bundle_frozen_at: datetime | None = None
    ratifications: list[RoadFacts]


class Example(Facts):
    """All data files of one region but the stands."""

    region: RegionFacts
    accounts: AccountsFacts
    colleges: CollegesFacts
    profile: ProfileFacts
    themes: list[ThemeFacts]
    actions: list[ActionFacts]
    proposal: ProposalFacts


@cache
def example_of(region: str) -> Example:
    """Return what the files of the region say. :raises NoSuchExample: when there are none."""
    folder = _folder(region)
    return Example.model_validate(
        {
            "region": _read(folder, "region"),
            "accounts": _read(folder, "accounts"),
            "colleges": _read(folder, "calendars"),
            "profile": _read(folder, "profile"),
            "themes": _read(folder, "themes")["themes"],
            "actions": _read(folder, "actions")["actions"],
            "proposal": _read(folder, "proposal"),
        }
    )


@cache
def stand_of(region: str, stand: str) -> StandFacts:
    """Return one stand of the region. :raises NoSuchExample: when there is none of that name."""
    folder = _folder(region)
    if stand not in example_of(region).profile.example_note:
        raise NoSuchExample(f"De regio “{region}” heeft geen stand “{stand}”.")
    return StandFacts.model_validate(_read(folder, stand))


def regions() -> list[str]:
    """Return the regions that have data files; a folder is named region-year."""
    return sorted(folder.name.rpartition("-")[0] for folder in DATA.iterdir() if folder.is_dir())


def _folder(region: str) -> Path:
    if region not in regions():
        raise NoSuchExample(
            f"Er zijn geen voorbeeldgegevens van “{region}”. Wel van: {', '.join(regions())}."
        )
    return next(DATA.glob(f"{region}-*"))


def _read(folder: Path, name: str) -> dict[str, object]:
    with (folder / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
