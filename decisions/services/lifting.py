"""Lifting the embargo early, or extending it: two people of two municipalities, with a reason."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from decisions.models import EmbargoChange, Move, Proposal
from decisions.rules.blockers import blockers_to_agree_to_move, blockers_to_move_embargo
from decisions.rules.embargo import EmbargoState, Moments, state_at
from decisions.rules.publishing import INSTRUCTION, LIFTED
from decisions.services.acting import locked_roads, refuse_if
from decisions.services.publishing import give_new_instructions
from dutch.moments import format_moment, local_date
from municipalities.access import Permission, holders
from municipalities.models import Membership
from notices.models import Kind
from notices.services import tell
from trail.services import record


@transaction.atomic
def ask_to_move_embargo(
    proposal: Proposal,
    *,
    until: Moments | None = None,
    reason: str,
    by: Membership,
    at: datetime,
) -> EmbargoChange:
    """
    Ask for the own municipality to lift the embargo, or to extend it `until` these moments.

    Nothing changes before another municipality agrees.
    :raises Refused: if it has ended, would not move forward, or was asked already.
    """
    proposal, state = _locked(proposal.pk, at=at)
    is_party = _is_party(proposal, by)
    refuse_if(blockers_to_move_embargo(state, until=until, is_party=is_party, by=by))
    change = EmbargoChange.objects.create(
        proposal=proposal,
        move=Move.EXTEND if until else Move.LIFT,
        not_before=until.not_before if until else None,
        ends_at_latest=until.ends_at_latest if until else None,
        reason=reason,
        asked_at=state.at,
        asked_by=by.user,
        asked_for_id=by.acting_organisation_id,
    )
    sentence = f"Gevraagd het embargo {_words(change)}."
    record(
        act="asked_to_move_embargo",
        sentence=sentence,
        of=proposal,
        by=by,
        at=state.at,
        rows=[change],
    )
    _tell_others(change)
    return change


@transaction.atomic
def agree_to_move_embargo(change: EmbargoChange, *, by: Membership, at: datetime) -> EmbargoChange:
    """
    Agree for another municipality; from now on the embargo is lifted or extended.

    Every municipality gets a new instruction for its own publication.
    :raises Refused: if the request was overtaken, or the embargo has ended meanwhile.
    """
    proposal, state = _locked(change.proposal_id, at=at)
    change = EmbargoChange.objects.get(pk=change.pk)
    is_party = _is_party(proposal, by)
    refuse_if(blockers_to_agree_to_move(change, state, is_party=is_party, by=by))
    change.agreed_at, change.agreed_by = state.at, by.user
    change.agreed_for_id = by.acting_organisation_id
    change.save(update_fields=["agreed_at", "agreed_by", "agreed_for"])
    sentence = f"Ingestemd met het verzoek het embargo {_words(change)}."
    record(act="moved_embargo", sentence=sentence, of=proposal, by=by, at=state.at, rows=[change])
    give_new_instructions(
        proposal,
        text=INSTRUCTION if change.not_before else LIFTED,
        not_before=change.not_before or state.at,
        by=by,
        at=state.at,
    )
    return change


def _locked(proposal_id: int, *, at: datetime) -> tuple[Proposal, EmbargoState]:
    """Lock the proposal and all its roads, and return how the embargo stands after all acts."""
    at = locked_roads(proposal_id, at=at)
    proposal = Proposal.objects.select_related("embargo").get(pk=proposal_id)
    is_public = Proposal.objects.public(at).filter(pk=proposal_id).exists()
    return proposal, state_at(proposal, is_public=is_public, at=at)


def _is_party(proposal: Proposal, by: Membership) -> bool:
    """Tell whether the proposal was put to the municipality for which this person acts."""
    return proposal.ratifications.filter(municipality=by.acting_organisation_id).exists()


def _words(change: EmbargoChange) -> str:
    if change.not_before is None or change.ends_at_latest is None:
        return "op te heffen"
    first, last = format_moment(change.not_before), format_moment(change.ends_at_latest)
    return f"te verlengen: niet openbaar vóór {first}, uiterlijk tot {last}"


def _tell_others(change: EmbargoChange) -> None:
    """Tell everybody of the other municipalities who can agree."""
    people = holders(Permission.MOVE_EMBARGO, on=local_date(change.asked_at))
    others = people.filter(
        organisation__in=change.proposal.ratifications.values("municipality")
    ).exclude(organisation=change.asked_for_id)
    tell(
        event=f"embargo-asked:{change.pk}",
        kind=Kind.PROPOSAL,
        recipients=others.values_list("user_id", flat=True),
        subject="Een andere gemeente vraagt uw instemming over het embargo",
        path=reverse("decisions:embargo", args=[change.proposal_id]),
        at=change.asked_at,
    )
