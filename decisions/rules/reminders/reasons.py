"""
Why somebody is reminded: one function for each reason. Pure: no queries, no clock.

What a reminder says stays true however late it is sent, and tells no title, text or outcome: it
reaches mailboxes that the embargo does not cover.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from decisions.models import Decision, Outcome
from decisions.rules.lights import agenda_day
from decisions.rules.planning import Chance, last_day
from decisions.rules.reminders.reminder import Reminder
from decisions.rules.road import Road
from dutch.moments import format_date, format_moment, local_date, moment_at
from municipalities.access import Permission

MORNING = time(9)
DAY = timedelta(days=1)
RECEIPT_AFTER = 3 * DAY
PAPERS_BEFORE = (14, 7, 2)  # days
CONFIRM_AFTER = 2 * DAY
SIGN_AFTER = 2 * DAY
LETTER_AFTER = 7 * DAY
CLOSING_BEFORE = 3 * DAY
EMBARGO_BEFORE = DAY

WAITS = "Er wacht een handeling op u die bij uw rol hoort. In het portaal leest u welke."
WAITS_SUBJECT = "Herinnering: er wacht een handeling op u"


def reminders_of(
    road: Road, chance: Chance | None, *, embargo_at: datetime | None
) -> list[Reminder]:
    """Return the reminders that the facts of one municipality ask for, sent or to come."""
    if road.offer is None:
        return []
    return [
        *_of_receipt(road),
        *_of_papers(road, chance),
        *_of_recording(road),
        *_of_confirming(road),
        *_of_letter(road),
        *_of_signing(road),
        *_of_closing(road),
        *_of_embargo(road, embargo_at),
    ]


def _of_receipt(road: Road) -> Iterator[Reminder]:
    if road.offer and road.receipt is None and not _has_decision(road) and not road.is_closed:
        yield _reminder(
            road,
            f"receipt:{road.offer.pk}",
            Permission.ACKNOWLEDGE_OFFER,
            due_at=road.offer.offered_at + RECEIPT_AFTER,
            subject="Herinnering: bevestig de ontvangst van het collegevoorstel",
            line="De ontvangst is in het portaal nog niet bevestigd.",
        )


def _of_papers(road: Road, chance: Chance | None) -> Iterator[Reminder]:
    """Remind while the proposal is on no agenda in time and the papers can still come in."""
    if chance is None or not _needs_day(road) or local_date(road.at) > chance.papers_due_on:
        return
    due = chance.papers_due_on
    for days in PAPERS_BEFORE:
        yield _reminder(
            road,
            f"papers:{road.ratification.pk}:{due}",
            Permission.PREPARE_DECISION,
            step=str(days),
            due_at=_morning(due - days * DAY),
            subject=f"Herinnering: de stukken moeten uiterlijk {format_date(due)} binnen zijn",
            line="Het voorstel staat in het portaal niet op tijd op de agenda van het college. "
            "De laatste dag waarop het college op tijd kan besluiten is "
            f"{format_date(chance.decided_on)}.",
        )


def _needs_day(road: Road) -> bool:
    """Tell whether the college has yet to decide and no day for it is known that is in time."""
    has_decided = road.college is not None and road.is_on_this_version
    is_deferred = road.college is not None and road.college.outcome == Outcome.DEFERRED
    if road.college_recorded or (has_decided and not is_deferred):
        return False
    day = agenda_day(road, sees_outcome=True)
    return day is None or day > last_day(road.closes_at)


def _of_recording(road: Road) -> Iterator[Reminder]:
    """Remind the day after the college met, as long as nothing was recorded since."""
    day = agenda_day(road, sees_outcome=True)
    latest = road.college_recorded or road.college
    if day is None or (latest and latest.decided_on >= day):
        return
    yield _reminder(
        road,
        f"record:{road.ratification.pk}:{day}",
        Permission.RECORD_DECISION,
        due_at=_morning(day + DAY),
        subject="Herinnering: leg vast wat in het college is gebeurd",
        line=f"Het voorstel stond op de agenda van {format_date(day)}.",
    )


def _of_confirming(road: Road) -> Iterator[Reminder]:
    for waiting in filter(None, (road.college_recorded, road.mayor_recorded)):
        yield _reminder(
            road,
            f"confirm:{waiting.pk}",
            Permission.CONFIRM_DECISION,
            due_at=waiting.recorded_at + CONFIRM_AFTER,
            subject=WAITS_SUBJECT,
            line=WAITS,
            but_not=waiting.recorded_by_id,
        )


def _of_letter(road: Road) -> Iterator[Reminder]:
    if road.college and road.council_letter is None:
        yield _reminder(
            road,
            f"letter:{road.college.pk}",
            Permission.RECORD_COUNCIL_LETTER,
            due_at=_morning(road.college.decided_on + LETTER_AFTER),
            subject=WAITS_SUBJECT,
            line=WAITS,
        )


def _of_signing(road: Road) -> Iterator[Reminder]:
    """Remind the mayor to authorise, and then the one who is authorised to sign."""
    if not (road.college_agreed and road.is_on_this_version and road.is_in_time):
        return
    if road.mayor and road.mayor_agreed and road.authorisation is None:
        yield _waiting(
            road, f"authorise:{road.mayor.pk}", Permission.AUTHORISE, _confirmed(road.mayor)
        )
    if road.authorisation and road.signature is None:
        yield _waiting(
            road,
            f"sign:{road.authorisation.pk}",
            Permission.SIGN,
            road.authorisation.authorised_at,
            only=road.authorisation.person_id,
        )


def _of_closing(road: Road) -> Iterator[Reminder]:
    """Remind every portfolio holder of the closing moment: who is left out would tell of a no."""
    if road.is_closed:
        return
    yield _reminder(
        road,
        f"closing:{road.ratification.pk}:{road.closes_at:%Y%m%d%H%M}",
        Permission.SIGN,
        due_at=_morning(local_date(road.closes_at) - CLOSING_BEFORE),
        subject=f"Herinnering: de sluiting is {format_moment(road.closes_at)}",
        line="In het portaal leest u of er bij uw gemeente nog iets moet gebeuren.",
        is_for_all=True,
    )


def _of_embargo(road: Road, embargo_at: datetime | None) -> Iterator[Reminder]:
    if embargo_at and road.at < embargo_at:
        yield _reminder(
            road,
            f"embargo:{road.ratification.pk}:{embargo_at:%Y%m%d%H%M}",
            Permission.RECORD_PUBLICATION,
            due_at=_morning(local_date(embargo_at) - EMBARGO_BEFORE),
            subject=f"Herinnering: het embargo duurt tot {format_moment(embargo_at)}",
            line="Publiceer uw besluitenlijst niet eerder. Het portaal zegt of het embargo dan "
            "is afgelopen.",
            is_for_all=True,
        )


def _has_decision(road: Road) -> bool:
    return road.college is not None or road.college_recorded is not None


def _confirmed(decision: Decision) -> datetime:
    assert decision.confirmed_at is not None  # what counts was confirmed
    return decision.confirmed_at


def _morning(day: date) -> datetime:
    return moment_at(day, MORNING)


def _waiting(
    road: Road, series: str, permission: Permission, since: datetime, *, only: int | None = None
) -> Reminder:
    return _reminder(
        road,
        series,
        permission,
        due_at=since + SIGN_AFTER,
        subject=WAITS_SUBJECT,
        line=WAITS,
        only=only,
    )


def _reminder(  # noqa: PLR0913  # what, to whom, when, in which words
    road: Road,
    series: str,
    permission: Permission,
    *,
    due_at: datetime,
    subject: str,
    line: str,
    step: str = "",
    is_for_all: bool = False,
    but_not: int | None = None,
    only: int | None = None,
) -> Reminder:
    ratification = road.ratification
    return Reminder(
        series=f"reminder:{series}",
        step=step,
        permission=permission,
        municipality_id=ratification.municipality_id,
        municipality=ratification.municipality.name,
        due_at=due_at,
        subject=subject,
        line=line,
        path=ratification.get_absolute_url(),
        is_for_all=is_for_all,
        but_not=but_not,
        only=only,
    )
