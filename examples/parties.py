"""The parties and people of an example region."""

from dataclasses import dataclass
from datetime import time

from django.contrib.auth.hashers import make_password

from dutch.moments import moment_at
from examples.accounts import accounts_of
from examples.facts import Example
from municipalities.models import Membership, Municipality, Organisation, Region, Role, User
from municipalities.services import add_person, set_up_region


@dataclass(frozen=True, slots=True)
class Parties:
    """Who is there: organisations by name, people by organisation and role."""

    region: Region
    organisations: dict[str, Organisation]
    people: dict[tuple[str, str], Membership]

    def municipality(self, name: str) -> Municipality:
        return self.organisations[name].municipality

    @property
    def coordinator(self) -> Membership:
        """Who writes and offers: the first coordinator of the data file."""
        return next(m for m in self.people.values() if m.role == Role.COORDINATOR)


def parties_of(example: Example) -> Parties:
    """Return the parties of the region; they are added when they are not there yet."""
    region = Region.objects.filter(slug=example.region.slug).first()
    if region is None:
        region, _ = set_up_region(example.region, at=moment_at(example.accounts.since, time()))
        _add_people(example, region)
    known = Membership.objects.filter(organisation__region=region).with_organisation()
    organisations = region.organisations.select_related("municipality")
    return Parties(
        region,
        {organisation.name: organisation for organisation in organisations},
        {(m.organisation.name, m.role): m for m in known.order_by("pk")},
    )


def _add_people(example: Example, region: Region) -> None:
    """Add every account; one hash of the demo password serves them all, for speed."""
    organisations = {organisation.name: organisation for organisation in region.organisations.all()}
    added = [
        add_person(
            email=account.email,
            name=account.name,
            organisation=organisations[account.organisation],
            role=account.role,
            since=example.accounts.since,
        )
        for account in accounts_of(example)
    ]
    users = User.objects.filter(memberships__in=added)
    users.update(password=make_password(example.accounts.password))
