"""A file with answers: tried out first, then read in as a whole or not at all."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet, TextChoices

import files.store
from actions.documents.sheet_refusals import UnreadableSheet
from actions.documents.sheet_rows import Table, table_of
from actions.documents.sheets_in import read_sheets
from actions.models import Action, Participation, ReadIn, Step, StepKind
from actions.rules.participation import is_over
from actions.rules.sheet_answers import Outcome, Said, outcome_of
from actions.rules.sheet_lines import Known, Own
from actions.rules.sheets import Message
from actions.services.acting import Refused, refuse_if
from actions.services.participation import answer_action, draft_of, is_open_request
from dutch.moments import local_date
from municipalities.models import Membership, Municipality
from profiles.models import Profile
from trail.services import record


class ReadingBlocker(TextChoices):
    """Why a file is not read in."""

    FAULTS = "faults", "In dit bestand staan fouten. Verbeter ze en kies het bestand opnieuw."
    TWICE = "twice", "Dit bestand is al ingelezen. Een bestand wordt maar één keer ingelezen."
    NOTHING = "nothing", "Dit bestand verandert niets aan de antwoorden van uw gemeente."
    COMMITMENTS = (
        "commitments",
        "Uw gemeente stopt met acties waarvoor zij iets heeft toegezegd. Bevestig dat u dat las.",
    )


class Overtaken(Exception):
    """Answers or actions changed since the file was tried out."""

    def __init__(self) -> None:
        super().__init__(
            "Sinds u het bestand uitprobeerde, is er iets veranderd. Bekijk hieronder opnieuw wat "
            "het bestand doet."
        )


@dataclass(frozen=True, slots=True)
class Tried:
    """Which file was tried out; `stands_on` is the hash of what it was held against."""

    name: str
    sha256: str
    stands_on: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a file would do; `outcome` is None without rows to read, and `faults` says why."""

    tried: Tried
    outcome: Outcome | None
    faults: list[Message]
    notes: list[Message] = field(default_factory=list)
    read_before: ReadIn | None = None

    @property
    def blockers(self) -> list[ReadingBlocker]:
        """What stands in the way of reading it in."""
        outcome = self.outcome
        checks = {
            ReadingBlocker.TWICE: self.read_before is not None,
            ReadingBlocker.FAULTS: bool(self.faults),
            ReadingBlocker.NOTHING: outcome is not None and not (self.faults or outcome.changes),
        }
        return [blocker for blocker, applies in checks.items() if applies]

    @property
    def leaves_commitments(self) -> bool:
        """Whether the municipality stops where it promised something."""
        return any(change.left for change in self.outcome.changes) if self.outcome else False


