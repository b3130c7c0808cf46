"""When a meeting is still open to change and answers, and from when one looks back."""

from datetime import UTC, datetime, timedelta

import pytest

from actions.rules.meetings import (
    MeetingBlocker,
    ReplyDraft,
    blockers_to_call,
    blockers_to_change,
    blockers_to_invite,
    blockers_to_look_back,
    blockers_to_reply,
)

B = MeetingBlocker
STARTS_AT = datetime(2019, 6, 3, 12, tzinfo=UTC)
BEFORE = STARTS_AT - timedelta(microseconds=1)
COMES, STAYS_AWAY = ReplyDraft(is_coming=True, people=2), ReplyDraft(is_coming=False)
NOBODY, CROWD = ReplyDraft(is_coming=True), ReplyDraft(is_coming=True, people=501)


@pytest.mark.parametrize(("at", "blockers"), [(BEFORE, []), (STARTS_AT, [B.IN_THE_PAST])])
def test_a_meeting_is_called_for_a_moment_to_come(at, blockers):
    assert blockers_to_call(STARTS_AT, at=at) == blockers


@pytest.mark.parametrize(("at", "blockers"), [(BEFORE, []), (STARTS_AT, [B.BEGUN])])
def test_a_meeting_changes_until_it_begins(at, blockers):
    assert blockers_to_change(STARTS_AT, at=at) == blockers


@pytest.mark.parametrize(
    ("chosen", "allowed", "at", "blockers"),
    [
        (1, 1, BEFORE, []),
        (0, 0, BEFORE, [B.NOBODY]),
        (2, 1, BEFORE, [B.NOT_INVITABLE]),
        (1, 1, STARTS_AT, [B.BEGUN]),
    ],
)
def test_only_who_is_known_is_invited_before_it_begins(chosen, allowed, at, blockers):
    assert blockers_to_invite(STARTS_AT, chosen=chosen, allowed=allowed, at=at) == blockers


@pytest.mark.parametrize(
    ("draft", "is_own", "at", "blockers"),
    [
        (COMES, True, BEFORE, []),
        (STAYS_AWAY, True, BEFORE, []),
        (NOBODY, True, BEFORE, [B.NO_PEOPLE]),
        (CROWD, True, BEFORE, [B.NO_PEOPLE]),
        (COMES, True, STARTS_AT, [B.TOO_LATE]),
        (COMES, False, BEFORE, [B.OTHER_ORGANISATION]),
    ],
)
def test_an_organisation_answers_for_itself_until_it_begins(draft, is_own, at, blockers):
    found = blockers_to_reply(draft, starts_at=STARTS_AT, is_own=is_own, at=at)

    assert found == blockers


@pytest.mark.parametrize(
    ("at", "are_guests", "blockers"),
    [
        (STARTS_AT, True, []),
        (BEFORE, True, [B.NOT_YET]),
        (STARTS_AT, False, [B.NO_GUEST]),
    ],
)
def test_one_looks_back_from_the_start(at, are_guests, blockers):
    assert blockers_to_look_back(STARTS_AT, at=at, are_guests=are_guests) == blockers
