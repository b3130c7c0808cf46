"""Freezing a bundle and trying again: the act, its refusals, its line in the trail."""

from datetime import timedelta

import pytest
from django.db import transaction

from decisions.models import Organ, Outcome
from jobs.models import Job, State
from jobs.services import CannotRetry
from municipalities.models import Role
from submissions import services
from submissions.bundle.contents import from_snapshot, snapshot_sha256
from submissions.models import Submission
from submissions.rules import Blocker, blockers_to_freeze
from tests.factories.decisions import (
    NOW,
    ProposalFactory,
    concept,
    coordinator,
    decide,
    frozen,
    offered,
    revoke,
)
from tests.factories.people import MembershipFactory, person
from tests.factories.submissions import AGREED, READY, a_failed_submission, a_round, a_submission
from trail.models import Entry

pytestmark = pytest.mark.django_db


def freeze(proposal, *, at=NOW):
    by = coordinator(proposal.profile.region)
    return services.freeze(proposal.versions.last(), by=by, at=at)


@pytest.mark.parametrize(
    ("make", "is_offered", "offering", "blockers"),
    [
        (concept, False, 0, [Blocker.NOT_FROZEN]),
        (frozen, False, 0, [Blocker.NOT_OFFERED]),
        (offered, True, 0, [Blocker.NOBODY]),
        (offered, True, 1, []),
    ],
)
def test_what_stands_in_the_way(make, is_offered, offering, blockers):
    version = make(ProposalFactory())
    region = version.proposal.profile.region

    def found(by):
        return blockers_to_freeze(version, is_offered=is_offered, offering=offering, by=by)

    assert found(coordinator(region)) == blockers
    assert found(MembershipFactory(role=Role.ALDERMAN)) == [Blocker.NO_ROLE, *blockers]


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (concept, "De tekst van het voorstel is nog niet vastgesteld."),
        (frozen, "Deze versie is nog niet aan de colleges aangeboden."),
        (offered, "Nog geen enkele gemeente biedt mee aan."),
    ],
)
def test_a_refused_freeze_says_why_and_leaves_nothing(make, sentence):
    version = make(ProposalFactory())
    lines = Entry.objects.count()

    with pytest.raises(services.CannotFreeze) as refusal:
        services.freeze(version, by=coordinator(version.proposal.profile.region), at=NOW)

    assert str(refusal.value) == sentence
    assert (Submission.objects.count(), Job.objects.count()) == (0, 0)
    assert Entry.objects.count() == lines


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_only_a_coordinator_freezes(role):
    proposal = a_round(AGREED)
    by = person(role, proposal.ratifications.get().municipality)

    with pytest.raises(services.CannotFreeze, match="Uw rol mag dit niet."):
        services.freeze(proposal.versions.get(), by=by, at=NOW)

    assert not Submission.objects.exists()


def test_a_new_version_that_is_not_offered_cannot_be_frozen_on_old_decisions():
    proposal = a_round(AGREED)
    frozen(proposal, [("1", Organ.COLLEGE, "Anders.")], at=NOW - timedelta(days=1))

    with pytest.raises(services.CannotFreeze) as refusal:
        freeze(proposal)

    assert refusal.value.blockers == [Blocker.NOT_OFFERED]


def test_freezing_keeps_a_snapshot_with_its_hash_who_and_when():
    proposal = a_round(READY)

    submission = freeze(proposal)

    submission = Submission.objects.get(pk=submission.pk)
    assert submission.sha256 == snapshot_sha256(submission.snapshot)
    assert from_snapshot(submission.snapshot).parties[0].offers
    assert (submission.frozen_at, submission.frozen_by) == (
        NOW,
        coordinator(proposal.profile.region).user,
    )
    assert (submission.bundle_sha256, submission.page_count, submission.rendered_at) == (
        "",
        None,
        None,
    )


