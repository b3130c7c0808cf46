"""
The two letters of one municipality: to its council on any outcome, and to the minister.

They speak for this municipality alone: what another college decided may still be under embargo.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from decisions.documents.papers import (
    Letterhead,
    Paper,
    Paragraph,
    Piece,
    Style,
    Subject,
    dictum_piece,
)
from decisions.models import FollowUp, Outcome
from dutch.moments import format_date, format_moment

UNKNOWN = "in te vullen"
NOT_DECIDED = (
    "Dit is een concept: er is nog geen besluit van het college dat door een tweede persoon is "
    "bevestigd. Haal de brief daarna opnieuw op."
)

_DECIDED = {
    Outcome.AGREED: "Ons college heeft op {on} ingestemd met het voorstel. Alle beslispunten van "
    "het college zijn ongewijzigd vastgesteld.",
    Outcome.DECLINED: "Ons college heeft op {on} niet ingestemd met het voorstel.",
    Outcome.CHANGED: "Ons college heeft op {on} het voorstel gewijzigd vastgesteld.",
    Outcome.DEFERRED: "Ons college heeft op {on} het besluit over het voorstel aangehouden.",
    Outcome.NOTED: "Ons college heeft het voorstel op {on} voor kennisgeving aangenomen. Daarmee "
    "is niet ingestemd met de beslispunten.",
}
_FOLLOWS = {
    Outcome.AGREED: "Het cultuurprofiel wordt aangeboden aan de {addressee} door de gemeenten die "
    "ermee instemmen. Onze gemeente is daar een van, als het besluit is genomen vóór de sluiting "
    "op {closes}. Vraagt de uitwerking later om extra mensen of geld, dan komt daarover een apart "
    "voorstel.",
    Outcome.DECLINED: "Onze gemeente biedt het cultuurprofiel niet mee aan. De andere gemeenten "
    "besluiten elk zelf.",
    Outcome.DEFERRED: "Een besluit telt mee voor de aanbieding als het is genomen vóór {closes}. "
    "Wij informeren u opnieuw zodra ons college heeft besloten.",
    Outcome.NOTED: "Onze gemeente biedt het cultuurprofiel niet mee aan. De andere gemeenten "
    "besluiten elk zelf.",
}
_FOLLOWS_SHARE = {
    Outcome.AGREED: "Onze gemeente levert de bijdrage die in de beslispunten staat, uit de eigen "
    "begroting.",
    Outcome.DECLINED: "Onze gemeente levert niet meer dan zij voor de acties van de cultuurregio "
    "had opgegeven. De andere gemeenten besluiten elk zelf over hun eigen aandeel.",
    Outcome.DEFERRED: "De colleges besluiten vóór {closes}. Wij informeren u opnieuw zodra ons "
    "college heeft besloten.",
    Outcome.NOTED: "Onze gemeente levert niet meer dan zij voor de acties van de cultuurregio had "
    "opgegeven. De andere gemeenten besluiten elk zelf over hun eigen aandeel.",
}
_FOLLOWS_CHANGE_OF_SHARE = {
    FollowUp.DECLINED: "Alleen een besluit op precies dezelfde tekst telt als instemming. Daarom "
    "levert onze gemeente niet meer dan zij had opgegeven.",
    FollowUp.SIDE_DECISION: "De beslispunten zelf zijn ongewijzigd vastgesteld; onze eigen wens "
    "staat in een apart besluit. Onze gemeente levert de bijdrage die in de beslispunten staat.",
    FollowUp.NEW_VERSION: "Wij vragen de cultuurregio om een nieuwe versie van het voorstel. Tot "
    "die er is, staat de bijdrage van onze gemeente niet vast.",
}
_FOLLOWS_CHANGE = {
    FollowUp.DECLINED: "Alleen een besluit op precies dezelfde tekst telt als instemming. Daarom "
    "biedt onze gemeente het cultuurprofiel niet mee aan.",
    FollowUp.SIDE_DECISION: "De beslispunten zelf zijn ongewijzigd vastgesteld; onze eigen wens "
    "staat in een apart besluit. Daarom biedt onze gemeente het cultuurprofiel mee aan, als het "
    "besluit is genomen vóór de sluiting op {closes}.",
    FollowUp.NEW_VERSION: "Wij vragen de cultuurregio om een nieuwe versie van het voorstel voor "
    "alle gemeenten. Tot die er is, biedt onze gemeente het cultuurprofiel niet mee aan.",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """
    What the college decided, as far as a letter tells it; only a confirmed decision.

    `objections` are pairs of an item's number and the objection. `is_replaced`: a newer version
    lies before the college.
    """

    outcome: Outcome
    on: date
    evidence: str
    next_on: date | None = None
    follow_up: FollowUp | None = None
    objections: tuple[tuple[str, str], ...] = ()
    is_replaced: bool = False

    @property
    def adopts_dictum(self) -> bool:
        return self.outcome == Outcome.AGREED or self.follow_up == FollowUp.SIDE_DECISION


@dataclass(frozen=True, slots=True)
class Dispatch:
    """When the council letter was sent, and its reference."""

    on: date
    reference: str


@dataclass(frozen=True, slots=True)
class Signing:
    """Who may sign for the municipality, on which basis; `signed_on` is None until it is done."""

    person: str
    basis: str
    authorised_on: date
    signed_on: date | None = None


def council_letter(
    subject: Subject, *, decided: Decided | None, dispatch: Dispatch | None = None
) -> Paper:
    """Return the letter to the council; without a decision it is a concept that says so."""
    title = (
        f"over het {'voorstel' if subject.is_further else 'collegevoorstel'} ‘{subject.proposal}’"
    )
    return Paper(
        title=f"Besluit {title}" if decided else f"Concept: besluit {title}",
        subject=subject,
        head=_head(
            subject,
            addressee=f"Aan de raad van de gemeente {subject.municipality}",
            on=dispatch.on if dispatch else None,
            reference=dispatch.reference if dispatch else UNKNOWN,
        ),
        warning="" if decided else NOT_DECIDED,
        pieces=(
            _opening("Geachte leden van de raad,", _about(subject)),
            Piece("Wat heeft het college besloten?", 1, tuple(_what_was_decided(decided))),
            dictum_piece(subject.items, heading="Waarover ging het?"),
            Piece("Wat volgt hierop?", 1, tuple(_what_follows(subject, decided))),
            _closing("Met vriendelijke groet,", f"het {subject.college}"),
        ),
    )


def covering_letter(
    subject: Subject, *, decided: Decided | None, signing: Signing | None, blocker: str = ""
) -> Paper:
    """
    Return the municipality's own letter to the minister.

    `blocker` is the sentence that says why the municipality does not offer the profile now.
    """
    return Paper(
        title=f"Aanbieding van het cultuurprofiel ‘{subject.profile}’ {subject.period}",
        subject=subject,
        head=_head(
            subject,
            addressee=f"Aan de {subject.addressee}",
            on=signing.signed_on if signing else None,
            reference=UNKNOWN,
        ),
        warning=_not_to_be_sent(decided, blocker),
        pieces=(
            _opening(_salutation(subject.addressee), *_offer(subject, decided)),
            dictum_piece(subject.items, heading="Waarover besloot ons college?"),
            Piece("Ondertekening", 1, tuple(_signature(subject, signing))),
        ),
    )


def _head(subject: Subject, *, addressee: str, on: date | None, reference: str) -> Letterhead:
    return Letterhead(
        sender=f"Gemeente {subject.municipality}\nCollege van burgemeester en wethouders",
        addressee=addressee,
        facts=(("Datum", format_date(on) if on else UNKNOWN), ("Ons kenmerk", reference)),
    )


def _opening(salutation: str, *paragraphs: str) -> Piece:
    return Piece("", 1, tuple(map(Paragraph, (salutation, *paragraphs))))


def _closing(greeting: str, sender: str) -> Piece:
    return Piece("", 1, (Paragraph(greeting), Paragraph(sender, Style.LINES)))


def _about(subject: Subject) -> str:
    if subject.is_further:
        return (
            f"In de cultuurregio {subject.region} voeren gemeenten samen acties uit. Een plan van "
            "aanpak vraagt van onze gemeente meer dan wij daarvoor hadden opgegeven. Daarover "
            "besluit ons college zelf. Met deze brief informeren wij u over dat besluit."
        )
    return (
        f"In de cultuurregio {subject.region} werken gemeenten samen aan het cultuurprofiel "
        f"‘{subject.profile}’ voor de periode {subject.period}. Elk college besluit zelf over "
        "dezelfde beslispunten. Met deze brief informeren wij u over het besluit van ons college."
    )


def _what_was_decided(decided: Decided | None) -> Iterator[Paragraph]:
    if decided is None:
        yield Paragraph("Ons college heeft nog geen besluit genomen dat vaststaat.")
        return
    yield Paragraph(_DECIDED[decided.outcome].format(on=format_date(decided.on)))
    if decided.outcome == Outcome.DEFERRED:
        yield Paragraph(_returns(decided.next_on))
    for number, objection in decided.objections:
        yield Paragraph(f"Bezwaar tegen beslispunt {number}: {objection}")
    yield Paragraph(f"Het besluit blijkt uit: {decided.evidence}")


def _returns(on: date | None) -> str:
    if on is None:
        return "Wanneer het voorstel terugkomt op de agenda, is nog niet bekend."
    return f"Het voorstel komt terug op de agenda van {format_date(on)}."


def _what_follows(subject: Subject, decided: Decided | None) -> Iterator[Paragraph]:
    if decided is None:
        yield Paragraph("Wat er volgt, hangt af van het besluit.")
        return
    changes = _FOLLOWS_CHANGE_OF_SHARE if subject.is_further else _FOLLOWS_CHANGE
    outcomes = _FOLLOWS_SHARE if subject.is_further else _FOLLOWS
    change = decided.follow_up
    sentence = changes[change] if change else outcomes[decided.outcome]
    closes = format_moment(subject.closes_at)
    yield Paragraph(sentence.format(addressee=subject.addressee, closes=closes))
    if decided.is_replaced:
        yield Paragraph(
            "Na dit besluit is een nieuwe versie van het voorstel aangeboden. Ons college moet "
            "daarover nog besluiten; u hoort dan opnieuw van ons."
        )


def _salutation(addressee: str) -> str:
    return "Excellentie," if "minister" in addressee.lower() else "Geachte heer of mevrouw,"


def _not_to_be_sent(decided: Decided | None, blocker: str) -> str:
    if blocker:
        return f"Deze brief kan niet worden verzonden. {blocker}"
    return "" if decided else NOT_DECIDED


def _offer(subject: Subject, decided: Decided | None) -> Iterator[str]:
    yield (
        f"Namens het {subject.college} bied ik u het cultuurprofiel ‘{subject.profile}’ aan. Het "
        f"is de gezamenlijke visie op cultuur in de cultuurregio {subject.region} voor de periode "
        f"{subject.period}."
    )
    yield (
        "Een cultuurregio heeft geen eigen bestuur. Daarom besluit elk college zelf, op dezelfde "
        "beslispunten. De gemeenten die daarmee hebben ingestemd, bieden het profiel samen aan. "
        "In de bundel van de regio leest u welke gemeenten dat zijn."
    )
    yield _own_decision(subject, decided)
    if decided and decided.follow_up == FollowUp.SIDE_DECISION:
        yield "Ons college heeft daarnaast in een apart besluit een eigen wens vastgelegd."
    yield "Wij zien uw reactie met belangstelling tegemoet."


def _own_decision(subject: Subject, decided: Decided | None) -> str:
    if decided is None or not decided.adopts_dictum:
        return "Ons college heeft nog niet met de beslispunten ingestemd."
    return (
        f"Ons college heeft op {format_date(decided.on)} ingestemd met versie {subject.version} "
        f"van deze beslispunten. Dat blijkt uit: {decided.evidence}"
    )


def _signature(subject: Subject, signing: Signing | None) -> Iterator[Paragraph]:
    yield Paragraph("Hoogachtend,")
    yield Paragraph(f"namens het {subject.college},")
    if signing is None:
        yield Paragraph("Nog niemand is gemachtigd om deze brief te ondertekenen.")
        return
    on = signing.signed_on
    signed = f"ondertekend in het portaal op {format_date(on)}" if on else "nog niet ondertekend"
    yield Paragraph(f"{signing.person}\n{signed}", Style.LINES)
    yield Paragraph(
        f"Gemachtigd door de burgemeester op {format_date(signing.authorised_on)}. "
        f"Grondslag: {signing.basis}."
    )
