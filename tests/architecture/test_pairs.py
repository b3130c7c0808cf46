"""Evidence, not trust: a moment at which somebody acted says who."""

import pytest
from django.apps import apps
from django.db.models import Model

from tests.architecture.tree import ROOMS

MODELS = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]

ALONE = {
    "actions.CollegeWord.said_at": "the act on the further proposal says who",
    "actions.FieldMeeting.starts_at": "a moment that is agreed in advance; nobody acts at it",
    "actions.SavedView.saved_at": "saved by the person whose view it is, who is a field",
    "actions.Standing.changed_at": "the answer that changed it says who",
    "actions.Suggestion.suggested_at": "the portal sees occasions, nobody else",
    "decisions.CalendarFeed.made_at": "made by the person whose feed it is, who is a field",
    "decisions.Proposal.closes_at": "a moment that is agreed in advance; nobody acts at it",
    "decisions.Concern.raised_at": "the portal raises it from figures that it keeps",
    "jobs.Job.created_at": "the act that caused the job says who",
    "jobs.Job.finished_at": "a worker finished it; Job.worker says which",
    "jobs.Job.failed_at": "a worker gave up; Job.worker says which",
    "jobs.Job.ready_by": "a moment, not a person: not to be done before",
    "municipalities.Invitation.expires_at": "a moment that is set in advance; nobody acts at it",
    "notices.Mail.written_at": "the act that caused the mail says who",
    "notices.Mail.sent_at": "a worker sent it; the job says which",
    "jobs.Job.asked_by": "who asked, if a person did; Job.created_at says when",
    "municipalities.User.joined_at": "the account appeared; its roles have their own history",
    "notices.Notice.sent_at": "the portal sends notices, nobody else",
    "notices.Notice.read_at": "read by the recipient, who is a field",
    "submissions.Submission.rendered_at": "a worker made the file; the job says which",
}

BY_NOBODY = {  # who is empty when the portal itself acts
    ("decisions.Proposal", "created"): "the portal itself makes a further proposal",
    ("municipalities.Invitation", "invited"): "the command line invites the first people",
}


def acts() -> list[tuple[type[Model], str]]:
    """Return every model with each act that one of its fields dates or signs."""
    return sorted(
        {
            (model, field.name[:-3])
            for model in MODELS
            for field in model._meta.fields
            if field.name.endswith(("_at", "_by"))
        },
        key=lambda act: (act[0]._meta.label, act[1]),
    )


def fields_of(model: type[Model], act: str) -> list[str]:
    """Return the halves of the pair that the model has."""
    return [field.name for field in model._meta.fields if field.name in {f"{act}_at", f"{act}_by"}]


def label(value: object) -> str:
    return value._meta.label if isinstance(value, type) else str(value)


@pytest.mark.parametrize(("model", "act"), acts(), ids=label)
def test_moment_has_its_person(model, act):
    halves = fields_of(model, act)

    assert len(halves) == 2 or f"{model._meta.label}.{halves[0]}" in ALONE


@pytest.mark.parametrize(("model", "act"), acts(), ids=label)
def test_pair_that_may_be_empty_is_empty_together(model, act):
    halves = [model._meta.get_field(name) for name in fields_of(model, act)]
    held = {constraint.name for constraint in model._meta.constraints}

    if (model._meta.label, act) in BY_NOBODY:
        return
    if len(halves) == 2 and any(half.null for half in halves):
        assert any(name.endswith(f"{act}_by_someone") for name in held)


def test_every_reason_is_still_needed():
    existing = {
        f"{model._meta.label}.{name}"
        for model, act in acts()
        for name in fields_of(model, act)
        if len(fields_of(model, act)) == 1
    }

    assert set(ALONE) == existing
