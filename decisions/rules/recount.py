"""The coalition told by the trail alone: what the acts say, without the rows. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from decisions.rules.coalition import Course, Position
from dutch.moments import local_date

ADOPTING = {("agreed", ""), ("changed", "side_decision")}
UNDECIDED = {("deferred", ""), ("changed", "new_version")}


@dataclass(frozen=True, slots=True)
class Act:
    """One act on the road of a municipality: what the trail says, in the order of its numbers."""

    at: datetime
    act: str
    sha256: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Said:
    """A decision of the college as it was told when it was recorded."""

    sha256: str
    outcome: tuple[str, str]
    decided_on: date
    recorded_at: datetime
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """What was told until now: the text before the college, and what it did not take back."""

    offered: str = ""
    said: Mapping[object, _Said] = field(default_factory=dict)


def is_told(acts: Iterable[Act]) -> bool:
    """Tell whether every decision says on which day it was taken; the oldest entries do not."""
    return all("decided_on" in act.facts for act in acts if act.act == "recorded_decision")


def recount(acts: Iterable[Act], *, closes_at: datetime, at: datetime) -> tuple[Position, Course]:
    """Return where a municipality stood at `at`, by what was told of it until then."""
    told = _Told()
    for act in acts:
        if act.at <= at:
            told = _after(told, act)
    said = [each for each in told.said.values() if each.is_confirmed]
    counting = said[-1] if said and said[-1].sha256 == told.offered else None
    return _position(told, counting, closes_at, at), _course(counting, closes_at, at)


def _after(told: _Told, act: Act) -> _Told:
    if act.act == "offered_proposal":
        return replace(told, offered=act.sha256)
    if act.facts.get("organ") != "college":
        return told
    key, said = act.facts["decision"], dict(told.said)
    if act.act == "recorded_decision":
        said[key] = _said(act)
    elif act.act == "confirmed_decision" and key in said:
        said[key] = replace(said[key], is_confirmed=True)
    elif act.act == "revoked_decision":
        said.pop(key, None)
    return replace(told, said=said)


def _said(act: Act) -> _Said:
    return _Said(
        sha256=act.sha256,
        outcome=(str(act.facts["outcome"]), str(act.facts["follow_up"])),
        decided_on=date.fromisoformat(str(act.facts["decided_on"])),
        recorded_at=act.at,
    )


def _position(told: _Told, counting: _Said | None, closes_at: datetime, at: datetime) -> Position:
    if counting is None or counting.outcome in UNDECIDED:
        return Position.OUT if told.offered and at >= closes_at else Position.OPEN
    if counting.outcome in ADOPTING and _is_in_time(counting, closes_at):
        return Position.OFFERS
    return Position.OUT


def _course(counting: _Said | None, closes_at: datetime, at: datetime) -> Course:
    if at < closes_at:
        return Course.NOT_YET
    adopts = counting is not None and counting.outcome in ADOPTING
    return Course.CONTINUES if adopts else Course.MAY_JOIN


def _is_in_time(said: _Said, closes_at: datetime) -> bool:
    """A day before the last day is enough; on the last day the moment of recording decides."""
    last_day = local_date(closes_at)
    if said.decided_on == last_day:
        return said.recorded_at <= closes_at
    return said.decided_on < last_day
