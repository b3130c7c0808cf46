"""The only step that queries: what the database says at the freeze moment, as contents."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypedDict

from actions.models import Action as ActionRow
from actions.rules.joining import UNANSWERED, Joining, joins
from actions.store.histories import Recorded, histories
from decisions.models import Authorisation, Decision, Organ, Proposal, ProposalVersion
from decisions.rules.blockers import blockers_to_be_signed, may_sign
from decisions.rules.coalition import Position, standing
from decisions.rules.embargo import embargo_moment
from decisions.rules.road import Road, road_at
from dutch.moments import format_moment, local_date
from municipalities.models import Membership, Municipality
from profiles.models import ProfileVersion
from submissions.bundle.contents import (
    Action,
    Ambition,
    ChainHead,
    Chapter,
    Contents,
    Dictum,
    Item,
    Milestone,
    OrganDecision,
    Party,
    Theme,
)
from trail.selectors import last_entry


class _Ambition(TypedDict):
    number: int
    title: str
    text: str


class _Theme(_Ambition):
    ambitions: list[_Ambition]


def collect(version: ProposalVersion, *, number: int, by: Membership, at: datetime) -> Contents:
    """
    Return what bundle `number` of this frozen version says, as it is known at `at`.

    Profile and dictum come from their frozen versions; decisions from what had been confirmed.
    """
    assert version.profile_version is not None
    profile = version.proposal.profile
    content = version.profile_version.content
    return Contents(
        region=profile.region.name,
        title=content["title"],
        period=content["period"],
        addressee=content["addressee"],
        number=number,
        frozen_at=at,
        frozen_by=f"{by.capacity}, {by.on_behalf_of}",
        closes_at=version.proposal.closes_at,
        example_note=profile.example_note,
        parties=_parties(version, at),
        chapters=_chapters(version.profile_version),
        themes=_themes(version.profile_version),
        milestones=_milestones(version.profile_version),
        dictum=_dictum(version),
        actions=_actions(version, at),
        embargo=_embargo(version.proposal, at),
        chain=_chain(),
    )


def _embargo(proposal: Proposal, at: datetime) -> str:
    if Proposal.objects.public(at).filter(pk=proposal.pk).exists():
        return ""
    moment = embargo_moment(proposal, at=at)
    return f"Onder embargo, ten minste tot {format_moment(moment)}." if moment else ""


def _chain() -> ChainHead | None:
    last = last_entry()
    return ChainHead(last.number, last.hash) if last else None


def _parties(version: ProposalVersion, at: datetime) -> tuple[Party, ...]:
    ratifications = version.proposal.ratifications.with_facts().by_name()
    return tuple(_party(road_at(ratification, at=at)) for ratification in ratifications)


def _party(road: Road) -> Party:
    result = standing(road)
    signs = may_sign(road)
    authorisation = _authorisation(road) if signs else None
    return Party(
        code=road.ratification.municipality.code,
        name=road.municipality,
        offers=result.offers,
        may_sign=signs,
        explanation=result.explanation,
        is_open=result.position is Position.OPEN,
        not_signing="" if signs or not result.offers else _why_not_signing(road),
        decisions=tuple(_decisions([road.college, road.mayor])),
        signatory=str(authorisation.person) if authorisation else "",
        legal_basis=authorisation.basis if authorisation else "",
        signed_at=road.signature.signed_at if signs and road.signature else None,
    )


def _why_not_signing(road: Road) -> str:
    return " ".join(str(blocker.label) for blocker in blockers_to_be_signed(road))


def _authorisation(road: Road) -> Authorisation | None:
    """Return what the signature rests on, or will rest on."""
    return road.signature.authorisation if road.signature else road.authorisation


def _decisions(decisions: Iterable[Decision | None]) -> Iterable[OrganDecision]:
    for decision in decisions:
        if decision is None or decision.confirmed_at is None:
            continue
        yield OrganDecision(
            organ=str(Organ(decision.organ).label),
            outcome=decision.get_outcome_display(),
            decided_on=decision.decided_on,
            evidence=" ".join(filter(None, [decision.evidence, decision.evidence_url])),
            version_sha256=decision.version_sha256,
            recorded_by=str(decision.recorded_by),
            recorded_at=decision.recorded_at,
            confirmed_by=str(decision.confirmed_by),
            confirmed_at=decision.confirmed_at,
        )


def _chapters(version: ProfileVersion) -> tuple[Chapter, ...]:
    return tuple(Chapter(c["title"], c["text"]) for c in version.content["chapters"])


def _themes(version: ProfileVersion) -> tuple[Theme, ...]:
    themes: list[_Theme] = version.content["themes"]
    return tuple(
        Theme(
            number=theme["number"],
            title=theme["title"],
            text=theme["text"],
            ambitions=tuple(
                Ambition(f"{theme['number']}.{a['number']}", a["title"], a["text"])
                for a in theme["ambitions"]
            ),
        )
        for theme in themes
    )


def _milestones(version: ProfileVersion) -> tuple[Milestone, ...]:
    return tuple(Milestone(m["shown_as"], m["title"]) for m in version.content["milestones"])


def _dictum(version: ProposalVersion) -> Dictum:
    items = tuple(
        Item(item.number, str(item.get_organ_display()), item.text, item.sha256)
        for item in version.items.all()
    )
    return Dictum(items=items, sha256=version.sha256, version=version.number)


def _actions(version: ProposalVersion, at: datetime) -> tuple[Action, ...]:
    rows = ActionRow.objects.filter(theme__profile=version.proposal.profile)
    actions = list(rows.select_related("theme", "lead"))
    known = histories([action.pk for action in actions])
    names = dict(
        Municipality.objects.filter(region=version.proposal.profile.region).values_list(
            "code", "name"
        )
    )
    return tuple(
        Action(
            number=row.number,
            title=row.title,
            text=row.text,
            theme=row.theme.title,
            lead=row.lead.name if row.lead else "",
            answers=_answers(known.get(row.pk, {}), names, at),
        )
        for row in actions
    )


def _answers(
    known: Mapping[str, Recorded], names: Mapping[str, str], at: datetime
) -> tuple[str, ...]:
    """Return per place which municipalities stand there, as far as they answered."""
    standing: dict[Joining, list[str]] = {place: [] for place in Joining}
    for code, recorded in known.items():
        joined = joins(recorded.history, day=local_date(at), known_at=at)
        standing[joined.joining].append(names[code])
    return tuple(
        f"{place.label}: {', '.join(sorted(standing[place]))}"
        for place in Joining
        if standing[place] and place not in UNANSWERED
    )
