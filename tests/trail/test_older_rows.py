"""Databases of before: their chain stays whole, and their facts are known from here on."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from decisions.models import Decision, ProposalVersion
from tests.factories.decisions import ProposalFactory, concept
from tests.factories.people import MembershipFactory
from tests.factories.submissions import READY, a_round
from tests.trail.tampering import run, triggers_off
from trail.models import Entry
from trail.querysets import fact_models
from trail.selectors import faults, faults_in_chain
from trail.services import record

pytestmark = pytest.mark.django_db

AT = datetime(2018, 10, 9, 14, 0, 0, 123456, tzinfo=UTC)
LATER = {
    "trail.anchor",
    *(model._meta.label_lower for model in fact_models() if model._meta.app_label == "actions"),
    *(
        f"decisions.{name}"
        for name in (
            *("preparation", "amendment", "answer", "replacement"),
            *("localsection", "advice", "managementadvice", "agreement", "placing"),
            *("objection", "embargochange", "instruction", "localpublication"),
            *("concern",),
        )
    ),
}


def installed(migration, name="chain"):
    """Install the trigger of the chain as this migration made it."""
    operations = import_module(f"trail.migrations.{migration}").Migration.operations
    triggers = [getattr(operation, "trigger", None) for operation in operations]
    run(next(str(t.install_sql) for t in triggers if t and t.name == name))


def seed():
    migration = import_module("trail.migrations.0003_fingerprint_existing_rows")
    with connection.schema_editor(atomic=False) as editor:
        migration.fingerprint(apps, editor)
    return migration


def test_a_row_of_the_old_formula_is_still_whole():
    member = MembershipFactory()
    installed("0001_initial")
    Entry.objects.create(
        at=AT,
        by_id=member.user_id,
        on_behalf_of="Almelo",
        act="tested",
        sentence="Een zin van toen.",
        object_type="municipalities.municipality",
        object_id="1",
    )
    installed("0002_for_whom_from_where_and_anchors")
    record(act="tested", sentence="Een zin van nu.", of=member.organisation, by=member, at=AT)

    assert faults_in_chain() == []
    assert Entry.objects.get(number=1).organisation_id is None
    assert Entry.objects.get(number=2).organisation_id == member.organisation_id


def test_an_old_row_cannot_be_given_to_an_organisation_later():
    member = MembershipFactory()
    record(act="tested", sentence="Zin.", of=member.organisation, by=None, at=AT)
    with triggers_off("trail_entry"):
        run("UPDATE trail_entry SET organisation_id = %s", member.organisation_id)

    assert faults_in_chain() == ["Nummer 1 is gewijzigd."]


def test_facts_of_before_get_their_fingerprints_at_once():
    a_round(READY | {"signed": True, "informed": True}, READY)
    concept(ProposalFactory())
    assert faults() != []

    seed()

    assert faults() == []
    assert set(Entry.objects.filter(act="seeded").values_list("object_type", flat=True)) == {
        "profiles.profileversion",
        *(f"decisions.{name}" for name in ("proposalversion", "dictumitem", "embargo", "offer")),
        *(f"decisions.{name}" for name in ("decision", "authorisation", "councilletter")),
        "decisions.signature",
    }
    assert ProposalVersion.objects.filter(frozen_at=None).exists()


def test_a_fact_of_before_is_guarded_from_then_on():
    a_round(READY)
    seed()
    pk = Decision.objects.first().pk
    with triggers_off("decisions_decision"):
        run("UPDATE decisions_decision SET remark = 'Anders.' WHERE id = %s", pk)

    assert faults() == [
        f"De rij {pk} van ‘besluit’ (decisions.decision:{pk}) is gewijzigd buiten het portaal om."
    ]


def test_many_facts_are_taken_in_portions(monkeypatch):
    a_round(READY, READY, READY)
    monkeypatch.setattr(
        import_module("trail.migrations.0003_fingerprint_existing_rows"), "AT_A_TIME", 2
    )

    seed()

    assert Entry.objects.filter(object_type="decisions.decision").count() == 3
    assert faults() == []


def test_an_empty_database_has_nothing_to_take():
    seed()

    assert not Entry.objects.exists()


def test_all_facts_of_that_time_were_taken():
    """What came later was in the trail from its first row."""
    taken = set(seed().FACTS)

    assert taken == {model._meta.label_lower for model in fact_models()} - LATER
