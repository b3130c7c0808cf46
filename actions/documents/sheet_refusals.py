"""Why a spreadsheet is not read at all, in words that say what to do."""

from enum import Enum


class Refusal(Enum):
    """A Dutch sentence; `{}` is the place in the file, where there is one."""

    EMPTY = "Dit bestand is leeg."
    TOO_LARGE = "Dit bestand is te groot: ten hoogste 5 MB."
    UNREADABLE = (
        "Dit bestand is beschadigd of geen spreadsheet. Open het in uw spreadsheetprogramma en "
        "bewaar het opnieuw als .xlsx, .ods of .csv."
    )
    TOO_MUCH = (
        "Dit bestand is te groot of te ingewikkeld om te lezen. Zet alleen de regels van uw eigen "
        "gemeente in een nieuw sjabloon."
    )
    OLD = "Dit is een oud Excel-bestand (.xls). Bewaar het bestand als gewone .xlsx."
    BINARY = "Dit is een binair Excel-bestand (.xlsb). Bewaar het bestand als gewone .xlsx."
    WEB_PAGE = (
        "Dit is een webpagina of los XML-bestand en geen spreadsheet. Bewaar het bestand als "
        "gewone .xlsx."
    )
    LOCKED = "Dit bestand is met een wachtwoord beveiligd. Bewaar het zonder wachtwoord."
    MACROS = "In dit bestand zitten macro’s. Bewaar het bestand als gewone .xlsx."
    LINKED = (
        "Dit bestand haalt gegevens uit een ander bestand of programma. Verbreek de koppelingen "
        "en bewaar het bestand als gewone .xlsx."
    )
    TAMPERED = (
        "De opbouw van dit bestand klopt niet: {}. Bewaar het bestand opnieuw als gewone .xlsx."
    )
    PACKED = (
        "Dit bestand is uitgepakt te groot om te lezen. Verwijder lege opgemaakte rijen en "
        "kolommen, en bewaar het opnieuw."
    )
    SHEETS = "Dit bestand heeft te veel bladen: ten hoogste 50."
    FAR = (
        "Er staat iets in {}. Verder dan rij 30.000 of kolom GR wordt niet gelezen: maak die cel "
        "leeg."
    )
    QUOTE = "In {} begint een aanhalingsteken dat nergens eindigt. Sluit het, of haal het weg."
    LONG = "In {} staat een tekst die te lang is voor een cel."
    ALPHABET = (
        "De letters in dit bestand zijn niet te lezen. Bewaar het als .xlsx, of als CSV met UTF-8."
    )


class UnreadableSheet(Exception):
    """The file is not read; the message is one sentence for the person."""

    def __init__(self, refusal: Refusal, place: str = "") -> None:
        super().__init__(refusal.value.replace("{}", place))
        self.refusal, self.place = refusal, place
