"""What the pages about the bundle show, at the same cost for any number."""

from datetime import timedelta

import pytest

from decisions.models import Organ
from jobs.models import Job
from submissions.models import Part, Submission
from submissions.rules import Blocker
from submissions.selectors import submission_page, submissions_page
from tests.factories.decisions import NOW, ProposalFactory, concept, coordinator, frozen, offered
from tests.factories.submissions import AGREED, a_failed_submission, a_round, a_submission

pytestmark = pytest.mark.django_db


def page_of(proposal, *, at=NOW):
    return submissions_page(proposal, viewer=coordinator(proposal.profile.region), at=at)


@pytest.mark.parametrize(
    ("make", "blocker"),
    [
        (concept, Blocker.NOT_FROZEN),
        (frozen, Blocker.NOT_OFFERED),
        (offered, Blocker.NOBODY),
    ],
)
def test_the_page_says_why_there_can_be_no_bundle(make, blocker):
    proposal = make(ProposalFactory()).proposal

    page = page_of(proposal)

    assert (page.blockers, page.offering, page.submissions) == ([blocker], 0, [])


def test_the_page_counts_who_offers_now():
    proposal = a_round(AGREED, {}, AGREED)

    page = page_of(proposal)

    assert (page.offering, page.parties, page.blockers) == (2, 3, [])
    assert page.version == proposal.versions.get()


def test_bundles_stand_latest_first_and_only_of_this_round():
    proposal = a_round(AGREED)
    first = a_submission(proposal)
    second = a_submission(proposal, at=NOW + timedelta(hours=1))
    a_submission()

    assert page_of(proposal).submissions == [second, first]


def test_a_replaced_version_leaves_its_bundles_in_the_list():
    proposal = a_round(AGREED)
    submission = a_submission(proposal)
    offered(proposal, [("1", Organ.COLLEGE, "Anders.")], at=NOW + timedelta(hours=1))

    page = page_of(proposal, at=NOW + timedelta(hours=2))

    assert page.submissions == [submission]
    assert page.blockers == [Blocker.NOBODY]


@pytest.mark.parametrize(
    ("facts", "is_busy", "has_failed"),
    [
        ({}, True, False),
        ({"lease_until": NOW, "worker": "host:1", "attempts": 1, "fence": 1}, True, False),
        ({"failed_at": NOW, "error": "Te groot.", "attempts": 1, "fence": 1}, False, True),
        ({"finished_at": NOW, "attempts": 1, "fence": 1}, False, False),
    ],
)
def test_a_bundle_is_busy_failed_or_ready(facts, is_busy, has_failed):
    submission = a_submission()
    Job.objects.update(**facts)

    page = submission_page(submission)

    assert (page.is_busy, page.has_failed) == (is_busy, has_failed)


def test_a_failed_bundle_carries_its_sentence_and_its_history():
    submission = a_failed_submission("De bijlage is leeg.")

    page = submission_page(submission)

    assert page.job.error == "De bijlage is leeg."
    assert [line.sentence for line in page.history] == [
        "Bundel 1 bevroren: 1 gemeenten bieden aan."
    ]


@pytest.mark.parametrize("count", [1, 14, 60])
def test_the_list_costs_the_same_for_any_number_of_municipalities(count, django_assert_num_queries):
    proposal = a_round(*[AGREED] * count)
    viewer = coordinator(proposal.profile.region)

    with django_assert_num_queries(10):
        page = submissions_page(proposal, viewer=viewer, at=NOW)

    assert page.offering == count


@pytest.mark.parametrize("count", [1, 14, 60])
def test_the_list_costs_the_same_for_any_number_of_bundles(count, django_assert_num_queries):
    proposal = a_round(AGREED)
    copies(a_submission(proposal), count)
    viewer = coordinator(proposal.profile.region)

    with django_assert_num_queries(10):
        page = submissions_page(proposal, viewer=viewer, at=NOW)
        shown = [(str(s.version), str(s.frozen_by)) for s in page.submissions]

    assert len(shown) == count


@pytest.mark.parametrize("count", [1, 14, 60])
def test_a_bundle_costs_the_same_for_any_number_of_parts(count, django_assert_num_queries):
    submission = a_submission()
    Part.objects.bulk_create(
        Part(
            submission=submission,
            position=position,
            kind="chapter",
            title=f"Deel {position}",
            input_sha256="a" * 64,
            sha256="b" * 64,
            page_count=1,
        )
        for position in range(count)
    )

    with django_assert_num_queries(3):
        page = submission_page(submission)

    assert len(page.parts) == count


def copies(submission, count):
    """Add bundles of the same version until there are so many."""
    Submission.objects.bulk_create(
        Submission(
            version=submission.version,
            number=number,
            snapshot={},
            sha256="a" * 64,
            frozen_at=NOW,
            frozen_by=submission.frozen_by,
        )
        for number in range(2, count + 1)
    )


def test_a_version_that_is_not_offered_yet_does_not_stand_in_the_way():
    proposal = offered().proposal
    first = proposal.versions.get()
    frozen(proposal, [("1", Organ.COLLEGE, "Anders.")], at=NOW)

    page = submissions_page(proposal, viewer=coordinator(proposal.profile.region), at=NOW)

    assert page.version == first
