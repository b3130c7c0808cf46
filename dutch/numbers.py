"""
Numbers and money as the Dutch write them: a point between thousands, a comma before decimals.

What can be read in one way only is read; everything else is refused with a sentence for the
person who typed it. Nothing is ever rounded, and no float is involved.
"""

import re
from decimal import Decimal

WIDEST = 15  # digits before the comma: far above any amount here, far below what Decimal rounds
LONGEST = 60  # characters; reading a megabyte of digits takes a second

_MINUS = "\N{MINUS SIGN}"
_SPACES = re.compile("[\\s\u00a0\u2007\u2009\u202f]+")
_WHOLE = r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:[. ][0-9]{3})+)"
_NUMBER = re.compile(rf"(?P<sign>[-+]?)(?:{_WHOLE})?(?:,(?P<decimals>[0-9]+))?")
_MONEY = re.compile(
    r"(?P<sign>[-+]?) ?(?:€|EUR)? ?"
    r"(?P<number>[-+]?[0-9., ]*?[0-9])(?P<no_cents>,(?:--?|[–—]))?"
    r" ?(?:€|EUR|euro)?",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"[-+]?[0-9]+(?:,[0-9]{3})*\.[0-9]+|[-+]?[0-9]+(?:,[0-9]{3}){2,}")


class UnreadableNumber(ValueError):
    """What was typed cannot be read as a number in one way only; the message is for the user."""


def parse_whole(text: str) -> int:
    """
    Read a whole number such as `1.000`.

    :raises UnreadableNumber: with the sentence for the user.
    """
    return int(parse_decimal(text, places=0))


def parse_decimal(text: str, *, places: int) -> Decimal:
    """
    Read a number such as `1.000,5` with at most `places` digits after the comma.

    :raises UnreadableNumber: with the sentence for the user; a digit too many is never rounded.
    """
    found = _NUMBER.fullmatch(_tidy(text))
    if found is None or not (found["whole"] or found["decimals"]):
        raise UnreadableNumber(_advice(text))
    whole = re.sub("[. ]", "", found["whole"] or "0")
    decimals = found["decimals"] or ""
    if len(whole) > WIDEST:
        raise UnreadableNumber("Dit getal is te groot.")
    if len(decimals) > places:
        raise UnreadableNumber(_too_many_decimals(places))
    value = Decimal(f"{whole}.{decimals or 0}").quantize(Decimal(1).scaleb(-places))
    return -value if found["sign"] == "-" else value


def parse_money(text: str) -> Decimal:
    """
    Read an amount in euros such as `€ 1.000,50` or `5,-`; the result has two decimals.

    :raises UnreadableNumber: with the sentence for the user.
    """
    found = _MONEY.fullmatch(_tidy(text))
    if found is None or (found["no_cents"] and "," in found["number"]):
        raise UnreadableNumber(_advice(text))
    return parse_decimal(found["sign"] + found["number"], places=2)


def format_number(value: Decimal | int) -> str:
    """Write a number with points between thousands and a comma before decimals."""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,d}"
    return text.translate({ord(","): ".", ord("."): ",", ord("-"): _MINUS})


def format_euro(amount: Decimal | int) -> str:
    """Write an amount as `€ 325.000` or `€ 12,50`, with a space that never breaks the line."""
    cents = Decimal(amount).quantize(Decimal("0.01"))
    shown = int(cents) if cents == cents.to_integral_value() else cents
    return f"€\N{NO-BREAK SPACE}{format_number(shown)}"


def _tidy(text: str) -> str:
    """Make every kind of blank a plain one and every minus a hyphen."""
    tidy = _SPACES.sub(" ", text).strip().replace(_MINUS, "-")
    if len(tidy) > LONGEST:
        raise UnreadableNumber("Dit is te lang voor een getal. Schrijf alleen het getal op.")
    return tidy


def _too_many_decimals(places: int) -> str:
    if not places:
        return "Vul een heel getal in, zonder cijfers achter de komma. Bijvoorbeeld: 1.000."
    digits = "1 cijfer" if places == 1 else f"{places} cijfers"
    return f"Gebruik ten hoogste {digits} achter de komma."


def _advice(text: str) -> str:
    """Return the sentence that helps most with what was typed."""
    if _ENGLISH.fullmatch(_tidy(text)):
        return (
            "Zet een punt tussen duizendtallen en een komma voor de decimalen. "
            "Bijvoorbeeld: 1.000,50."
        )
    if not re.search("[0-9]", text):
        return "Vul een getal in met de cijfers 0 tot en met 9. Bijvoorbeeld: 1.000."
    return "Schrijf het getal helemaal in cijfers. Bijvoorbeeld: 1.000 of 12,50."
