"""Rows that state facts: whoever changes, removes or inserts one past the portal is found out."""

import hashlib

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from decisions.models import Decision, ProposalVersion
from jobs.tasks import work_off
from tests.factories.decisions import NOW, ProposalFactory, concept
from tests.factories.people import MembershipFactory
from tests.factories.submissions import AGREED, a_round, a_submission
from tests.trail.tampering import change, insert_like, remove, run, triggers_off
from tests.trail.world import everything_done
from trail.models import Entry
from trail.querysets import columns_of, fact_models, standing_facts
from trail.rules import row_sha256
from trail.selectors import faults
from trail.services import record

pytestmark = pytest.mark.django_db

LABELS = sorted(model._meta.label_lower for model in fact_models())
CHANGES = {
    "actions.actionmilestone": "title = 'Anders'",
    "actions.admission": "reason = 'Anders.'",
    "actions.agendaoutcome": "reason = 'Anders.'",
    "actions.agendapaper": "name = 'anders.txt'",
    "actions.asking": "note = 'Anders.'",
    "actions.attendance": "was_there = false",
    "actions.capacity": "amount = 9",
    "actions.collegeword": "path = '/elders/'",
    "actions.contribution": "amount = 99",
    "actions.guest": "invited_at = invited_at - interval '1 day'",
    "actions.harvest": "text = 'Anders.'",
    "actions.jointrigger": "word = 'Anders'",
    "actions.meetingreport": "text = 'Anders.'",
    "actions.milestonenews": "reason = 'Anders.'",
    "actions.minutes": "text = 'Anders.'",
    "actions.need": "amount = 99",
    "actions.participation": "reason = 'Anders.'",
    "actions.plan": "goals = 'Anders.'",
    "actions.progressreport": "text = 'Anders.'",
    "actions.readin": "name = 'anders.xlsx'",
    "actions.reply": "note = 'Anders.'",
    "actions.step": "reason = 'Anders.'",
    "actions.suggestion": "sentence = 'Anders.'",
    "decisions.advice": "text = 'Anders.'",
    "decisions.agreement": "agreed_at = agreed_at - interval '1 day'",
    "decisions.amendment": "comment = 'Anders.'",
    "decisions.answer": "verdict = 'not', reason = 'Anders.'",
    "decisions.authorisation": "valid_until = '2030-01-01'",
    "decisions.concern": "reason = 'Anders.'",
    "decisions.councilletter": "reference = 'R-2'",
    "decisions.decision": "remark = 'Anders.'",
    "decisions.dictumitem": "text = 'Anders.'",
    "decisions.embargo": "ends_at_latest = ends_at_latest + interval '1 microsecond'",
    "decisions.embargochange": "reason = 'Anders.'",
    "decisions.instruction": "text = 'Anders.'",
    "decisions.localpublication": "url = 'https://elders.example/'",
    "decisions.localsection": "text = 'Anders.'",
    "decisions.managementadvice": "value = 'positive'",
    "decisions.objection": "text = 'Anders.'",
    "decisions.offer": "acknowledged_at = acknowledged_at + interval '1 day'",
    "decisions.placing": "reference = 'Anders.'",
    "decisions.preparation": "note = 'Anders.'",
    "decisions.proposalversion": "number = 98",
    "decisions.replacement": "reason = 'Anders.'",
    "decisions.revocation": "reason = 'Anders.'",
    "decisions.section": "text = ''",
    "decisions.signature": "signed_at = signed_at - interval '1 day'",
    "profiles.profileversion": """content = '{"title": "Anders"}'""",
    "submissions.part": "title = 'Anders'",
    "submissions.submission": "page_count = 2",
    "trail.anchor": "number = 1",
}
ANOTHER = {  # the columns in which a second row differs, so that it is no double
    "actions.actionmilestone": {"title": "'Nog een'"},
    "actions.admission": {"participation_id": "0"},
    "actions.agendaoutcome": {},
    "actions.agendapaper": {"sha256": "'x'"},
    "actions.asking": {},
    "actions.attendance": {},
    "actions.capacity": {},
    "actions.collegeword": {},
    "actions.contribution": {},
    "actions.guest": {"organisation_id": "0"},
    "actions.harvest": {},
    "actions.jointrigger": {},
    "actions.meetingreport": {},
    "actions.milestonenews": {},
    "actions.minutes": {},
    "actions.need": {},
    "actions.participation": {},
    "actions.plan": {"number": "99"},
    "actions.progressreport": {},
    "actions.readin": {"sha256": "'x'"},
    "actions.reply": {},
    "actions.step": {},
    "actions.suggestion": {"trigger_id": "0"},
    "decisions.advice": {},
    "decisions.agreement": {"version_id": "0"},
    "decisions.amendment": {},
    "decisions.answer": {"amendment_id": "0"},
    "decisions.authorisation": {},
    "decisions.concern": {},
    "decisions.councilletter": {"decision_id": "0"},
    "decisions.decision": {},
    "decisions.dictumitem": {"number": "'9'", "position": "99", "key": "NULL"},
    "decisions.embargo": {"proposal_id": "0"},
    "decisions.embargochange": {},
    "decisions.instruction": {},
    "decisions.localpublication": {},
    "decisions.localsection": {},
    "decisions.managementadvice": {},
    "decisions.objection": {"item_id": "0"},
    "decisions.offer": {"version_id": "0"},
    "decisions.placing": {},
    "decisions.preparation": {},
    "decisions.proposalversion": {"number": "99"},
    "decisions.replacement": {"version_id": "0"},
    "decisions.revocation": {"decision_id": "0"},
    "decisions.section": {"position": "99", "key": "NULL"},
    "decisions.signature": {"authorisation_id": "0"},
    "profiles.profileversion": {"number": "99"},
    "submissions.part": {"position": "99"},
    "submissions.submission": {"number": "99"},
    "trail.anchor": {"day": "'2030-01-01'"},
}


