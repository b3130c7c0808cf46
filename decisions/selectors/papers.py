"""The papers that a municipality takes into its own procedure, as it stands at a moment."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from decisions.documents.college import Local, LocalText, college_proposal, decision_list_text
from decisions.documents.contents import ReadItem
from decisions.documents.letters import (
    Decided,
    Dispatch,
    Signing,
    council_letter,
    covering_letter,
)
from decisions.documents.papers import Copy, Paper, Subject
from decisions.models import (
    Advice,
    AdviceState,
    Audience,
    Decision,
    FollowUp,
    ManagementAdvice,
    Organ,
    Outcome,
    Proposal,
    ProposalVersion,
    Section,
)
from decisions.rules.coalition import standing
from decisions.rules.embargo import embargo_moment
from decisions.rules.local import local_at
from decisions.rules.road import Road
from dutch.moments import format_date, local_date
from municipalities.models import Membership


class PaperKind(StrEnum):
    """Which paper; the value stands in its address and in the name of its file."""

    OWN_PROPOSAL = "collegevoorstel-eigen-exemplaar"
    PROPOSAL = "collegevoorstel"
    DECISION_LIST = "besluitenlijst"
    COUNCIL_LETTER = "raadsbrief"
    COVERING_LETTER = "aanbiedingsbrief"

    @property
    def label(self) -> str:
        return {
            PaperKind.OWN_PROPOSAL: "Collegevoorstel, eigen exemplaar",
            PaperKind.PROPOSAL: "Collegevoorstel, voor extern gebruik",
            PaperKind.DECISION_LIST: "Toelichting voor de openbare besluitenlijst",
            PaperKind.COUNCIL_LETTER: "Raadsbrief",
            PaperKind.COVERING_LETTER: "Aanbiedingsbrief aan de minister",
        }[self]

    @property
    def explanation(self) -> str:
        """Say for whom it is, in one sentence."""
        return {
            PaperKind.OWN_PROPOSAL: "Met de interne onderdelen. Deel dit niet buiten uw gemeente.",
            PaperKind.PROPOSAL: "Zonder de onderdelen voor alleen de eigen gemeente.",
            PaperKind.DECISION_LIST: "Alleen de openbare toelichting en het voorgestelde besluit.",
            PaperKind.COUNCIL_LETTER: "Over het besluit van uw college, welk besluit dat ook is.",
            PaperKind.COVERING_LETTER: "Namens alleen uw eigen college.",
        }[self]


def kinds_for(road: Road) -> list[PaperKind]:
    """Return the papers that there are; nobody offers anything to a minister in a further one."""
    return [kind for kind in PaperKind if kind in _MAKERS and not _is_absent(road, kind)]


def _is_absent(road: Road, kind: PaperKind) -> bool:
    return road.is_further and kind is PaperKind.COVERING_LETTER


def paper_for(road: Road, kind: PaperKind, *, viewer: Membership) -> Paper:
    """Return the paper as the municipality of the viewer knows it at the moment of the road."""
    return _MAKERS[kind](road, viewer)


def version_for(road: Road, kind: PaperKind) -> ProposalVersion:
    """Return what the paper is about: a letter tells of what was decided, not of what followed."""
    assert road.offer is not None
    is_letter = kind in {PaperKind.COUNCIL_LETTER, PaperKind.COVERING_LETTER}
    return road.college.version if is_letter and road.college else road.offer.version


def dictum_of(version: ProposalVersion) -> list[ReadItem]:
    """Return the items of the version, to hold a document against."""
    return [
        ReadItem(number=item.number, organ=Organ(item.organ), text=item.text)
        for item in version.items.all()
    ]


def _own_proposal(road: Road, viewer: Membership) -> Paper:
    return _proposal(road, viewer, Copy.OWN)


def _external_proposal(road: Road, viewer: Membership) -> Paper:
    return _proposal(road, viewer, Copy.EXTERNAL)


def _proposal(road: Road, viewer: Membership, copy: Copy) -> Paper:
    version = version_for(road, PaperKind.PROPOSAL)
    return college_proposal(
        _subject(road, version), sections=_sections(version, viewer), local=_local(road), copy=copy
    )


def _decision_list(road: Road, viewer: Membership) -> Paper:
    version = version_for(road, PaperKind.DECISION_LIST)
    return decision_list_text(_subject(road, version), sections=_sections(version, viewer))


def _council_letter(road: Road, _viewer: Membership) -> Paper:
    letter = road.council_letter
    return council_letter(
        _subject(road, version_for(road, PaperKind.COUNCIL_LETTER)),
        decided=_decided(road),
        dispatch=Dispatch(letter.sent_on, letter.reference) if letter else None,
    )


def _covering_letter(road: Road, _viewer: Membership) -> Paper:
    result = standing(road)
    return covering_letter(
        _subject(road, version_for(road, PaperKind.COVERING_LETTER)),
        decided=_decided(road),
        signing=_signing(road),
        blocker="" if result.offers else result.explanation,
    )


_MAKERS: dict[PaperKind, Callable[[Road, Membership], Paper]] = {
    PaperKind.OWN_PROPOSAL: _own_proposal,
    PaperKind.PROPOSAL: _external_proposal,
    PaperKind.DECISION_LIST: _decision_list,
    PaperKind.COUNCIL_LETTER: _council_letter,
    PaperKind.COVERING_LETTER: _covering_letter,
}


def _sections(version: ProposalVersion, viewer: Membership) -> Sequence[Section]:
    return list(version.sections.readable_by(viewer).order_by("position"))


def _subject(road: Road, version: ProposalVersion) -> Subject:
    """Return what the paper is about, with the embargo as long as it holds."""
    assert version.frozen_at is not None
    proposal, municipality = road.ratification.proposal, road.ratification.municipality
    profile = proposal.profile
    is_open = Proposal.objects.open_to_parties(road.at).filter(pk=proposal.pk).exists()
    return Subject(
        municipality=municipality.name,
        code=municipality.code,
        tooi=municipality.tooi,
        region=municipality.region.name,
        profile=profile.title,
        period=profile.period,
        addressee=profile.addressee,
        proposal=proposal.title,
        version=version.number,
        sha256=version.sha256,
        frozen_at=version.frozen_at,
        closes_at=proposal.closes_at,
        not_before=None if is_open else embargo_moment(proposal, at=road.at),
        items=tuple(dictum_of(version)),
        example_note=profile.example_note,
        is_further=proposal.is_further,
    )


def _local(road: Road) -> Local:
    facts = local_at(road.ratification, at=road.at)
    return Local(
        texts={
            kind: LocalText(section.text, Audience(section.audience))
            for kind, section in facts.sections.items()
        },
        advices=tuple(_advice(advice) for advice in facts.advices.values()),
        agreement=_agreement(road),
        management=_management(facts.management_advice),
    )


def _advice(advice: Advice) -> str:
    said = advice.text if advice.state == AdviceState.GIVEN else ""
    return f"{advice.get_kind_display()}: {said or advice.get_state_display().lower()}"


def _agreement(road: Road) -> str:
    if road.agreement is None:
        return ""
    on = format_date(local_date(road.agreement.agreed_at))
    return f"Akkoord van {road.agreement.agreed_by} op {on}."


def _management(advice: ManagementAdvice | None) -> str:
    if advice is None:
        return ""
    return " ".join(filter(None, [f"{advice.get_value_display()}.", advice.text]))


def _decided(road: Road) -> Decided | None:
    decision = road.college
    if decision is None:
        return None
    return Decided(
        outcome=Outcome(decision.outcome),
        on=decision.decided_on,
        evidence=_evidence(decision),
        next_on=decision.next_on,
        follow_up=FollowUp(decision.follow_up) if decision.follow_up else None,
        objections=tuple((each.item.number, each.text) for each in decision.objections.all()),
        is_replaced=not road.is_on_this_version,
    )


def _evidence(decision: Decision) -> str:
    named = [decision.evidence, decision.evidence_url, decision.evidence_name]
    return ", ".join(filter(None, named))


def _signing(road: Road) -> Signing | None:
    """Return on what the signature rests, or will rest."""
    signature = road.signature
    authorisation = signature.authorisation if signature else road.authorisation
    if authorisation is None:
        return None
    return Signing(
        person=str(signature.signed_by if signature else authorisation.person),
        basis=authorisation.basis,
        authorised_on=local_date(authorisation.authorised_at),
        signed_on=local_date(signature.signed_at) if signature else None,
    )
