"""Who reads why a municipality does not join: every audience, every reader."""

import pytest

from actions.models import ReasonAudience
from actions.rules.visibility import Reader, is_own, may_read_reason

OWN, LEAD, OTHER = 1, 2, 3
READERS = {
    "own": Reader(OWN),
    "lead": Reader(LEAD),
    "other": Reader(OTHER),
    "coordinator": Reader(None, is_coordinator=True),
    "auditor": Reader(None),
    "institution": Reader(4, reads_actions=False),
}
SHARED = {
    ReasonAudience.OWN: {"own"},
    ReasonAudience.LEAD: {"own", "lead", "coordinator"},
    ReasonAudience.PARTIES: {"own", "lead", "coordinator", "other", "auditor"},
}


@pytest.mark.parametrize("audience", ReasonAudience)
def test_a_reason_is_for_whom_it_was_shared_with(audience):
    readers = {
        name
        for name, reader in READERS.items()
        if may_read_reason(audience, reader, municipality_id=OWN, lead_id=LEAD)
    }

    assert readers == SHARED[audience]


def test_without_a_lead_nobody_reads_as_the_lead():
    regional = Reader(None)

    assert not may_read_reason(ReasonAudience.LEAD, regional, municipality_id=OWN, lead_id=None)


def test_an_institution_does_not_read_the_reason_of_its_seat():
    seated = Reader(OWN, reads_actions=False)

    assert not may_read_reason(ReasonAudience.OWN, seated, municipality_id=OWN, lead_id=LEAD)


@pytest.mark.parametrize(("reader", "own"), [(Reader(OWN), True), (Reader(None), False)])
def test_who_reads_for_the_region_reads_for_no_municipality(reader, own):
    assert is_own(reader, OWN) is own
