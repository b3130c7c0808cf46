"""The parties read the concept and say what they want otherwise; each gets an answer."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from decisions.models import (
    Amendment,
    Answer,
    DictumItem,
    Preparation,
    PreparationKind,
    Proposal,
    ProposalVersion,
    Section,
    Verdict,
)
from decisions.rules.blockers import (
    Blocker,
    blockers_to_answer,
    blockers_to_comment,
    blockers_to_record_step,
)
from decisions.rules.drafting import drafting_of, seen_of
from decisions.services.acting import Refused, refuse_if
from decisions.services.drafting import Rewritten, change_part, locked_concept, name_of, shared_part
from dutch.moments import format_date, local_date
from municipalities.access import Permission, holders, roles_with
from municipalities.models import Membership
from notices.models import Kind
from notices.services import tell
from trail.services import record


@transaction.atomic
def record_step(  # noqa: PLR0913  # the facts of one step
    proposal: Proposal,
    *,
    kind: PreparationKind,
    on: date,
    note: str = "",
    by: Membership,
    at: datetime,
) -> Preparation:
    """Record a dated step of the preparation. :raises Refused: where it cannot be."""
    concept = _with_drafting(locked_concept(proposal, by=by))
    refuse_if(blockers_to_record_step(drafting_of(concept), kind=kind, on=on, by=by, at=at))
    step = Preparation.objects.create(
        proposal=proposal, kind=kind, on=on, note=note, prepared_at=at, prepared_by=by.user
    )
    sentence = f"{step.get_kind_display()} op {format_date(on)} ({concept.name})."
    record(
        act="prepared_proposal",
        sentence=sentence,
        of=proposal,
        by=by,
        at=at,
        facts={"kind": kind, "on": on},
        rows=[step],
    )
    if kind == PreparationKind.CO_CREATION_OPENED:
        _invite(step, at=at)
    return step


@transaction.atomic
def comment(  # noqa: PLR0913  # on what of which text, seen as what, in which words
    proposal: Proposal,
    *,
    about: type[DictumItem | Section] | None = None,
    key: UUID | None = None,
    seen_sha256: str = "",
    comment: str,
    proposed_text: str = "",
    by: Membership,
    at: datetime,
) -> Amendment:
    """
    Comment on an item, a section or the whole of the concept, perhaps with another text.

    :raises Rewritten: if the text is another than on the screen. :raises Refused: if it is closed.
    """
    concept = _open_concept(proposal, by=by)
    part = _seen_part(concept, about, key, seen_sha256=seen_sha256) if about and key else None
    amendment = Amendment.objects.create(
        version=concept,
        item_key=key if isinstance(part, DictumItem) else None,
        section_key=key if isinstance(part, Section) else None,
        about=name_of(part).lower() if part else "het hele voorstel",
        seen_text=part.text if part else "",
        comment=comment,
        proposed_text=proposed_text if part else "",
        organisation=by.organisation,
        submitted_at=at,
        submitted_by=by.user,
    )
    record(
        act="commented",
        sentence=f"Opmerking over {amendment.about} ({concept.name}).",
        of=proposal,
        by=by,
        at=at,
        facts={"amendment": amendment.pk},
        rows=[amendment],
    )
    return amendment


@transaction.atomic
def answer(  # noqa: PLR0913  # what is done with it, and why
    amendment: Amendment,
    *,
    verdict: Verdict,
    reason: str = "",
    takes_text_over: bool = False,
    seen_sha256: str = "",
    by: Membership,
    at: datetime,
) -> Answer:
    """
    Answer a comment, and in the same act put the proposed text in its place if that is wished.

    :raises Rewritten: if that text is another than on the screen. :raises Refused: if answered.
    """
    proposal = amendment.version.proposal
    ProposalVersion.objects.select_for_update().get(pk=amendment.version_id)
    amendment = Amendment.objects.select_related("version__proposal").get(pk=amendment.pk)
    refuse_if(blockers_to_answer(amendment, takes_text_over=takes_text_over, by=by))
    if takes_text_over:
        _take_over(amendment, proposal, seen_sha256=seen_sha256, by=by, at=at)
    given = Answer.objects.create(
        amendment=amendment, verdict=verdict, reason=reason, answered_at=at, answered_by=by.user
    )
    record(
        act="answered_comment",
        sentence=f"Opmerking over {amendment.about} beantwoord: "
        f"{given.get_verdict_display().lower()}.",
        of=proposal,
        by=by,
        at=at,
        facts={"amendment": amendment.pk, "verdict": verdict},
        rows=[given],
    )
    _tell(given, proposal)
    return given


def _seen_part(
    concept: ProposalVersion, about: type[DictumItem | Section], key: UUID, *, seen_sha256: str
) -> DictumItem | Section:
    """:raises Rewritten: if the text on the screen is not the one that there is."""
    part = shared_part(concept, about, key)
    if part is None or seen_of(part) != seen_sha256:
        raise Rewritten(part)
    return part


def _tell(given: Answer, proposal: Proposal) -> None:
    """Tell who made the comment that there is an answer."""
    tell(
        event=f"answered:{given.pk}",
        kind=Kind.PROPOSAL,
        recipients=[given.amendment.submitted_by_id],
        subject="Uw opmerking bij een concept is beantwoord",
        path=reverse("decisions:cocreation", args=[proposal.pk]),
        at=given.answered_at,
    )


def _take_over(
    amendment: Amendment, proposal: Proposal, *, seen_sha256: str, by: Membership, at: datetime
) -> None:
    model: type[DictumItem | Section] = DictumItem if amendment.item_key else Section
    key = amendment.item_key or amendment.section_key
    assert key is not None
    fields = {"text": amendment.proposed_text}
    change_part(proposal, model, key, fields=fields, seen_sha256=seen_sha256, by=by, at=at)


def _open_concept(proposal: Proposal, *, by: Membership) -> ProposalVersion:
    """Return the concept, locked. :raises Refused: if this party cannot comment on it now."""
    concept = proposal.versions.concepts().select_for_update().first()
    if concept is None:
        raise Refused([Blocker.CO_CREATION_CLOSED])
    refuse_if(blockers_to_comment(drafting_of(_with_drafting(concept)), by=by))
    return concept


def _with_drafting(concept: ProposalVersion) -> ProposalVersion:
    return ProposalVersion.objects.with_drafting().get(pk=concept.pk)


def _invite(step: Preparation, *, at: datetime) -> None:
    """Tell all parties of the region that they can comment; under embargo only its readers."""
    region = step.proposal.profile.region
    people = holders(Permission.COMMENT, on=local_date(at)).filter(organisation__region=region)
    confirmed = people.exclude(
        organisation__institution__isnull=False, organisation__institution__confirmed_at=None
    )
    if step.proposal.versions.filter(frozen_at__isnull=False).exists():
        confirmed = confirmed.filter(role__in=roles_with(Permission.READ))
    tell(
        event=f"opened:{step.pk}",
        kind=Kind.PROPOSAL,
        recipients=confirmed.values_list("user_id", flat=True),
        subject="U kunt meeschrijven aan een collegevoorstel",
        path=reverse("decisions:cocreation", args=[step.proposal_id]),
        at=at,
    )
