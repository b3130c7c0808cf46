"""
One region with two municipalities and everybody in it, and a region elsewhere, in every state.

It is made once for a module and thrown away after it: what a test writes, it takes back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.test import override_settings

from municipalities.models import (
    Organisation,
    Role,
    User,
)
from tests.factories.decisions import (
    coordinator,
)
from tests.factories.people import (
    InstitutionFactory,
    MembershipFactory,
    ProvinceFactory,
    person,
)
from tests.matrix.things import (
    State,
    browser_of,
    municipalities,
    notice_of,
    people_of,
    proposals_of,
    session_of,
    things_of,
)
from tests.matrix.things_of_actions import action_of, gatherings_of, view_of


class Whose(StrEnum):
    OWN = "own"
    OTHER = "another municipality's"
    ELSEWHERE = "another region's"
    MISSING = "nobody's"


@dataclass(frozen=True)
class Actor:
    """Somebody who asks: a stranger has no user, somebody whose role has ended no role."""

    name: str
    user: User | None = None
    role: Role | None = None
    has_college: bool = True


@dataclass(frozen=True)
class Target:
    """What an address can name, by the names of its parameters; what is not there has no key."""

    whose: Whose
    state: State
    things: dict[str, object]

    def __str__(self) -> str:
        return f"{self.whose}, {self.state}"


MISSING = Target(Whose.MISSING, State.PUBLIC, {})
EMPLOYERS = {  # role -> whose people have it, where that is not the municipality itself
    Role.PROVINCE: lambda seat: ProvinceFactory(region=seat.region),
    Role.INSTITUTION: lambda seat: InstitutionFactory(region=seat.region, seat=seat),
}


def surroundings(files: Path) -> override_settings:
    """Return the settings in which the matrix is asked: nothing depends on how often one asks."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return override_settings(
        VAR_DIR=files,
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        SECURITY_CONTACT=["security@voorbeeld.example"],
        ACCOUNT_RATE_LIMITS=False,
    )


class World:
    """Everything the matrix asks for, and everybody who asks."""

    def __init__(self) -> None:
        self.own, self.other = municipalities(2)
        self.region = self.own.region
        (self.elsewhere,) = municipalities(1)
        self.members = {role: person(role, self._employer(role)) for role in Role}
        ended = MembershipFactory(
            organisation=self.own, role=Role.SECRETARY, valid_until="2018-12-31"
        )
        self.actors = [
            Actor("a stranger"),
            Actor("somebody whose role has ended", ended.user),
            *(
                Actor(
                    role.label,
                    member.user,
                    role,
                    has_college=member.acting_organisation_id == self.own.pk,
                )
                for role, member in self.members.items()
            ),
        ]
        self.proposals = proposals_of(self.region)
        self.proposals_elsewhere = proposals_of(self.elsewhere.region)
        self.notices = {actor.name: notice_of(actor.user) for actor in self.actors if actor.user}
        self.sessions = {actor.name: session_of(actor.user) for actor in self.actors}
        self.personal = {actor.name: self._personal(actor) for actor in self.actors}
        self.things = self._things()

    def _personal(self, actor: Actor) -> dict[str, object]:
        """Return what is this person's own, or that of the own organisation outside the region."""
        if actor.user is None:
            return {}
        own = {
            "notice": self.notices[actor.name].pk,
            "session": browser_of(actor.user).pk,
            "view": view_of(actor.user, self.proposals[State.PUBLIC].profile).pk,
        }
        if actor.role is Role.INSTITUTION:
            own |= people_of(self.members[actor.role].organisation, role=Role.INSTITUTION)
        return own

    def _employer(self, role: Role) -> Organisation:
        return EMPLOYERS[role](self.own) if role in EMPLOYERS else self.own

    def _things(self) -> dict[tuple[Whose, State], dict[str, object]]:
        stranger = coordinator(self.elsewhere.region).user
        theirs = {
            "notice": notice_of(stranger).pk,
            "session": browser_of(stranger).pk,
            "view": view_of(stranger, self.proposals_elsewhere[State.PUBLIC].profile).pk,
        }
        led = self._led()
        of_region = {"institution": self.members[Role.INSTITUTION].organisation.pk}
        of_other_region = {"institution": InstitutionFactory(seat=self.elsewhere).pk}
        sides = [
            (Whose.OWN, self.own, self.proposals, of_region),
            (Whose.OTHER, self.other, self.proposals, theirs),
            (Whose.ELSEWHERE, self.elsewhere, self.proposals_elsewhere, theirs | of_other_region),
        ]
        return {
            (whose, state): things_of(proposal, municipality) | more | led[whose]
            for whose, municipality, proposals, more in sides
            for people in [people_of(municipality, role=Role.ADMINISTRATOR)]
            for more in [more | people]
            for state, proposal in proposals.items()
        }

    def _led(self) -> dict[Whose, dict[str, object]]:
        """Return the action that each side leads, and what its region holds together."""
        profile, elsewhere = (
            proposals[State.PUBLIC].profile
            for proposals in (self.proposals, self.proposals_elsewhere)
        )
        guests = [self.members[role].organisation for role in (Role.INSTITUTION, Role.PROVINCE)]
        held, held_elsewhere = (
            gatherings_of(self.region, guests),
            gatherings_of(self.elsewhere.region, []),
        )
        return {
            Whose.OWN: action_of(profile, self.own, self.other) | held,
            Whose.OTHER: action_of(profile, self.other, self.own) | held,
            Whose.ELSEWHERE: action_of(elsewhere, self.elsewhere, self.elsewhere) | held_elsewhere,
        }

    def targets(self, parameters: frozenset[str], actor: Actor) -> Iterator[Target]:
        """Yield everything that an address with these parameters can name, each thing once."""
        personal = self.personal[actor.name]
        if parameters:
            yield MISSING
        seen = []
        for (whose, state), things in sorted(self.things.items(), key=_public_first):
            own = things | personal if whose is Whose.OWN else things
            named = {key: own.get(key) for key in parameters}
            if named not in seen:
                seen.append(named)
                yield Target(whose, state, own)


def _public_first(thing: tuple[tuple[Whose, State], object]) -> tuple[bool, int]:
    (whose, state), _ = thing
    return state is not State.PUBLIC, list(Whose).index(whose)
