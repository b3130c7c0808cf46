"""What an organ decided: recorded by one person, confirmed by a second, perhaps taken back."""

from datetime import date, datetime

from django.db import transaction

from decisions.models import Decision, Organ, Outcome, Ratification, Revocation
from decisions.rules.blockers import (
    blockers_to_confirm,
    blockers_to_record,
    blockers_to_revoke,
)
from decisions.services.acting import locked_road, refuse_if, tell_own
from dutch.moments import format_date
from municipalities.access import Permission
from municipalities.models import Membership
from trail.services import record

AFTER_CONFIRMATION = {
    Organ.COLLEGE: [
        (Permission.RECORD_COUNCIL_LETTER, "De raadsbrief over een besluit kan worden verzonden"),
    ],
    Organ.MAYOR: [(Permission.AUTHORISE, "Er kan een machtiging worden vastgelegd")],
}


@transaction.atomic
def record_decision(  # noqa: PLR0913  # the facts of one decision
    ratification: Ratification,
    *,
    organ: Organ,
    outcome: Outcome,
    decided_on: date,
    evidence: str = "",
    evidence_url: str = "",
    remark: str = "",
    next_on: date | None = None,
    seen_sha256: str,
    by: Membership,
    at: datetime,
) -> Decision:
    """
    Record what an organ decided on the text with hash `seen_sha256`; a second person confirms.

    :raises Refused: while something stands in the way, for instance when the text was replaced.
    """
    road = locked_road(ratification.pk, at=at)
    refuse_if(
        blockers_to_record(road, by=by, organ=organ, decided_on=decided_on, seen_sha256=seen_sha256)
    )
    assert road.offer is not None
    decision = Decision.objects.create(
        ratification=ratification,
        version=road.offer.version,
        version_sha256=seen_sha256,
        organ=organ,
        outcome=outcome,
        decided_on=decided_on,
        evidence=evidence,
        evidence_url=evidence_url,
        remark=remark,
        next_on=next_on,
        recorded_at=road.at,
        recorded_by=by.user,
    )
    _tell_to_confirm(decision, by=by, at=road.at)
    return decision


@transaction.atomic
def confirm_decision(decision: Decision, *, by: Membership, at: datetime) -> None:
    """Confirm, as a second person of the municipality, what was recorded. :raises Refused:"""
    road = locked_road(decision.ratification_id, at=at)
    decision = Decision.objects.get(pk=decision.pk)
    refuse_if(blockers_to_confirm(road, decision, by=by))
    decision.confirmed_at, decision.confirmed_by = road.at, by.user
    decision.save(update_fields=["confirmed_at", "confirmed_by"])
    _record_act("confirmed_decision", "bevestigd", decision, wrote=decision, by=by, at=road.at)
    for permission, subject in AFTER_CONFIRMATION[Organ(decision.organ)]:
        tell_own(
            permission,
            event=f"confirmed:{decision.pk}:{permission}",
            subject=subject,
            of=decision.ratification,
            by=by,
            at=at,
        )


@transaction.atomic
def revoke_decision(decision: Decision, *, reason: str, by: Membership, at: datetime) -> None:
    """Take a decision back; it stays readable and no longer counts. :raises Refused: if it was."""
    road = locked_road(decision.ratification_id, at=at)
    decision = Decision.objects.get(pk=decision.pk)
    refuse_if(blockers_to_revoke(road, decision, by=by))
    revocation = Revocation.objects.create(
        decision=decision, reason=reason, revoked_at=road.at, revoked_by=by.user
    )
    _record_act("revoked_decision", "ingetrokken", decision, wrote=revocation, by=by, at=road.at)


def _tell_to_confirm(decision: Decision, *, by: Membership, at: datetime) -> None:
    _record_act("recorded_decision", "vastgelegd", decision, wrote=decision, by=by, at=at)
    tell_own(
        Permission.CONFIRM_DECISION,
        event=f"recorded:{decision.pk}",
        subject="Een vastgelegd besluit wacht op uw bevestiging",
        of=decision.ratification,
        by=by,
        at=at,
    )


def _record_act(  # noqa: PLR0913  # an act has this many sides
    act: str,
    done: str,
    decision: Decision,
    *,
    wrote: Decision | Revocation,
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
        facts={"decision": decision.pk, "outcome": decision.outcome, "organ": decision.organ},
        rows=[wrote],
    )
