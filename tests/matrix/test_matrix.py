"""
Who may open and do what: every address × every role × own, other and strange.

A new address without a row in `ROWS` is red. What another region or municipality has is a 404 with
the same bytes as what does not exist, and a refused act leaves the database as it was.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from decisions.models import Outcome
from decisions.selectors.board import HIDDEN
from jobs.services import enqueue
from municipalities.access import GRANTS, Permission
from municipalities.models import Role
from notices.models import Notice
from notices.services import tell
from submissions.models import Submission
from tests.factories.decisions import (
    ProposalFactory,
    concept,
    coordinator,
    decide,
    travelled,
    with_municipalities,
)
from tests.factories.people import MembershipFactory, ProvinceFactory, person

pytestmark = [pytest.mark.matrix, pytest.mark.django_db]

OURS = ("decisions:", "submissions:", "profiles:", "actions:", "municipalities:")


@dataclass(frozen=True)
class Address:
    """An address: its permission, its method, and whose thing it names."""

    permission: Permission | None
    method: str
    names: str


ROWS = {
    "decisions:overview": Address(Permission.READ, "get", "nothing"),
    "decisions:import": Address(Permission.IMPORT_PROPOSAL, "get", "profile"),
    "decisions:proposal": Address(Permission.READ, "get", "proposal"),
    "decisions:version": Address(Permission.READ, "get", "version"),
    "decisions:freeze": Address(Permission.FREEZE_PROPOSAL, "post", "proposal"),
    "decisions:offer": Address(Permission.OFFER_PROPOSAL, "post", "version"),
    "decisions:board": Address(Permission.READ, "get", "proposal"),
    "decisions:ratification": Address(Permission.READ, "get", "road"),
    "decisions:acknowledge": Address(Permission.ACKNOWLEDGE_OFFER, "post", "road"),
    "decisions:record": Address(Permission.RECORD_DECISION, "post", "organ"),
    "decisions:confirm": Address(Permission.CONFIRM_DECISION, "post", "decision"),
    "decisions:revoke": Address(Permission.REVOKE_DECISION, "post", "decision"),
    "decisions:authorise": Address(Permission.AUTHORISE, "post", "road"),
    "decisions:letter": Address(Permission.RECORD_COUNCIL_LETTER, "post", "road"),
    "decisions:sign": Address(Permission.SIGN, "post", "road"),
    "submissions:submissions": Address(Permission.READ_BUNDLE, "get", "proposal"),
    "submissions:freeze": Address(Permission.FREEZE_BUNDLE, "post", "proposal"),
    "submissions:submission": Address(Permission.READ_BUNDLE, "get", "submission"),
    "submissions:retry": Address(Permission.FREEZE_BUNDLE, "post", "submission"),
    "submissions:bundle": Address(Permission.READ_BUNDLE, "get", "submission"),
    "profiles:profile": Address(Permission.READ, "get", "profile"),
    "actions:actions": Address(Permission.READ, "get", "profile"),
    "municipalities:act_for": Address(None, "post", "nothing"),
    "municipalities:notice": Address(None, "get", "notice"),
}
TOKEN = re.compile(rb'"csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"')
READS_ALL_ROADS = Permission.READ_RATIFICATIONS


class World:
    """A region with two municipalities that decided, everybody in it, and a region elsewhere."""

    def __init__(self) -> None:
        self.proposal = with_municipalities(2)
        self.region = self.proposal.profile.region
        own, other = self.proposal.ratifications.order_by("pk")
        self.own, self.other = travelled(own, outcome=Outcome.AGREED), other
        decide(other, confirmed=False)
        self.elsewhere = with_municipalities(1)
        decide(self.elsewhere.ratifications.get(), confirmed=False)
        self.people = {role: self._person(role) for role in Role}

    def _person(self, role: Role):
        if role is Role.PROVINCE:
            return person(role, ProvinceFactory(region=self.region))
        return person(role, self.own.municipality)

    def address(self, name: str, *, proposal=None, road=None) -> str:
        """Return the address of a thing of this proposal and road, by default the own ones."""
        proposal = proposal or self.proposal
        road = road or (self.own if proposal == self.proposal else proposal.ratifications.get())
        code = road.municipality.code
        return reverse(
            name,
            args={
                "nothing": [],
                "profile": [proposal.profile_id],
                "proposal": [proposal.pk],
                "version": [proposal.pk, 1],
                "road": [proposal.pk, code],
                "organ": [proposal.pk, code, "college"],
                "decision": [proposal.pk, code, road.decisions.first().pk],
                "notice": [987_654],
                "submission": [_submission(proposal).pk] if "submission" in name else [],
            }[ROWS[name].names],
        )

    def missing(self, name: str) -> str:
        """Return the address of a thing that is not there."""
        return reverse(
            name,
            args={
                "profile": [987_654],
                "proposal": [987_654],
                "version": [987_654, 1],
                "road": [987_654, "GM0001"],
                "organ": [987_654, "GM0001", "college"],
                "decision": [987_654, "GM0001", 1],
                "notice": [987_654],
                "submission": [987_654],
            }[ROWS[name].names],
        )


@pytest.fixture
def world() -> World:
    return World()


def ask(name: str, url: str, membership=None):
    client = Client()
    if membership:
        client.force_login(membership.user)
    return getattr(client, ROWS[name].method)(url)


def test_every_address_has_a_row():
    named = {name for name in _names(get_resolver()) if name.startswith(OURS)}

    assert named == set(ROWS)


def test_every_row_is_what_the_view_asks():
    asked = {
        name: getattr(callback, "access", None)
        for name, callback in _views(get_resolver())
        if name in ROWS
    }

    assert asked == {name: row.permission or "signed in" for name, row in ROWS.items()}


@pytest.mark.parametrize("name", ROWS)
def test_strangers_are_sent_to_the_door(world, name):
    response = ask(name, world.address(name))

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row.permission])
def test_each_role_gets_in_where_its_permission_says(world, name):
    row = ROWS[name]
    url = world.address(name)

    statuses = {role: ask(name, url, world.people[role]).status_code for role in Role}

    refused = {role for role, status in statuses.items() if status == 403}
    assert refused == {role for role in Role if row.permission not in GRANTS[role]}


@pytest.mark.parametrize(
    "name", [n for n, row in ROWS.items() if row.names not in {"nothing", "notice"}]
)
def test_another_region_is_as_if_it_did_not_exist(world, name):
    there, nowhere = world.address(name, proposal=world.elsewhere), world.missing(name)
    before = _counts()

    for role in Role:
        if ROWS[name].permission in GRANTS[role]:
            strange = ask(name, there, world.people[role])
            missing = ask(name, nowhere, world.people[role])
            assert strange.status_code == missing.status_code == 404
            assert _bytes(strange) == _bytes(missing)
    assert _counts() == before


@pytest.mark.parametrize(
    "name", [n for n, row in ROWS.items() if row.names in {"road", "organ", "decision"}]
)
def test_another_municipality_is_as_if_it_did_not_exist(world, name):
    there, nowhere = world.address(name, road=world.other), world.missing(name)
    before = _counts()

    for role in Role:
        permissions = GRANTS[role]
        if ROWS[name].permission not in permissions:
            continue
        strange = ask(name, there, world.people[role])
        if name == "decisions:ratification" and READS_ALL_ROADS in permissions:
            assert strange.status_code == 200
        else:
            assert strange.status_code == 404
            assert _bytes(strange) == _bytes(ask(name, nowhere, world.people[role]))
    assert _counts() == before


@pytest.mark.parametrize("name", [n for n, row in ROWS.items() if row.method == "post"])
def test_an_act_is_not_a_link(world, name):
    allowed = [r for r in Role if not ROWS[name].permission or ROWS[name].permission in GRANTS[r]]
    client = Client()
    client.force_login(world.people[allowed[0]].user)

    assert client.get(world.address(name)).status_code == 405


@pytest.mark.parametrize("name", ROWS)
def test_somebody_without_a_current_role_gets_nothing(world, name):
    gone = MembershipFactory(
        organisation=world.own.municipality, role=Role.SECRETARY, valid_until="2018-12-31"
    )

    status = ask(name, world.address(name), gone).status_code

    assert status == (403 if ROWS[name].permission else 404)


def test_a_role_that_ends_works_at_the_next_request(world):
    secretary = world.people[Role.SECRETARY]
    client = Client()
    client.force_login(secretary.user)
    assert client.get(world.address("decisions:board")).status_code == 200

    type(secretary).objects.filter(pk=secretary.pk).update(valid_until="2018-12-31")

    assert client.get(world.address("decisions:board")).status_code == 403


def test_nobody_acts_in_the_membership_of_another(world):
    client = Client()
    client.force_login(world.people[Role.CLERK].user)

    response = client.post(
        reverse("municipalities:act_for"), {"membership": coordinator(world.region).pk}
    )

    assert response.status_code == 404


def test_a_person_with_two_roles_acts_in_the_chosen_one(world):
    clerk = world.people[Role.CLERK]
    second = MembershipFactory(
        user=clerk.user, organisation=world.own.municipality, role=Role.SECRETARY
    )
    client = Client()
    client.force_login(clerk.user)

    client.post(reverse("municipalities:act_for"), {"membership": second.pk})

    assert client.post(world.address("decisions:acknowledge")).status_code == 302
    assert "(Bestuurssecretaris)" in client.get("/").content.decode()


@pytest.mark.embargo
def test_during_the_embargo_the_page_of_the_board_holds_no_outcome_of_another():
    far = datetime(2099, 1, 1, tzinfo=UTC)
    ahead = with_municipalities(2, closes_at=far, embargo_at=far)
    own, other = ahead.ratifications.order_by("pk")
    travelled(other, outcome=Outcome.DECLINED, informed=True)
    client = Client()
    client.force_login(person(Role.SECRETARY, own.municipality).user)

    page = client.get(reverse("decisions:board", args=[ahead.pk])).content.decode()

    assert HIDDEN in page
    assert "niet in met versie" not in page
    assert "Biedt niet mee aan" not in page
    assert "Raad geïnformeerd" not in page


def _submission(proposal) -> Submission:
    known = Submission.objects.filter(version__proposal=proposal).first()
    if known:
        return known
    made = Submission.objects.create(
        version=proposal.versions.get(),
        number=1,
        snapshot={},
        sha256="a" * 64,
        frozen_at=proposal.closes_at,
        frozen_by=coordinator(proposal.profile.region).user,
    )
    enqueue(kind="bundle", key=made.job_key, at=proposal.closes_at)
    return made


def _counts() -> dict[str, int]:
    mine = ("decisions", "submissions", "jobs", "trail", "notices", "profiles")
    models = [model for app in mine for model in apps.get_app_config(app).get_models()]
    return {model._meta.label: model.objects.count() for model in models}


def _bytes(response) -> bytes:
    """Return the page without the token that differs at every request."""
    return TOKEN.sub(b"", response.content)


def _views(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, object]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _views(pattern, f"{space}{inner}")
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}", pattern.callback


def _names(resolver: URLResolver) -> set[str]:
    return {name for name, _ in _views(resolver)}


def test_nobody_reads_the_notices_of_another(world):
    official = world.people[Role.OFFICIAL].user
    tell(event="e", recipients=[official.pk], subject="S", path="/", at=world.proposal.closes_at)
    theirs = Notice.objects.get(recipient=official)
    client = Client()
    client.force_login(world.people[Role.CLERK].user)

    assert client.get(reverse("municipalities:notice", args=[theirs.pk])).status_code == 404


def test_what_is_only_a_concept_is_for_those_who_write_it(world):
    proposal = ProposalFactory(profile=world.proposal.profile)
    concept(proposal)
    url = reverse("decisions:board", args=[proposal.pk])

    found = {role for role in Role if _status(url, world.people[role]) == 200}

    assert found == {Role.COORDINATOR}


def _status(url, membership):
    client = Client()
    client.force_login(membership.user)
    return client.get(url).status_code


@pytest.mark.parametrize("name", ["decisions:confirm", "decisions:revoke"])
def test_the_decision_of_another_is_not_found_under_the_own_address(world, name):
    theirs = world.other.decisions.get()
    own = world.own.municipality
    url = reverse(name, args=[world.proposal.pk, own.code, theirs.pk])

    answer = ask(name, url, world.people[Role.SECRETARY])

    assert answer.status_code == 404
    theirs.refresh_from_db()
    assert theirs.confirmed_at is None and not hasattr(theirs, "revocation")


def test_the_next_concept_is_for_those_who_write_it(world):
    concept(world.proposal, [("1", "college", "Nog niet vastgesteld.")])
    second = reverse("decisions:version", args=[world.proposal.pk, 2])
    latest = reverse("decisions:proposal", args=[world.proposal.pk])

    found = {role for role in Role if _status(second, world.people[role]) == 200}

    assert found == {Role.COORDINATOR}
    client = Client()
    client.force_login(world.people[Role.SECRETARY].user)
    assert "Nog niet vastgesteld." not in client.get(latest).content.decode()
