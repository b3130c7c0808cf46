"""What follows from a decision, in sentences for the municipality that takes it. Pure."""

from datetime import date, datetime

from decisions.models import FollowUp, Organ, Outcome
from decisions.rules.share import consequences_of_share
from dutch.moments import format_date, format_moment, local_date

LETTER = "De raad krijgt een raadsbrief: die is bij elk besluit verplicht."
CHOOSES = "De gemeente kiest straks zelf per actie of zij meedoet, waarmee en hoe snel."
ELIGIBLE = "Culturele instellingen in de gemeente kunnen een proeftuin aanvragen."
PARTNER_ONLY = (
    "Culturele instellingen in de gemeente kunnen geen proeftuin aanvragen; "
    "zij kunnen wel partner zijn in een proeftuin van een ander."
)
NOT_OFFERED = "De gemeente biedt het profiel niet mee aan."
JOINS_LATER = "De gemeente kan later aansluiten, met een nieuw besluit van het college."
MAYOR_LAPSES = "Het beslispunt van de burgemeester vervalt; er wordt niet getekend."
MAYOR_WAITS = "Het beslispunt van de burgemeester wacht; er wordt nog niet getekend."
HAD_OPPORTUNITY = (
    "Het college heeft de gelegenheid gehad; het embargo wacht niet meer op deze gemeente."
)


def consequences(  # noqa: PLR0913  # by what the consequences are judged
    outcome: Outcome,
    *,
    organ: Organ,
    closes_at: datetime,
    follow_up: str = "",
    next_on: date | None = None,
    is_further: bool = False,
) -> list[str]:
    """
    Return what follows, once it is confirmed, from what this organ decided on the dictum.

    `is_further`: the dictum is that of a further proposal.
    """
    if is_further:
        return consequences_of_share(
            outcome, closes_at=closes_at, follow_up=follow_up, next_on=next_on
        )
    if organ == Organ.MAYOR:
        return _of_mayor(outcome)
    if outcome == Outcome.DEFERRED:
        return _deferred(next_on, closes_at)
    if outcome == Outcome.CHANGED:
        return _changed(follow_up, closes_at)
    return _AT_ONCE[outcome](closes_at)


def _of_mayor(outcome: Outcome) -> list[str]:
    if outcome == Outcome.AGREED:
        return ["De burgemeester kan nu iemand machtigen om te tekenen, en een vervanger noemen."]
    return [
        "Er wordt niemand gemachtigd en de gemeente tekent de aanbiedingsbrief niet.",
        "Het besluit van het college blijft gelden: dat telt voor de aanbieding.",
    ]


def _agreed(closes_at: datetime) -> list[str]:
    return [
        f"Besloot het college vóór {format_moment(closes_at)}, dan biedt de gemeente mee aan.",
        "De burgemeester neemt het eigen beslispunt en machtigt iemand om te tekenen.",
        CHOOSES,
        ELIGIBLE,
        LETTER,
    ]


def _declined(closes_at: datetime) -> list[str]:  # noqa: ARG001  # like the others in _AT_ONCE
    return [NOT_OFFERED, MAYOR_LAPSES, JOINS_LATER, PARTNER_ONLY, LETTER]


def _noted(closes_at: datetime) -> list[str]:
    return ["Kennisnemen is geen instemmen.", *_declined(closes_at)]


_AT_ONCE = {Outcome.AGREED: _agreed, Outcome.DECLINED: _declined, Outcome.NOTED: _noted}


def _changed(follow_up: str, closes_at: datetime) -> list[str]:
    if follow_up == FollowUp.SIDE_DECISION:
        return [
            "Het dictum is ongewijzigd vastgesteld; de eigen wens bindt de andere gemeenten niet.",
            *_agreed(closes_at),
        ]
    if follow_up == FollowUp.NEW_VERSION:
        return [
            "De coördinator krijgt bericht dat uw gemeente om een nieuwe versie vraagt.",
            "Komt die er, dan besluiten alle colleges opnieuw, ook het uwe.",
            f"Komt die er niet vóór {format_moment(closes_at)}, dan biedt u niet mee aan.",
            MAYOR_WAITS,
            LETTER,
        ]
    differs = "Een gewijzigde tekst is niet hetzelfde dictum"
    if follow_up == FollowUp.DECLINED:
        return [f"{differs}; het besluit telt als niet ingestemd.", *_declined(closes_at)]
    return [
        f"{differs} en telt niet mee voor de aanbieding. Kies hieronder hoe het verder gaat.",
        LETTER,
    ]


def _deferred(next_on: date | None, closes_at: datetime) -> list[str]:
    closing_day = local_date(closes_at)
    return [*_next_time(next_on, closing_day), HAD_OPPORTUNITY, MAYOR_WAITS, LETTER]


def _next_time(next_on: date | None, closing_day: date) -> list[str]:
    offer = f"de aanbieding op {format_date(closing_day)}"
    if next_on is None:
        return [
            "Er is nog geen nieuwe datum. Zet het voorstel opnieuw op de agenda.",
            f"Zolang er geen besluit is, telt de gemeente niet mee voor {offer}.",
        ]
    day = format_date(next_on)
    if next_on > closing_day:
        return [
            f"Het voorstel komt terug op {day}: dat is na de sluiting.",
            f"De gemeente telt niet mee voor {offer}.",
            JOINS_LATER,
        ]
    sentence = f"Het voorstel komt terug op {day}. Tot dan telt de gemeente niet mee voor {offer}."
    if next_on == closing_day:
        sentence += " Dat is de dag van de sluiting: leg het besluit dan meteen vast."
    return [sentence]
