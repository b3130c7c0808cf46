"""Recording: who, for whom and from where."""

import json
from dataclasses import dataclass, replace

import pytest

from tests.factories.decisions import NOW
from tests.factories.people import MembershipFactory
from trail.models import Entry
from trail.selectors import faults_in_chain
from trail.services import record

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Somebody:
    """An actor that is no membership."""

    user_id: int
    on_behalf_of: str
    capacity: str
    acting_organisation_id: int | None
    region_id: int | None
    origin: str


@pytest.fixture
def member():
    return MembershipFactory()


@pytest.fixture
def somebody(member):
    home = member.organisation
    return Somebody(member.user_id, home.name, "Ambtenaar", home.pk, home.region_id, "192.0.2.0/24")


def recorded(member, **facts):
    record(act="tested", sentence="Zin.", of=member.organisation, at=NOW, **facts)
    return Entry.objects.latest("number")


def test_an_entry_holds_for_whom_where_and_from_where(member, somebody):
    entry = recorded(member, by=somebody)

    assert entry.organisation_id == member.organisation_id
    assert entry.region_id == member.organisation.region_id
    assert entry.origin == "192.0.2.0/24"


def test_who_acts_for_the_region_acts_for_no_organisation(member, somebody):
    entry = recorded(member, by=replace(somebody, acting_organisation_id=None))

    assert (entry.organisation_id, entry.region_id) == (None, member.organisation.region_id)


def test_the_portal_acts_in_the_region_that_is_given(member):
    entry = recorded(member, by=None, region_id=member.organisation.region_id)

    assert (entry.organisation_id, entry.region_id) == (None, member.organisation.region_id)
    assert (entry.capacity, entry.origin) == ("portaal", "")


@pytest.mark.parametrize(
    "blank",
    [
        {},
        {"acting_organisation_id": None},
        {"region_id": None},
        {"origin": ""},
        {"acting_organisation_id": None, "region_id": None, "origin": ""},
    ],
)
def test_database_and_rules_compute_the_same_hash(member, somebody, blank):
    recorded(member, by=replace(somebody, **blank))

    assert faults_in_chain() == []


def test_facts_and_fingerprints_stand_side_by_side(member):
    entry = recorded(member, by=None, facts={"kind": "x"}, rows=[member, member.organisation])

    facts = json.loads(entry.facts)
    assert facts["kind"] == "x"
    assert set(facts["rows"]) == {
        f"municipalities.membership:{member.pk}",
        f"municipalities.municipality:{member.organisation_id}",
    }


def test_who_sees_the_hash_alone_cannot_try_out_what_the_act_was(member):
    same = [recorded(member, by=None) for _ in range(2)]

    salts = {json.loads(entry.facts)["salt"] for entry in same}
    assert len(salts) == 2
    assert all(len(salt) == 32 for salt in salts)
