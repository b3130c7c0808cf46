"""The execution agenda: what the region does per theme and ambition, and how far that is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from actions.models import Action
from actions.rules.facts import facts_of
from actions.rules.milestones import Progress, Standing, progress, standing
from actions.rules.stages import Stage, Stand, stage_at
from dutch.moments import local_date
from municipalities.access import Permission, may
from municipalities.models import Membership
from profiles.models import Ambition, Profile, Theme

SIGNS = {
    Stage.IDEA: "neutral",
    Stage.PLAN: "info",
    Stage.OFFICIAL: "info",
    Stage.ADMINISTRATIVE: "info",
    Stage.PROPOSAL: "warning",
    Stage.READY: "info",
    Stage.RUNNING: "success",
    Stage.PAUSED: "warning",
    Stage.DONE: "success",
    Stage.STOPPED: "error",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which actions to show, by number of theme, stage and code of the lead; "" is any of them."""

    theme: str = ""
    stage: str = ""
    lead: str = ""

    @property
    def is_all(self) -> bool:
        return not (self.theme or self.stage or self.lead)


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action on the agenda."""

    action: Action
    stand: Stand
    progress: Progress

    @property
    def sign(self) -> str:
        return SIGNS[self.stand.stage]


@dataclass(frozen=True, slots=True)
class AmbitionRows:
    """The actions under one ambition, or None for those under the theme as a whole."""

    ambition: Ambition | None
    rows: list[ActionRow]


@dataclass(frozen=True, slots=True)
class ThemeRows:
    theme: Theme
    ambitions: list[AmbitionRows]


@dataclass(frozen=True, slots=True)
class AgendaPage:
    """`shown` of `total` actions; `may_keep` is whether the reader can add one."""

    profile: Profile
    themes: list[ThemeRows]
    shown: int
    total: int
    may_keep: bool


def agenda_page(
    profile: Profile, *, wanted: Wanted, viewer: Membership, at: datetime
) -> AgendaPage:
    """Return the actions that the reader wants to see, in the order of the profile."""
    found = Action.objects.filter(theme__profile=profile).with_facts().with_progress()
    rows = [_row(action, at) for action in found]
    shown = [row for row in rows if _is_wanted(row, wanted)]
    return AgendaPage(
        profile=profile,
        themes=[_theme(theme, rows) for theme, rows in groupby(shown, lambda r: r.action.theme)],
        shown=len(shown),
        total=len(rows),
        may_keep=may(viewer, Permission.KEEP_ACTIONS),
    )


def standings_of(action: Action, *, at: datetime) -> list[Standing]:
    """Return how the milestones of an action of `with_progress` stand, by their day."""
    found = [standing(each, each.news.all(), at=at) for each in action.milestones.all()]
    return sorted(found, key=lambda each: (each.due_on, each.milestone.pk))


def _row(action: Action, at: datetime) -> ActionRow:
    standings = standings_of(action, at=at)
    return ActionRow(action, stage_at(facts_of(action), at), progress(standings, on=local_date(at)))


def _is_wanted(row: ActionRow, wanted: Wanted) -> bool:
    lead = row.action.lead.code if row.action.lead else "geen"
    return all(
        want in {"", has}
        for want, has in (
            (wanted.theme, str(row.action.theme.number)),
            (wanted.stage, row.stand.stage.value),
            (wanted.lead, lead),
        )
    )


def _theme(theme: Theme, rows: Iterable[ActionRow]) -> ThemeRows:
    by_ambition: Sequence[ActionRow] = sorted(rows, key=_ambition_number)
    return ThemeRows(
        theme,
        [
            AmbitionRows(ambition, list(own))
            for ambition, own in groupby(by_ambition, lambda row: row.action.ambition)
        ],
    )


def _ambition_number(row: ActionRow) -> int:
    """Those under no ambition come first."""
    return row.action.ambition.number if row.action.ambition else 0
