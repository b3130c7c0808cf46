"""Whether the coalition that the pages show is the one that the trail tells."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from decisions.models import Proposal, Ratification
from decisions.rules.coalition import continuation, standing
from decisions.rules.recount import Act, is_told, recount
from decisions.rules.road import Road, road_at
from dutch.moments import format_moment
from trail.models import Entry

TICK = timedelta(microseconds=1)
COUNTED = ("offered_proposal", "recorded_decision", "confirmed_decision", "revoked_decision")


@dataclass(frozen=True, slots=True)
class Recount:
    """
    What came of counting again: the number of acts, and the names of who stands elsewhere.

    `untold` are those whose entries were written before they said on which day was decided.
    """

    acts: int
    differing: list[str]
    untold: list[str]


def recount_of(roads: Sequence[Road]) -> Recount:
    """Count these roads again from the trail, each at its own moment; one query."""
    told = _acts_of([road.ratification for road in roads])
    told_roads = [road for road in roads if is_told(told[road.ratification.pk])]
    return Recount(
        acts=sum(len(acts) for acts in told.values()),
        differing=[r.municipality for r in told_roads if _differs(r, told[r.ratification.pk])],
        untold=[road.municipality for road in roads if road not in told_roads],
    )


def differences(proposal: Proposal) -> list[str]:
    """
    Return a Dutch sentence for every moment at which the rows and the trail do not agree.

    Just before, at and just after every act and the closing; nothing changes in between.
    """
    ratifications = list(proposal.ratifications.with_facts().by_name())
    told = _acts_of(ratifications)
    return [
        sentence
        for ratification in ratifications
        for sentence in _differences(ratification, told[ratification.pk])
    ]


def _differences(ratification: Ratification, acts: Sequence[Act]) -> Iterator[str]:
    if not is_told(acts):
        yield f"{ratification.municipality}: het logboek noemt de dag van een besluit niet."
        return
    turns = {act.at for act in acts} | {ratification.proposal.closes_at}
    for at in sorted({turn + step * TICK for turn in turns for step in (-1, 0, 1)}):
        if _differs(road_at(ratification, at=at), acts):
            yield (
                f"{ratification.municipality}: de stand op {format_moment(at)} volgt niet uit "
                "het logboek."
            )


def _differs(road: Road, acts: Sequence[Act]) -> bool:
    shown = (standing(road).position, continuation(road).course)
    return shown != recount(acts, closes_at=road.closes_at, at=road.at)


def _acts_of(ratifications: Sequence[Ratification]) -> Mapping[int, list[Act]]:
    entries = Entry.objects.filter(
        object_type=Ratification._meta.label_lower,
        object_id__in=[str(each.pk) for each in ratifications],
        act__in=COUNTED,
    )
    acts = defaultdict[int, list[Act]](list)
    for entry in entries.chained():
        acts[int(entry.object_id)].append(
            Act(entry.at, entry.act, entry.object_sha256, _facts(entry))
        )
    return acts


def _facts(entry: Entry) -> Mapping[str, object]:
    """Return the facts of the entry; none if somebody made them unreadable."""
    try:
        facts: object = json.loads(entry.facts)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}
