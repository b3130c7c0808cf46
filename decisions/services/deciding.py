"""What an organ decided: recorded by one person, confirmed by a second, perhaps taken back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction

from decisions.models import (
    Decision,
    FollowUp,
    Objection,
    Organ,
    Outcome,
    Ratification,
    Revocation,
)
from decisions.rules.blockers import (
    Blocker,
    blockers_to_choose,
    blockers_to_confirm,
    blockers_to_record,
    blockers_to_revoke,
)
from decisions.rules.road import Road
from decisions.services.acting import locked_road, refuse_if, tell_own
from decisions.services.hearing import carry_word
from dutch.moments import format_date, local_date
from files import store
from files.uploads import Upload
from municipalities.access import Permission, holders
from municipalities.models import Membership
from notices.models import Kind
from notices.services import tell
from trail.services import record

AFTER_CONFIRMATION = {
    Organ.COLLEGE: [
        (Permission.RECORD_COUNCIL_LETTER, "De raadsbrief over een besluit kan worden verzonden"),
    ],
    Organ.MAYOR: [(Permission.AUTHORISE, "Er kan een machtiging worden vastgelegd")],
}


class Said(TypedDict):
    """What the organ decided, and the evidence of it in words."""

    organ: Organ
    outcome: Outcome
    decided_on: date
    evidence: NotRequired[str]
    evidence_url: NotRequired[str]
    remark: NotRequired[str]
    next_on: NotRequired[date | None]
    follow_up: NotRequired[str]


@transaction.atomic
def record_decision(  # noqa: PLR0913  # the facts of one decision
    ratification: Ratification,
    *,
    evidence_file: Upload | None = None,
    objections: Mapping[str, str] | None = None,
    seen_sha256: str,
    by: Membership,
    at: datetime,
    **said: Unpack[Said],
) -> Decision:
    """
    Record what an organ decided on the text with hash `seen_sha256`; a second person confirms.

    `objections` are by the number of the item. A file is stored before anything is locked: one
    that no decision names does no harm. :raises Refused: while something stands in the way.
    """
    file_sha256 = store.put(evidence_file.content) if evidence_file else ""
    road = locked_road(ratification.pk, at=at)
    refuse_if(_blockers(road, said, by=by, seen_sha256=seen_sha256))
    assert road.offer is not None
    decision = Decision.objects.create(
        ratification=ratification,
        version=road.offer.version,
        version_sha256=seen_sha256,
        evidence_sha256=file_sha256,
        evidence_name=evidence_file.name if evidence_file else "",
        recorded_at=road.at,
        recorded_by=by.user,
        **said,
    )
    written = _object(decision, objections or {})
    _tell_to_confirm(decision, written, by=by, at=road.at)
    return decision


def _blockers(road: Road, said: Said, *, by: Membership, seen_sha256: str) -> list[Blocker]:
    organ, decided_on = said["organ"], said["decided_on"]
    follow_up, remark = said.get("follow_up", ""), said.get("remark", "")
    return [
        *blockers_to_record(
            road, by=by, organ=organ, decided_on=decided_on, seen_sha256=seen_sha256
        ),
        *blockers_to_choose(said["outcome"], follow_up=follow_up, remark=remark),
    ]


def _object(decision: Decision, objections: Mapping[str, str]) -> list[Objection]:
    """Write what the organ has against each of these items of its own."""
    items = decision.version.items.filter(organ=decision.organ, number__in=objections)
    return [
        Objection.objects.create(decision=decision, item=item, text=objections[item.number])
        for item in items
    ]


@transaction.atomic
def confirm_decision(decision: Decision, *, seen_sha256: str, by: Membership, at: datetime) -> None:
    """
    Confirm, as a second person of the municipality, what was recorded.

    `seen_sha256` is of the text that was offered when the page opened. :raises Refused:
    """
    road = locked_road(decision.ratification_id, at=at)
    decision = Decision.objects.get(pk=decision.pk)
    refuse_if(blockers_to_confirm(road, decision, by=by, seen_sha256=seen_sha256))
    decision.confirmed_at, decision.confirmed_by = road.at, by.user
    decision.save(update_fields=["confirmed_at", "confirmed_by"])
    _record_act("confirmed_decision", "bevestigd", decision, wrote=[decision], by=by, at=road.at)
    if road.is_further:
        carry_word(road.ratification.pk, by=by, at=road.at)
    for permission, subject in AFTER_CONFIRMATION[Organ(decision.organ)]:
        tell_own(
            permission,
            event=f"confirmed:{decision.pk}:{permission}",
            subject=subject,
            of=decision.ratification,
            by=by,
            at=at,
        )
    if decision.follow_up == FollowUp.NEW_VERSION:
        _ask_coordinators(decision, at=road.at)


@transaction.atomic
def revoke_decision(decision: Decision, *, reason: str, by: Membership, at: datetime) -> None:
    """Take a decision back; it stays readable and no longer counts. :raises Refused: if it was."""
    road = locked_road(decision.ratification_id, at=at)
    decision = Decision.objects.get(pk=decision.pk)
    refuse_if(blockers_to_revoke(road, decision, by=by))
    revocation = Revocation.objects.create(
        decision=decision, reason=reason, revoked_at=road.at, revoked_by=by.user
    )
    _record_act("revoked_decision", "ingetrokken", decision, wrote=[revocation], by=by, at=road.at)
    if road.is_further:
        carry_word(road.ratification.pk, by=by, at=road.at)


def _tell_to_confirm(
    decision: Decision, objections: list[Objection], *, by: Membership, at: datetime
) -> None:
    written: list[Decision | Objection | Revocation] = [decision, *objections]
    _record_act("recorded_decision", "vastgelegd", decision, wrote=written, by=by, at=at)
    tell_own(
        Permission.CONFIRM_DECISION,
        event=f"recorded:{decision.pk}",
        subject="Een vastgelegd besluit wacht op uw bevestiging",
        of=decision.ratification,
        by=by,
        at=at,
    )


def _ask_coordinators(decision: Decision, *, at: datetime) -> None:
    """Tell who writes the proposal to look here; what the college decided stays in the portal."""
    region = decision.ratification.municipality.region_id
    people = holders(Permission.EDIT_PROPOSAL, on=local_date(at)).filter(
        organisation__region=region
    )
    tell(
        event=f"asks_new_version:{decision.pk}",
        kind=Kind.DECISION,
        recipients=people.values_list("user_id", flat=True),
        subject="Een gemeente vraagt uw aandacht voor het collegevoorstel",
        path=decision.ratification.get_absolute_url(),
        at=at,
    )


def _record_act(  # noqa: PLR0913  # an act has this many sides
    act: str,
    done: str,
    decision: Decision,
    *,
    wrote: Sequence[Decision | Objection | Revocation],
    by: Membership,
    at: datetime,
) -> None:
    sentence = (
        f"Besluit van {'het' if decision.organ == Organ.COLLEGE else 'de'} "
        f"{decision.get_organ_display()} van {format_date(decision.decided_on)} {done}: "
        f"{decision.get_outcome_display().lower()}."
    )
    record(
        act=act,
        sentence=sentence,
        of=decision.ratification,
        by=by,
        at=at,
        sha256=decision.version_sha256,
        facts={
            "decision": decision.pk,
            "organ": decision.organ,
            "outcome": decision.outcome,
            "follow_up": decision.follow_up,
            "decided_on": decision.decided_on,
        },
        rows=wrote,
    )