def test_bundles_of_a_version_are_numbered():
    proposal, other = a_round(AGREED), a_round(AGREED)

    numbers = [freeze(proposal).number, freeze(other).number, freeze(proposal).number]

    assert numbers == [1, 1, 2]
    assert [s.snapshot["number"] for s in proposal.versions.get().submissions.all()] == [1, 2]


def test_one_job_waits_for_a_worker():
    submission = freeze(a_round(AGREED))

    job = Job.objects.get()
    assert (job.kind, job.key, job.state) == ("bundle", submission.job_key, State.WAITING)
    assert job.created_at == NOW


def test_bundle_job_and_trail_come_together_or_not_at_all():
    proposal = a_round(AGREED)
    lines = Entry.objects.count()

    with transaction.atomic():
        freeze(proposal)
        transaction.set_rollback(True)

    assert (Submission.objects.count(), Job.objects.count()) == (0, 0)
    assert Entry.objects.count() == lines


def test_a_worker_is_woken_after_the_commit_only(django_capture_on_commit_callbacks):
    proposal = a_round(AGREED)

    with django_capture_on_commit_callbacks() as callbacks:
        freeze(proposal)

    assert len(callbacks) == 1


def test_freezing_leaves_one_line_in_the_trail():
    proposal = a_round(AGREED, {}, AGREED)

    submission = freeze(proposal)

    entry = Entry.objects.get(act="froze_bundle")
    assert entry.sentence == "Bundel 1 bevroren: 2 gemeenten bieden aan."
    assert (entry.object_type, entry.object_id) == ("submissions.submission", str(submission.pk))
    assert (entry.object_sha256, entry.by) == (submission.sha256, submission.frozen_by)
    assert entry.capacity == "Regiocoördinator"


def test_a_later_decision_does_not_come_into_the_snapshot():
    proposal = a_round(AGREED, {})
    _, undecided = proposal.ratifications.order_by("pk")
    submission = freeze(proposal)
    before = Submission.objects.get(pk=submission.pk).snapshot

    decide(undecided, recorded_at=NOW, decided_on=NOW.date())
    revoke(proposal.ratifications.order_by("pk")[0].decisions.get(), at=NOW + timedelta(hours=2))
    second = freeze(proposal, at=NOW + timedelta(hours=3))

    assert Submission.objects.get(pk=submission.pk).snapshot == before
    assert [[p["offers"] for p in s.snapshot["parties"]] for s in (submission, second)] == [
        [True, False],
        [False, True],
    ]


def test_the_same_moment_gives_the_same_hash():
    proposal = a_round(READY)

    first = collected_hash(proposal)

    assert collected_hash(proposal) == first


def collected_hash(proposal):
    """Return the hash of a freeze that is undone."""
    with transaction.atomic():
        sha256 = freeze(proposal).sha256
        transaction.set_rollback(True)
    return sha256


def test_what_failed_can_be_tried_again():
    submission = a_failed_submission()
    by = coordinator(submission.version.proposal.profile.region)

    services.retry(submission, by=by, at=NOW)

    job = Job.objects.get(key=submission.job_key)
    assert (job.state, job.attempts, job.error) == (State.WAITING, 0, "")
    assert Entry.objects.get(act="retried").by == by.user


def test_what_did_not_fail_is_not_tried_again():
    submission = a_submission()
    by = coordinator(submission.version.proposal.profile.region)

    with pytest.raises(CannotRetry, match="niet mislukt"):
        services.retry(submission, by=by, at=NOW)

    assert not Entry.objects.filter(act="retried").exists()


@pytest.mark.parametrize(
    "outcome", [Outcome.DECLINED, Outcome.CHANGED, Outcome.NOTED, Outcome.DEFERRED]
)
def test_no_outcome_but_agreed_makes_a_bundle(outcome):
    with pytest.raises(services.CannotFreeze) as refusal:
        freeze(a_round({"outcome": outcome}))

    assert refusal.value.blockers == [Blocker.NOBODY]