def try_out(name: str, data: bytes, *, by: Membership, at: datetime) -> Trial:
    """Return what the file would do to the answers of the own municipality; nothing is written."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        table = table_of(read_sheets(data))
    except UnreadableSheet as refusal:
        return Trial(Tried(name, sha256), None, [Message("", str(refusal))])
    before = ReadIn.objects.filter(municipality=by.organisation_id, sha256=sha256)
    trial = _held_against(table, name, sha256, by=by, at=at)
    return replace(trial, read_before=before.select_related("read_by").first())


def keep(trial: Trial, data: bytes) -> None:
    """Keep the file for the moment that it is read in; one with faults is not kept (AVG)."""
    if not trial.blockers:
        files.store.put(data)


def read_in(
    tried: Tried, *, by: Membership, at: datetime, has_read_commitments: bool = False
) -> Trial:
    """
    Write down every answer of the file that differs, or none; return what it did.

    :raises Refused: :raises Overtaken: when something changed since it was tried out.
    :raises FileNotFoundError: when the file was not kept.
    """
    table = table_of(read_sheets(files.store.get(tried.sha256)))
    with transaction.atomic():
        read = _enter(tried, len(table.rows), by=by, at=at)
        _lock(by)
        trial = _held_against(table, tried.name, tried.sha256, by=by, at=at)
        if trial.tried != tried:
            raise Overtaken
        refuse_if(trial.blockers)
        if trial.leaves_commitments and not has_read_commitments:
            raise Refused([ReadingBlocker.COMMITMENTS])
        _write(trial, read, by=by, at=at)
    return trial


def _enter(tried: Tried, rows: int, *, by: Membership, at: datetime) -> ReadIn:
    """Claim the file: who reads in the same one at the same time waits here, and is refused."""
    try:
        with transaction.atomic():
            return ReadIn.objects.create(
                municipality=Municipality.objects.get(pk=by.organisation_id),
                name=tried.name,
                sha256=tried.sha256,
                rows=rows,
                read_at=at,
                read_by=by.user,
            )
    except IntegrityError as error:
        raise Refused([ReadingBlocker.TWICE]) from error


def _lock(by: Membership) -> None:
    """Hold every action of the profile, in the order of their keys, as each answer to one does."""
    list(_actions(by).order_by("pk").select_for_update(of=("self",), no_key=True))


def _write(trial: Trial, read: ReadIn, *, by: Membership, at: datetime) -> None:
    assert trial.outcome
    changes = sorted(trial.outcome.changes, key=lambda change: change.about.pk)
    actions = Action.objects.in_bulk([change.about.pk for change in changes])
    for change in changes:
        answer_action(
            action=actions[change.about.pk],
            answer=change.after,
            by=by,
            at=at,
            has_read_commitments=True,
        )
    record(
        act="read_in",
        sentence=f"Bestand {trial.tried.name} ingelezen: {len(changes)} antwoorden veranderd.",
        of=read,
        by=by,
        at=at,
        facts={"rows": read.rows, "changed": [change.about.number for change in changes]},
        sha256=trial.tried.sha256,
        rows=[read],
    )


def _held_against(table: Table, name: str, sha256: str, *, by: Membership, at: datetime) -> Trial:
    own, said = _own(by), _said(by)
    outcome = outcome_of(table.rows, table.letters, own=own, said=said, today=local_date(at))
    return Trial(
        tried=Tried(name, sha256, _fingerprint(own, said)),
        outcome=outcome if table.rows else None,
        faults=[*table.faults, *outcome.faults] or _faults_of_nothing(table),
        notes=table.notes,
    )


def _faults_of_nothing(table: Table) -> list[Message]:
    return [] if table.rows else [Message("", "Onder de koppen staan geen regels.")]


def _fingerprint(own: Own, said: dict[int, Said]) -> str:
    seen = [(each, said.get(each.pk)) for each in own.actions]
    return hashlib.sha256(repr(seen).encode()).hexdigest()


def _actions(by: Membership) -> QuerySet[Action]:
    """Return the actions of the newest profile of the region."""
    profiles = Profile.objects.filter(region=by.region_id).order_by("-first_year", "-pk")
    return Action.objects.filter(theme__profile__in=profiles[:1])


def _own(by: Membership) -> Own:
    municipality = Municipality.objects.get(pk=by.organisation_id)
    actions = _actions(by).order_by("pk").values_list("pk", "number", "title")
    steps: dict[int, list[StepKind]] = {}
    for step in Step.objects.filter(action__in=_actions(by)).order_by("taken_at", "pk"):
        steps.setdefault(step.action_id, []).append(StepKind(step.kind))
    known = [Known(pk, number, title, is_over(steps.get(pk, []))) for pk, number, title in actions]
    return Own(municipality.code, municipality.name, known)


def _said(by: Membership) -> dict[int, Said]:
    """Return what the municipality said last, by the key of the action."""
    rows = (
        Participation.objects.filter(municipality=by.organisation_id, action__in=_actions(by))
        .order_by("action_id", "-answered_at", "-pk")
        .distinct("action_id")
        .select_related("admission")
        .prefetch_related("contributions", "join_triggers")
    )
    return {row.action_id: Said(row.pk, draft_of(row), _has_joined(row)) for row in rows}


def _has_joined(row: Participation) -> bool:
    is_refused = row.is_request and not is_open_request(row) and not row.admission.is_admitted
    return not is_open_request(row) and not is_refused
