"""Contents of a bundle for tests: a region of fourteen with invented words and no people."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from decisions.rules.identity import dictum_sha256, item_sha256
from submissions.bundle.contents import (
    Action,
    Ambition,
    Chapter,
    Contents,
    Dictum,
    Item,
    Milestone,
    OrganDecision,
    Party,
    Pilot,
    Theme,
    snapshot_sha256,
    to_snapshot,
)

FROZEN_AT = datetime(2018, 10, 31, 14, 5, tzinfo=UTC)
NAMES = [
    "Almelo",
    "Borne",
    "Dinkelland",
    "Enschede",
    "Haaksbergen",
    "Hellendoorn",
    "Hengelo",
    "Hof van Twente",
    "Losser",
    "Oldenzaal",
    "Rijssen-Holten",
    "Tubbergen",
    "Twenterand",
    "Wierden",
]
TEXT = (
    "De regio kiest voor makers die dicht bij huis werken en ver weg gezien worden. Dat vraagt om "
    "plekken waar nieuw werk mag ontstaan, om scholen die mee durven doen en om podia die elkaar "
    "programma’s gunnen.\n\nDe gemeenten doen dat elk in hun eigen tempo. Wat werkt in de stad, "
    "past niet vanzelf in een dorp; daarom begint elke afspraak met de vraag wat er al is. "
    "De samenwerking is licht: wie meedoet, doet mee met mensen, kennis, ervaring of geld."
)
CODES = {"college": "college", "burgemeester": "mayor"}
ITEMS = (
    ("1", "college", "Kennis te nemen van het cultuurprofiel van de regio."),
    ("2", "college", "In te stemmen met de visie en met de volgende thema’s als leidraad:"),
    ("2a", "college", "Plaats en tijd;"),
    ("2b", "college", "Ambacht en techniek;"),
    ("2c", "college", "Over de grens."),
    ("3", "college", "De ambities te onderschrijven binnen de bestaande capaciteit en budgetten."),
    ("4", "college", "De gemeenteraad met een raadsbrief te informeren."),
    ("5", "burgemeester", "De wethouder cultuur te machtigen de aanbiedingsbrief te tekenen."),
)


def a_dictum() -> Dictum:
    items = tuple(
        Item(number, organ, text, item_sha256(organ=CODES[organ], number=number, text=text))
        for number, organ, text in ITEMS
    )
    return Dictum(items, dictum_sha256(item.sha256 for item in items), version=1)


def a_decision(organ: str = "college", *, day: int = 16, **changes: Any) -> OrganDecision:
    at = datetime(2018, 10, day, 15, 0, tzinfo=UTC)
    facts = {
        "organ": organ,
        "outcome": "instemmen",
        "decided_on": date(2018, 10, day),
        "evidence": f"Besluitenlijst van {day} oktober 2018, punt 7",
        "version_sha256": a_dictum().sha256,
        "recorded_by": "bestuurssecretaris",
        "recorded_at": at,
        "confirmed_by": "ambtenaar cultuur",
        "confirmed_at": at + timedelta(days=1, minutes=12),
    }
    return OrganDecision(**{**facts, **changes})


def a_party(number: int, name: str, **changes: Any) -> Party:
    day = 9 + 7 * (number % 3)
    facts = {
        "code": f"GM{100 + number:04}",
        "name": name,
        "offers": True,
        "may_sign": True,
        "explanation": "Het college stemde in vóór de sluiting, met precies deze beslispunten.",
        "decisions": (a_decision(day=day), a_decision("burgemeester", day=day + 1)),
        "signatory": "wethouder cultuur",
        "legal_basis": "machtiging op grond van artikel 171, tweede lid, Gemeentewet",
        "signed_at": datetime(2018, 10, 30, 9, number % 60, tzinfo=UTC),
    }
    return Party(**{**facts, **changes})


def not_signing(number: int, name: str) -> Party:
    return a_party(
        number,
        name,
        may_sign=False,
        explanation="Het college stemde in; de burgemeester heeft nog niet gemachtigd.",
        decisions=(a_decision(),),
        signatory="",
        legal_basis="",
        signed_at=None,
    )


def not_joining(number: int, name: str) -> Party:
    return a_party(
        number,
        name,
        offers=False,
        may_sign=False,
        explanation="Het college heeft het voorstel aangehouden tot na de sluiting.",
        decisions=(a_decision(outcome="aangehouden"),),
        signatory="",
        legal_basis="",
        signed_at=None,
    )


def parties(names: list[str] = NAMES) -> tuple[Party, ...]:
    *signing, eleventh, last = names
    return (
        *(a_party(number, name) for number, name in enumerate(signing)),
        not_signing(len(signing), eleventh),
        not_joining(len(signing) + 1, last),
    )


def themes(text: str) -> tuple[Theme, ...]:
    titles = ("Plaats en tijd", "Ambacht en techniek", "Over de grens")
    return tuple(
        Theme(
            number,
            title,
            text,
            tuple(Ambition(f"{number}.{n}", f"Ambitie {n} bij {title}", text) for n in (1, 2, 3)),
        )
        for number, title in enumerate(titles, start=1)
    )


def actions(text: str) -> tuple[Action, ...]:
    return tuple(
        Action(f"A{n}", f"Gezamenlijk programma {n}", text, "Plaats en tijd", NAMES[n])
        for n in range(1, 13)
    )


def contents(**changes: Any) -> Contents:
    """Return what a region of fourteen offers: twelve sign, one joins without, one does not."""
    facts = {
        "region": "Twente",
        "title": "Ruimte voor verbeelding in Twente",
        "period": "2021–2024",
        "addressee": "Minister van Onderwijs, Cultuur en Wetenschap",
        "number": 1,
        "frozen_at": FROZEN_AT,
        "frozen_by": "regiocoördinator",
        "closes_at": datetime(2018, 10, 31, 23, 0, tzinfo=UTC),
        "example_note": "Dit zijn voorbeeldgegevens. Besluiten en teksten zijn verzonnen.",
        "parties": parties(),
        "chapters": tuple(
            Chapter(title, "\n\n".join([TEXT] * 3))
            for title in ("Visie op de regio", "Het culturele veld", "Samenwerking", "Middelen")
        ),
        "themes": themes(TEXT),
        "milestones": (
            Milestone("1 november 2018", "Aanbieding aan de minister"),
            Milestone("voorjaar 2019", "Advies van de Raad voor Cultuur"),
            Milestone("zomer 2019", "Uitgangspunten van de minister"),
        ),
        "dictum": a_dictum(),
        "actions": actions(TEXT),
        "pilots": (),
    }
    return Contents(**{**facts, **changes})


def sealed(value: Contents) -> str:
    """Return the hash that belongs to these contents."""
    return snapshot_sha256(to_snapshot(value))


def a_pilot() -> Pilot:
    return Pilot("P1", "Werkplaats", TEXT, "een culturele instelling")
