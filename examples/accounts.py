"""The accounts of the example, named by function, and how the demo page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.text import slugify

from accounts.access import is_example
from decisions.models import Proposal
from examples.facts import Example, example_of, regions
from municipalities.models import Membership, Role, User
from municipalities.querysets import MembershipQuerySet

DOMAIN = settings.EXAMPLE_ADDRESSES.removeprefix("@")


@dataclass(frozen=True, slots=True)
class Account:
    """An account to be made; `organisation` is a name."""

    email: str
    name: str
    organisation: str
    role: Role


@dataclass(frozen=True, slots=True)
class Choice:
    """A button; `context` makes its name whole for who hears it outside its row."""

    label: str
    context: str
    email: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the tour: what to try, as whom."""

    text: str
    account: Membership


def accounts_of(example: Example) -> list[Account]:
    """Return every account that the data files ask for."""
    facts = example.accounts
    own = [
        Account(
            _email(f"{post.address}.{slugify(place.name)}"),
            f"{post.function} {place.name}",
            place.name,
            Role(post.role),
        )
        for place in example.region.municipalities
        for post in facts.per_municipality
    ]
    single = [
        Account(_email(post.address), post.function, post.organisation, Role(post.role))
        for post in facts.single
    ]
    return [*single, *own]


def demo_accounts() -> MembershipQuerySet:
    """Return the accounts that anybody may sign in to while the demo mode is on."""
    return Membership.objects.with_organisation().filter(
        user__is_active=True, user__email__endswith=f"@{DOMAIN}"
    )


def known_password(user: User | AnonymousUser) -> str:
    """Return the password that every account of this user's example has; "" for anybody else."""
    if isinstance(user, AnonymousUser) or not is_example(user):
        return ""
    return next((example_of(region).accounts.password for region in regions()), "")


def by_party(accounts: Iterable[Membership]) -> list[Group]:
    """Group the accounts by whom they act for; the region itself comes first."""
    ordered = sorted(accounts, key=lambda m: (not m.acts_for_region, m.on_behalf_of, m.pk))
    return [
        Group(party, [Choice(_function(m), party, m.user.email) for m in own])
        for party, own in groupby(ordered, lambda m: m.on_behalf_of)
    ]


def by_role(accounts: Iterable[Membership]) -> list[Group]:
    """Group the accounts by what they do."""
    order = list(Role)
    ordered = sorted(accounts, key=lambda m: (order.index(Role(m.role)), m.organisation.name))
    return [
        Group(role, [Choice(m.organisation.name, role, m.user.email) for m in same])
        for role, same in groupby(ordered, lambda m: m.capacity)
    ]


def tour_through(accounts: Iterable[Membership]) -> list[Stop]:
    """Return the order in which to try the accounts; those that are not there are left out."""
    known = {account.user.email: account for account in accounts}
    stops = [stop for region in regions() for stop in example_of(region).accounts.tour]
    return [
        Stop(stop.text, known[_email(stop.address)])
        for stop in stops
        if _email(stop.address) in known
    ]


def open_round(*, at: datetime) -> Proposal | None:
    """Return the example proposal on which there is still something to do at that moment."""
    still_open = (
        Proposal.objects.of_profile().filter(closes_at__gt=at).exclude(profile__example_note="")
    )
    return still_open.order_by("closes_at", "pk").first()


def _function(account: Membership) -> str:
    """Return the name of the account without its organisation, which is in the heading."""
    return account.user.name.removesuffix(f" {account.organisation.name}")


def _email(address: str) -> str:
    return f"{address}@{DOMAIN}"