def first_of(label):
    """Return the model, the key of its first row that stands, and how a fault names that row."""
    model = apps.get_model(label)
    pk = standing_facts(model).first()["id"]
    return model, pk, f"De rij {pk} van ‘{model._meta.verbose_name}’ ({label}:{pk})"


def test_every_model_that_keeps_its_rows_is_tried():
    assert LABELS == sorted(CHANGES) == sorted(ANOTHER)


def test_acts_leave_no_fault():
    everything_done()

    assert faults() == []
    assert all(standing_facts(model).exists() for model in fact_models())


def _changed(label):
    model, pk, name = first_of(label)
    change(model._meta.db_table, pk, CHANGES[label])
    return f"{name} is gewijzigd buiten het portaal om."


def _removed(label):
    model, pk, name = first_of(label)
    remove(model._meta.db_table, pk)
    return f"{name} ontbreekt."


def _inserted(label):
    model, pk, name = first_of(label)
    columns = [field.column for field in model._meta.concrete_fields]
    insert_like(model._meta.db_table, pk, columns, {"id": "987654", **ANOTHER[label]})
    return f"{name.replace(str(pk), '987654')} is toegevoegd zonder handeling."


def _is_named(label, tamper):
    """Tamper with one row, look for the sentence that names it, and take the tampering back."""
    with transaction.atomic():
        sentence = tamper(label)
        found = sentence in faults()
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("tamper", [_changed, _removed, _inserted])
def test_a_row_that_was_tampered_with_is_named(tamper):
    everything_done()

    assert [label for label in LABELS if not _is_named(label, tamper)] == []


def test_the_command_names_the_row():
    everything_done()
    pk = Decision.objects.first().pk
    with triggers_off("decisions_decision"):
        run("UPDATE decisions_decision SET outcome = 'declined' WHERE id = %s", pk)

    with pytest.raises(CommandError, match=f"decisions.decision:{pk}"):
        call_command("verify_trail")


def test_a_row_that_was_never_recorded_is_no_secret():
    a_round(AGREED)

    assert any("(decisions.decision:" in fault for fault in faults())


def test_a_concept_may_still_change():
    version = concept(ProposalFactory())
    version.items.update(text="Nog anders.")

    assert faults() == []


def test_a_version_that_is_thawed_is_missing():
    everything_done()
    pk = ProposalVersion.objects.get(number=1, frozen_at__isnull=False).pk

    with triggers_off("decisions_proposalversion"):
        run(
            "UPDATE decisions_proposalversion SET frozen_at = NULL, frozen_by_id = NULL, "
            "sha256 = '', profile_version_id = NULL WHERE number = 1"
        )

    assert any(f"(decisions.proposalversion:{pk}) ontbreekt." in fault for fault in faults())


def test_unreadable_facts_are_a_fault_of_the_chain():
    member = MembershipFactory()
    record(act="tested", sentence="Zin.", of=member.organisation, by=member, at=NOW)
    with triggers_off("trail_entry"):
        run("""UPDATE trail_entry SET facts = '{"rows": [' """)

    assert faults() == ["Nummer 1 is gewijzigd."]


def test_a_made_bundle_leaves_no_fault_of_its_own():
    submission = a_submission()

    work_off(submission.job_key)

    assert [fault for fault in faults() if "submissions." in fault] == []
    assert Entry.objects.get(act="made_bundle").region_id is not None


def test_a_column_that_is_empty_changes_no_fingerprint():
    columns = {"id": 1, "at": NOW, "text": "Tekst"}

    later = {**columns, "reason": "", "seen_at": None, "tags": [], "more": {}, "is_late": False}

    assert row_sha256(later) == row_sha256(columns)
    assert row_sha256({**columns, "count": 0}) != row_sha256(columns)


def test_a_fingerprint_is_over_the_json_of_the_row():
    columns = {"b": "één", "a": 1, "at": NOW, "on": NOW.date()}

    text = '{"a":1,"at":"2018-10-20T10:00:00.000000Z","b":"één","on":"2018-10-20"}'

    assert row_sha256(columns) == hashlib.sha256(text.encode()).hexdigest()


def test_rows_cost_one_query_for_each_model(django_assert_num_queries):
    submission = everything_done()
    member = MembershipFactory()
    decisions = list(Decision.objects.all())
    assert columns_of(Decision).count() > 1

    with django_assert_num_queries(3):
        record(
            act="tested",
            sentence="Zin.",
            of=submission,
            by=member,
            at=NOW,
            rows=[*decisions, submission],
        )


def test_a_row_that_may_change_or_go_is_no_fault():
    member = MembershipFactory()
    record(act="tested", sentence="Zin.", of=member, by=None, at=NOW, rows=[member])

    member.delete()

    assert faults() == []
