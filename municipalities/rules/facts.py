"""What is said, before anybody has looked at it."""

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from municipalities.models import Municipality, OrganisationKind
from municipalities.models.parties import BORDER


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionFacts:
    """What an institution says about itself; `kvk` is "" or eight digits."""

    name: str
    seat: Municipality
    kvk: str
    discipline: str
    is_bis: bool

    def values(self) -> dict[str, object]:
        """Return each fact by the name of its column."""
        return {name: getattr(self, name) for name in self.__slots__}


class PartyFacts(BaseModel):
    """A party as the file of a region names it; a misspelt key is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=80)
    tooi: str = ""


class OrganisationFacts(PartyFacts):
    """A party without a college."""

    kind: OrganisationKind


class MunicipalityFacts(PartyFacts):
    """
    A municipality: its CBS code, the day of its college (Monday is 1), its place on the map.

    `border` is a path as `Municipality` describes it.
    """

    code: str = Field(pattern=r"^GM\d{4}$")
    college_weekday: int = Field(ge=1, le=5)
    tile: tuple[int, int] | None = None
    border: str = Field(default="", pattern=BORDER)


class RegionFacts(BaseModel):
    """
    A region with its parties. `slug` stands in addresses and on the command line.

    `borders_from` says who drew the borders, as their licence asks.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=80)
    slug: str = Field(pattern=r"^[a-z0-9-]{1,50}$")
    borders_from: str = Field(default="", max_length=200)
    organisations: list[OrganisationFacts] = []
    municipalities: list[MunicipalityFacts] = []
