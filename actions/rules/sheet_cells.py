"""Read one cell of a table as what its column holds, or say why not. Nothing is ever rounded."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from django.db.models import TextChoices

from actions.models.amounts import LARGEST
from actions.rules.sheets import NO, YES, Cell, NoValue, Oddity
from dutch.moments import parse_date
from dutch.numbers import format_number, parse_decimal, parse_money, parse_whole
from dutch.texts import clean_text

CENTS = 2
SHOWN_DIGITS = 15  # as many as a spreadsheet shows of a number
Choice = TypeVar("Choice", bound=TextChoices)


class UnreadableCell(ValueError):
    """The message is the Dutch sentence for the person."""


_ODD = {
    Oddity.UNWORKED: "Hier staat een formule zonder uitkomst, of met uitkomst 0 omdat zij nog niet "
    "is uitgerekend. Typ de waarde zelf.",
    Oddity.PERCENT: "Dit staat er als percentage. Typ het getal zelf, zoals 0,5.",
    Oddity.SCALED: "Dit getal wordt in duizendtallen getoond. Geef de cel een gewone getalnotatie.",
}


def refuse_odd(cell: Cell, oddity: str) -> None:
    """Stop at an error, a formula without outcome, or a number that shows as another."""
    if oddity in {Oddity.PERCENT, Oddity.SCALED} and not _is_number(cell):
        return
    if oddity and oddity != Oddity.FORMULA:
        raise UnreadableCell(
            _ODD[Oddity(oddity)]
            if oddity in set(Oddity)
            else f"Hier staat de fout {oddity[:20]}. Vul de waarde zelf in."
        )


def text(cell: Cell, *, longest: int, multiline: bool = False) -> str:
    """Return the text. :raises UnreadableCell: :raises UnreadableText: if it is none."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        raise UnreadableCell(
            f"Hier staat {_kind(cell)}. Zet een apostrof (') voor wat u typt, zodat het tekst is; "
            "een nul vooraan kan zijn weggevallen."
        )
    clean = clean_text(cell)
    if "\n" in clean and not multiline:
        raise UnreadableCell("Zet deze tekst op één regel.")
    if len(clean) > longest:
        raise UnreadableCell(
            f"Gebruik ten hoogste {format_number(longest)} tekens. "
            f"Deze tekst heeft er {format_number(len(clean))}."
        )
    return clean


def label(cell: Cell, *, longest: int = 200) -> str:
    """Return a short text as it is compared: blanks are one, capitals do not count."""
    return " ".join(text(cell, longest=longest, multiline=True).split()).casefold()


def choice(cell: Cell, choices: type[Choice]) -> Choice | None:
    """Return what is chosen, None for a blank. :raises UnreadableCell: with the words."""
    said = label(cell)
    if not said:
        return None
    for each in choices:
        if said == str(each.label).casefold():
            return each
    raise UnreadableCell(f"Kies uit: {listed(str(each.label) for each in choices)}.")


def yes_or_no(cell: Cell) -> bool:
    """Return whether it says yes. :raises UnreadableCell: for anything but yes or no."""
    if isinstance(cell, bool):
        return cell
    said = label(cell)
    if said not in {YES, NO}:
        raise UnreadableCell(f"Vul in: {YES} of {NO}.")
    return said == YES


def amount(cell: Cell, *, is_money: bool) -> Decimal | None:
    """Return the amount to the cent, None for a blank. :raises ValueError: with the sentence."""
    if _is_number(cell):
        found = _exact(cell)
    elif isinstance(cell, str):
        clean = clean_text(cell)
        if not clean:
            return None
        found = parse_money(clean) if is_money else parse_decimal(clean, places=CENTS)
    elif cell is None:
        return None
    else:
        raise UnreadableCell(f"Hier staat {_kind(cell)}. Vul een getal in.")
    if not 0 <= found <= LARGEST:
        raise UnreadableCell(f"Vul een getal in van 0 tot en met {format_number(LARGEST)}.")
    return found.quantize(Decimal("0.01"))


def year(cell: Cell) -> int:
    """Return the year. :raises ValueError: with the sentence."""
    if isinstance(cell, str) and (clean := clean_text(cell)):
        return parse_whole(clean)
    if _is_number(cell) and (found := _exact(cell)) == found.to_integral_value():
        return int(found)
    raise UnreadableCell("Vul een jaar in, zoals 2027.")


def day(cell: Cell) -> date:
    """Return the date. :raises ValueError: with the sentence."""
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str) and (clean := clean_text(cell)):
        return parse_date(clean)
    if _is_number(cell):
        raise UnreadableCell("Hier staat een getal. Geef de cel een datumnotatie, of typ 1-1-2027.")
    what = f"Hier staat {_kind(cell)}. " if cell is not None else ""
    raise UnreadableCell(f"{what}Vul een datum in, zoals 1-1-2027.")


def numbers_meant(cell: Cell, known: Iterable[str]) -> list[str]:
    """
    Return the numbers of actions that a cell may mean; one is right, more is doubt.

    A spreadsheet that takes 1.10 for a number keeps 1.1 of it.
    """
    if isinstance(cell, str):
        said = clean_text(cell)
        return [number for number in known if number == said] or [
            number for number in known if number == said.replace(",", ".")
        ]
    if not _is_number(cell):
        raise UnreadableCell(
            f"Hier staat {_kind(cell)}. Typ het nummer van de actie met een apostrof ervoor: '1.3."
        )
    return [number for number in known if _as_number(number) == _exact(cell, places=SHOWN_DIGITS)]


def _exact(cell: Cell, *, places: int = CENTS) -> Decimal:
    """Return the number that a spreadsheet shows, without the noise of its binary digits."""
    assert isinstance(cell, int | float)
    found = Decimal(f"{cell:.{SHOWN_DIGITS}g}")
    if not found.is_finite():
        raise UnreadableCell("Dit getal is te groot.")
    exponent = found.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        raise UnreadableCell(f"Gebruik ten hoogste {places} cijfers achter de komma.")
    return found


def _as_number(number: str) -> Decimal | None:
    try:
        return Decimal(number)
    except InvalidOperation:
        return None


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _kind(cell: Cell) -> str:
    if isinstance(cell, NoValue):
        return cell.what
    if isinstance(cell, bool):
        return "een WAAR of ONWAAR"
    return "een datum" if isinstance(cell, date) else "een getal" if _is_number(cell) else "niets"


def listed(words: Iterable[str]) -> str:
    """Return words as a choice: a, b of c."""
    *most, last = words
    return f"{', '.join(most)} of {last}"
