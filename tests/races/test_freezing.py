"""What is frozen while others act is whole, numbered once, and true at its own moment."""

import pytest
from django.utils import timezone

from decisions.models import Offer
from decisions.selectors import board
from submissions.bundle.collect import collect
from submissions.bundle.contents import to_snapshot
from submissions.models import Submission
from tests.factories.decisions import ProposalFactory, concept, coordinator, frozen
from tests.factories.people import MunicipalityFactory
from tests.factories.submissions import (
    AGREED,
    READY,
    a_failed_submission,
    a_round,
    write_profile,
)
from tests.races.acts import (
    FAR,
    confirm,
    freeze_bundle,
    freeze_profile,
    freeze_version,
    next_version,
    of_college,
    offer,
    retry,
    revoke,
)
from tests.races.promises import broken_promises, trail_of
from tests.races.racing import at_once, done
from trail.models import Entry

pytestmark = [pytest.mark.races, pytest.mark.slow]

RECORDED = AGREED | {"confirmed": False}


def untrue(submission):
    """Return where the snapshot differs from what is known today about its moment."""
    version, at = submission.version, submission.frozen_at
    by = coordinator(version.proposal.profile.region)
    page = board(version.proposal, at=at, viewer=by, now=timezone.now())
    known = {row.name: row.explanation for row in page.rows}
    kept = {party["name"]: party["explanation"] for party in submission.snapshot["parties"]}
    again = to_snapshot(collect(version, number=submission.number, by=by, at=at))
    del again["chain"]  # it went on: the head that was kept must be a link of it
    head = submission.snapshot["chain"]
    is_link = Entry.objects.filter(number=head["number"], hash=head["sha256"]).exists()
    return [
        *([] if is_link else ["chain"]),
        *set(kept.items()).symmetric_difference(known.items()),
        *(key for key, value in again.items() if value != submission.snapshot[key]),
    ]


def lines(thing):
    return [act for act, _ in trail_of(thing)]


def test_version_is_frozen_once(rounds):
    for _ in rounds:
        version = concept(ProposalFactory())
        endings = at_once(freeze_version(version), freeze_version(version))

        assert len(done(endings)) == 1
        assert lines(version.proposal) == ["froze_proposal"]
        assert lines(version.proposal.profile) == ["froze_profile"]


def test_profile_is_frozen_once(rounds):
    for _ in rounds:
        profile = write_profile(ProposalFactory().profile)
        endings = at_once(freeze_profile(profile), freeze_profile(profile))

        assert endings[0] == endings[1] == profile.versions.get()
        assert lines(profile) == ["froze_profile"]


def test_version_is_offered_once(rounds):
    for _ in rounds:
        version = frozen(ProposalFactory(closes_at=FAR))
        MunicipalityFactory(region=version.proposal.profile.region)
        endings = at_once(offer(version), offer(version))

        assert len(done(endings)) == 1
        assert Offer.objects.filter(version=version).count() == 2
        assert lines(version.proposal) == ["offered_proposal", "instructed_publication"]
        assert broken_promises(version.proposal) == []


def test_bundles_are_numbered_in_turn(rounds):
    for _ in rounds:
        proposal = a_round(AGREED, closes_at=FAR)
        version = proposal.versions.get()
        at_once(*[freeze_bundle(version)] * 3)

        first, second, third = version.submissions.order_by("frozen_at")
        assert [first.number, second.number, third.number] == [1, 2, 3]
        assert first.frozen_at < second.frozen_at < third.frozen_at
        assert [lines(each) for each in (first, second, third)] == [["froze_bundle"]] * 3


def test_bundle_tells_the_board_of_its_moment(rounds, figures):
    for _ in rounds:
        proposal = a_round(AGREED, RECORDED, RECORDED, AGREED, closes_at=FAR)
        decided = [of_college(road) for road in proposal.ratifications.order_by("pk")]
        acts = [confirm(decided[1]), confirm(decided[2]), revoke(decided[3])]
        endings = at_once(*acts, freeze_bundle(proposal.versions.get()))

        submission = Submission.objects.get(version__proposal=proposal)
        assert len(done(endings)) == len(endings)
        assert untrue(submission) == []
        assert broken_promises(proposal) == []
        offering = sum(party["offers"] for party in submission.snapshot["parties"])
        figures[f"{offering} offer"] += 1


def test_bundle_of_a_version_that_is_being_replaced(rounds, figures):
    for _ in rounds:
        proposal = a_round(READY, closes_at=FAR)
        version, following = proposal.versions.get(), next_version(proposal)
        at_once(freeze_bundle(version), offer(following))

        replaced_at = following.offers.get().offered_at
        for submission in version.submissions.all():
            assert submission.frozen_at < replaced_at
            assert untrue(submission) == []
        figures[f"{version.submissions.count()} bundles"] += 1


def test_failed_bundle_is_tried_again_once(rounds):
    for _ in rounds:
        submission = a_failed_submission()
        endings = at_once(retry(submission), retry(submission))

        assert len(done(endings)) == 1
