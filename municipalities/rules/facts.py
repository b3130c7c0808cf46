"""What is said, before anybody has looked at it."""

from dataclasses import dataclass

from municipalities.models import Municipality


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
