"""What follows from what a college says to its share in a plan, in sentences for it. Pure."""

from datetime import date, datetime

from decisions.models import FollowUp, Outcome
from dutch.moments import format_date, format_moment

LETTER = "De raad krijgt een raadsbrief: die is bij elk besluit verplicht."
TAKES_PART = "De gemeente levert de bijdrage die in het dictum staat, uit de eigen begroting."
KNOWN = "De trekker en de partijen in de regio zien het besluit zodra het is bevestigd."
NOT_BEYOND = "De gemeente levert niet meer dan zij aan capaciteit heeft opgegeven."
ANSWER = "Pas zo nodig de deelname van uw gemeente aan de actie aan."
WAITS = "De bijdrage van de gemeente staat nog niet vast."
OTHERS = "Of de anderen intussen beginnen, staat in het plan van aanpak."
LATER = "Het college kan later alsnog instemmen, met een nieuw besluit over dezelfde tekst."


def consequences_of_share(
    outcome: Outcome, *, closes_at: datetime, follow_up: str = "", next_on: date | None = None
) -> list[str]:
    """Return what follows, once it is confirmed, from what the college decided on its share."""
    if outcome == Outcome.AGREED:
        return [TAKES_PART, KNOWN, LETTER]
    if outcome == Outcome.DEFERRED:
        return [_next_time(next_on, closes_at), WAITS, OTHERS, LETTER]
    if outcome == Outcome.CHANGED:
        return _changed(follow_up)
    noted = ["Kennisnemen is geen instemmen."] if outcome == Outcome.NOTED else []
    return [*noted, NOT_BEYOND, ANSWER, LATER, LETTER]


def _changed(follow_up: str) -> list[str]:
    if follow_up == FollowUp.SIDE_DECISION:
        sentence = (
            "Het dictum is ongewijzigd vastgesteld; de eigen wens bindt de andere gemeenten niet."
        )
        return [sentence, TAKES_PART, KNOWN, LETTER]
    if follow_up == FollowUp.NEW_VERSION:
        return [
            "De coördinator krijgt bericht dat uw gemeente om een nieuwe versie vraagt.",
            "Komt die er, dan besluiten alle betrokken colleges opnieuw, ook het uwe.",
            WAITS,
            LETTER,
        ]
    differs = "Een gewijzigde tekst is niet hetzelfde dictum"
    if follow_up == FollowUp.DECLINED:
        return [f"{differs}; het besluit telt als niet ingestemd.", NOT_BEYOND, LATER, LETTER]
    return [
        f"{differs} en telt niet als instemming. Kies hieronder hoe het verder gaat.",
        LETTER,
    ]


def _next_time(next_on: date | None, closes_at: datetime) -> str:
    closing = format_moment(closes_at)
    if next_on is None:
        return f"Er is nog geen nieuwe datum. De colleges besluiten vóór {closing}."
    return f"Het voorstel komt terug op {format_date(next_on)}; de sluiting is {closing}."
